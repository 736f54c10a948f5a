package suspension.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Looks for a shorter schedule that fails alike: one with fewer choices that are not the default, and with smaller ones.
 */
final class Shrinker {

    private static final int MOST_RUNS = 1_000;
    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final int LETTERS_COMPARED = 80;

    private final Function<int[], Attempt> runner;
    private final long end = System.nanoTime() + MOST_NANOS;
    private final Attempt failed;
    private int runs;

    /** The shortest run that fails alike, so far. */
    private Attempt best;

    private Shrinker(Function<int[], Attempt> runner, Attempt failed) {
        this.runner = runner;
        this.failed = failed;
        this.best = failed;
    }

    /**
     * Returns the shortest failing run that was found.
     *
     * @param runner runs choices, and records the slices
     */
    static Attempt shrink(Function<int[], Attempt> runner, Attempt failed) {
        Shrinker shrinker = new Shrinker(runner, failed);
        shrinker.shrink();
        return shrinker.best;
    }

    private void shrink() {
        Attempt again = runner.apply(failed.choices().chosen());
        if (!isAlike(again)) {
            return; // what is not chosen made it fail
        }
        best = again;
        long before;
        do {
            before = size(best);
            leaveOut();
            makeSmaller();
        } while (size(best) < before && !isOver());
    }

    private boolean isAlike(Attempt attempt) {
        Throwable failure = attempt.failure();
        Throwable first = Objects.requireNonNull(failed.failure());
        return failure != null
                && failure.getClass() == first.getClass()
                && attempt.stuck() == failed.stuck()
                && kind(failure).equals(kind(first));
    }

    /** Returns the message without its numbers, and without what lists stacks. */
    private static String kind(Throwable failure) {
        String message = String.valueOf(failure.getMessage()).replaceAll("[0-9]+", "");
        return message.substring(0, Math.min(message.length(), LETTERS_COMPARED));
    }

    /** Leaves out ever smaller parts of what was chosen. */
    private void leaveOut() {
        for (int part = deviations(best).size(); part > 0; part /= 2) {
            int first = 0;
            List<Integer> places = deviations(best);
            while (first < places.size() && !isOver()) {
                int[] fewer = best.choices().chosen();
                places.subList(first, Math.min(first + part, places.size())).forEach(place -> fewer[place] = 0);
                if (improves(fewer)) {
                    places = deviations(best);
                } else {
                    first += part;
                }
            }
        }
    }

    private void makeSmaller() {
        for (int place : deviations(best)) {
            int[] choices = best.choices().chosen();
            for (int option = 1; place < choices.length && option < choices[place] && !isOver(); option++) {
                int[] smaller = choices.clone();
                smaller[place] = option;
                if (improves(smaller)) {
                    break;
                }
            }
        }
    }

    /** Whether it has taken long enough. A schedule may have a hundred thousand choices. */
    private boolean isOver() {
        return runs >= MOST_RUNS || System.nanoTime() - end > 0;
    }

    /** Runs the choices, and keeps that run if it fails alike and is shorter than the best so far. */
    private boolean improves(int[] choices) {
        if (isOver()) {
            return false;
        }
        runs++;
        Attempt attempt = runner.apply(choices);
        boolean improves = isAlike(attempt) && size(attempt) < size(best);
        if (improves) {
            best = attempt;
        }
        return improves;
    }

    private static List<Integer> deviations(Attempt attempt) {
        int[] choices = attempt.choices().chosen();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < choices.length; i++) {
            if (choices[i] != 0) {
                places.add(i);
            }
        }
        return places;
    }

    /** First the number of deviations counts, then how large they are, then how many choices there are at all. */
    private static long size(Attempt attempt) {
        int[] choices = attempt.choices().chosen();
        long sum = Arrays.stream(choices).asLongStream().sum();
        return ((deviations(attempt).size() * 10_000L) + Math.min(sum, 9_999)) * 100_000L
                + Math.min(attempt.choices().size(), 99_999);
    }
}
