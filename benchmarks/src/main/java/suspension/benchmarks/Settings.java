package suspension.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How much is measured, and the results that it is compared with. */
record Settings(
        String name,
        Set<Workload> workloads,
        boolean growth,
        int rounds,
        Timing timing,
        @Nullable Path against) {

    /** How long one process warms up on small pieces, and then on all of the work; how many runs count, and how long each of
     * them repeats the work. */
    record Timing(int warmUpMillis, int runs, int runMillis) {}

    private static final int[] GROWTH = {1_000, 10_000, 100_000, 1_000_000};

    /**
     * @param arguments "short" or "full", the workloads if not all of that set, "--against" with earlier results, "--rounds"
     *     with a number
     */
    static Settings of(List<String> arguments) {
        List<String> words = new ArrayList<>(arguments);
        String against = option("--against", words);
        String rounds = option("--rounds", words);
        Settings set = set(words.isEmpty() ? "short" : words.remove(0));
        Set<Workload> chosen = EnumSet.noneOf(Workload.class);
        words.stream().map(Workload::valueOf).forEach(chosen::add);
        return new Settings(
                set.name,
                chosen.isEmpty() ? set.workloads : chosen,
                set.growth,
                rounds == null ? set.rounds : positive(rounds),
                set.timing,
                against == null ? null : Path.of(against));
    }

    /** Takes an option and what follows it out of the words. */
    private static @Nullable String option(String option, List<String> words) {
        int index = words.indexOf(option);
        if (index < 0) {
            return null;
        }
        words.remove(index);
        if (index == words.size()) {
            throw new IllegalArgumentException("Nothing follows " + option);
        }
        return words.remove(index);
    }

    private static int positive(String number) {
        int value = Integer.parseInt(number);
        if (value < 1) {
            throw new IllegalArgumentException("At least one round is needed, not " + number);
        }
        return value;
    }

    private static Settings set(String name) {
        return switch (name) {
            case "short" -> new Settings(name, shortSet(), false, 2, new Timing(500, 3, 100), null);
            case "full" -> new Settings(name, EnumSet.allOf(Workload.class), true, 5, new Timing(800, 2, 200), null);
            default -> throw new IllegalArgumentException("Say short or full, not " + name);
        };
    }

    private static Set<Workload> shortSet() {
        return EnumSet.of(
                Workload.START_AND_COLLECT,
                Workload.RESUME_ALL,
                Workload.LONE_YIELDS,
                Workload.TURNS,
                Workload.AWAIT_READY,
                Workload.MEMORY,
                Workload.EMPTY_RUN);
    }

    /** The sizes in which a workload is measured. */
    int[] sizes(Workload workload) {
        return switch (workload) {
            case GATHER -> new int[] {10, 1_000, 100_000};
            case START_AND_COLLECT, RESUME_ALL -> growth ? GROWTH : new int[] {workload.size};
            default -> new int[] {workload.size};
        };
    }

    @Override
    public String toString() {
        return "%s: %d rounds of %d runs of %d ms after %d ms to warm up, of %s"
                .formatted(name, rounds, timing.runs(), timing.runMillis(), timing.warmUpMillis(), workloads);
    }
}
