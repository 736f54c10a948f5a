package suspension.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Makes the choices of one run. */
interface Schedule {

    /** First in, first out, and no faults. */
    Schedule DEFAULT = new Fixed(new int[0]);

    /** Chooses the entry that runs next. The owners are those of the ready entries, which are at least two. */
    int entry(List<?> owners);

    /** Chooses a fault: 0 for none, or one of the numbers below {@code options}. */
    int fault(int options);

    /** Makes choices that are given, and beyond them the default. */
    final class Fixed implements Schedule {

        private final int[] choices;
        private int position;

        Fixed(int[] choices) {
            this.choices = choices;
        }

        private int next(int options) {
            int choice = position < choices.length ? choices[position] : 0;
            position++;
            return choice < options ? choice : 0;
        }

        @Override
        public int entry(List<?> owners) {
            return next(owners.size());
        }

        @Override
        public int fault(int options) {
            return next(options);
        }
    }

    /** The random schedule of a seed. Each of four ways of choosing finds what the others hardly ever do. */
    static Schedule random(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return switch (random.nextInt(5)) {
            case 0 -> new Uniform(random);
            case 1 -> new Rare(random);
            case 2 -> new Priorities(random);
            default -> new Stalls(random); // two of five: a race with something far away needs it
        };
    }

    /** What all random schedules share: one or a few faults in each run, at any time. */
    abstract class Random implements Schedule {

        final SplittableRandom random;
        private int faultsLeft;
        private final int oneIn;

        Random(SplittableRandom random) {
            this.random = random;
            this.faultsLeft = 1 + random.nextInt(3);
            this.oneIn = 2 + random.nextInt(30);
        }

        @Override
        public int fault(int options) {
            if (faultsLeft == 0 || random.nextInt(oneIn) > 0) {
                return 0;
            }
            faultsLeft--;
            return 1 + random.nextInt(options - 1);
        }
    }

    /** Every ready entry is as likely as every other. */
    final class Uniform extends Random {

        Uniform(SplittableRandom random) {
            super(random);
        }

        @Override
        public int entry(List<?> owners) {
            return random.nextInt(owners.size());
        }
    }

    /** First in, first out, but for a few places. */
    final class Rare extends Random {

        private final int oneIn;

        Rare(SplittableRandom random) {
            super(random);
            this.oneIn = 2 + random.nextInt(15);
        }

        @Override
        public int entry(List<?> owners) {
            return random.nextInt(oneIn) == 0 ? random.nextInt(owners.size()) : 0;
        }
    }

    /**
     * Each task has a priority, and the highest runs. Now and then the task that would run becomes the lowest. So one
     * task may stand still while another goes through many slices. Compare Burckhardt et al., "A Randomized Scheduler
     * with Probabilistic Guarantees of Finding Bugs".
     */
    final class Priorities extends Random {

        private final Map<Object, Double> priorities = new HashMap<>();
        private final int oneIn;
        private double lowest;

        Priorities(SplittableRandom random) {
            super(random);
            this.oneIn = 4 + random.nextInt(30);
        }

        @Override
        public int entry(List<?> owners) {
            int highest = highest(owners);
            if (random.nextInt(oneIn) == 0) {
                priorities.put(owners.get(highest), --lowest);
                highest = highest(owners);
            }
            return highest;
        }

        private int highest(List<?> owners) {
            int highest = 0;
            for (int i = 0; i < owners.size(); i++) {
                if (priority(owners.get(i)) > priority(owners.get(highest))) {
                    highest = i;
                }
            }
            return highest;
        }

        private double priority(Object owner) {
            return priorities.computeIfAbsent(owner, key -> random.nextDouble());
        }
    }

    /**
     * Some tasks stall after one of their first slices: from there on they run only when nobody else can. So a task may
     * have read something long before it writes.
     */
    final class Stalls extends Random {

        private static final int NEVER = Integer.MAX_VALUE;

        /** How many slices each task has left before it stalls. */
        private final Map<Object, Integer> left = new HashMap<>();

        Stalls(SplittableRandom random) {
            super(random);
        }

        @Override
        public int entry(List<?> owners) {
            List<Integer> going = new ArrayList<>();
            for (int i = 0; i < owners.size(); i++) {
                if (left.computeIfAbsent(owners.get(i), key -> firstSlices()) > 0) {
                    going.add(i);
                }
            }
            int choice = going.isEmpty() ? random.nextInt(owners.size()) : going.get(random.nextInt(going.size()));
            left.computeIfPresent(
                    owners.get(choice), (owner, slices) -> slices == NEVER ? NEVER : Math.max(0, slices - 1));
            return choice;
        }

        private int firstSlices() {
            if (random.nextBoolean()) {
                return NEVER;
            }
            int slices = 1;
            while (random.nextBoolean()) {
                slices++;
            }
            return slices;
        }
    }
}
