package suspension.testing;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import suspension.bridge.task.Failures;

/** Runs one scenario under schedule after schedule, until one fails. */
final class Explorer implements AutoCloseable {

    /**
     * How long a run waits for other threads before it counts as stuck, as long as no run has ever heard of other
     * threads.
     */
    private static final long SHORT_PATIENCE = TimeUnit.MILLISECONDS.toNanos(200);

    /** How long a choice waits for a call of toThread, until one has been found that takes longer. */
    private static final long CALL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long SLOW_CALL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** The first run is endless if it has so many slices. */
    private static final long MOST_SLICES = 5_000_000;

    /** Any other run is endless if it has so many slices more than the first one had. */
    private static final long MORE_SLICES = 100_000;

    private final String name;
    private final Exploration.Scenario scenario;
    private final Faults faults;
    private final Report report;

    /** A loop that nothing is left on, or null. */
    private @Nullable VirtualLoop home;

    /** Whether other threads bring something that a run has to wait for. */
    private boolean hearsOfOthers;

    private boolean controlled = true;
    private long callNanos = CALL_NANOS;
    private long mostSlices = MOST_SLICES;

    Explorer(String name, Exploration.Scenario scenario, Faults faults, Report report) {
        this.name = name;
        this.scenario = scenario;
        this.faults = faults;
        this.report = report;
    }

    // Searching

    <X extends Exception> Explored random(int schedules, long firstSeed) throws X {
        this.<X>firstInFirstOut();
        for (int i = 1; i < schedules; i++) {
            long seed = firstSeed + i;
            Attempt attempt = attempt(Schedule.random(seed), false);
            if (Explorer.<X>hasFailed(attempt, "schedule " + (i + 1) + " of " + schedules + ", seed " + seed)) {
                throw report.failure("Schedule " + (i + 1) + " of " + schedules, attempt, shrink(attempt), seed);
            }
        }
        return new Explored(schedules, false);
    }

    <X extends Exception> Explored systematic(int most) throws X {
        Deque<int[]> left = new ArrayDeque<>();
        addNeighbours(left, this.<X>firstInFirstOut().choices(), 0, most);
        int tried = 1;
        while (tried < most && !left.isEmpty()) {
            int[] choices = left.remove();
            Attempt attempt = attempt(new Schedule.Fixed(choices), false);
            tried++;
            if (Explorer.<X>hasFailed(attempt, "schedule " + tried)) {
                throw report.failure("Schedule " + tried, attempt, shrink(attempt), null);
            }
            addNeighbours(left, attempt.choices(), choices.length, most - tried);
        }
        return new Explored(tried, left.isEmpty() && controlled);
    }

    /** Adds the schedules that differ from this one in one further choice, at {@code from} or later. */
    private static void addNeighbours(Deque<int[]> schedules, Choices choices, int from, int most) {
        for (int position = from; position < choices.size(); position++) {
            for (int option = 1; option < choices.options(position); option++) {
                if (schedules.size() > most) {
                    return;
                }
                int[] next = Arrays.copyOf(choices.chosen(), position + 1);
                next[position] = option;
                schedules.add(next);
            }
        }
    }

    <X extends Exception> Explored seed(long seed) throws X {
        Attempt attempt = attempt(Schedule.random(seed), false);
        if (Explorer.<X>hasFailed(attempt, "the schedule of seed " + seed)) {
            throw report.failure("The schedule of seed " + seed, attempt, shrink(attempt), seed);
        }
        return new Explored(1, false);
    }

    <X extends Exception> Explored given(int[] choices) throws X {
        Attempt attempt = attempt(new Schedule.Fixed(choices), true);
        if (Explorer.<X>hasFailed(attempt, "the schedule")) {
            throw report.failure("The schedule", attempt, attempt, null);
        }
        String asked = Choices.toText(choices);
        String made = Choices.toText(attempt.choices().chosen());
        if (!made.equals(asked)) {
            throw new IllegalArgumentException("The schedule \"" + asked + "\" cannot be followed, because the test or"
                    + " its code has changed. \"" + made + "\" is what is left of it, and passes. Search again");
        }
        return new Explored(1, false);
    }

    private <X extends Exception> Attempt firstInFirstOut() throws X {
        Attempt attempt = attempt(Schedule.DEFAULT, false);
        if (attempt.failure() != null) {
            throw Failures.<X>throwAs(attempt.failure());
        }
        mostSlices = MORE_SLICES + 20L * attempt.choices().size();
        return attempt;
    }

    private Attempt shrink(Attempt failed) {
        return Shrinker.shrink(choices -> attempt(new Schedule.Fixed(choices), true), failed);
    }

    // Running

    private Attempt attempt(Schedule schedule, boolean traced) {
        boolean hasWaitedLong = hearsOfOthers;
        Attempt attempt = attemptOnce(schedule, traced);
        if (attempt.stuck() && !hasWaitedLong) { // or other threads are slow; they have not been heard of before
            hearsOfOthers = true;
            attempt = attemptOnce(new Schedule.Fixed(attempt.choices().chosen()), traced);
            hearsOfOthers = !attempt.stuck();
        }
        return attempt;
    }

    private Attempt attemptOnce(Schedule schedule, boolean traced) {
        VirtualLoop loop = home != null ? home : new VirtualLoop(name, true);
        home = null;
        loop.clock().setPatience(hearsOfOthers ? VirtualClock.PATIENCE : SHORT_PATIENCE);
        ChosenOrder.Limits limits = new ChosenOrder.Limits(callNanos, mostSlices);
        ChosenOrder order = new ChosenOrder(schedule, faults, limits, loop.clock(), traced);
        VirtualRun run = VirtualRun.chosen(loop, order);
        Throwable failure = null;
        try {
            scenario.run(run);
        } catch (Throwable e) {
            failure = run.isFault(e) ? null : e;
        }
        for (AssertionError problem : run.problems()) {
            failure = Failures.add(failure, () -> {
                throw problem;
            });
        }
        if (run.leavesLoopAtRest()) {
            home = loop;
        } else {
            loop.close();
        }
        if (!order.uncontrolled().isEmpty()) {
            controlled = false;
            hearsOfOthers = true;
        }
        if (order.callsAreSlow()) {
            callNanos = SLOW_CALL_NANOS;
        }
        return new Attempt(failure, run.isStuck(), order.choices(), order.trace(), order.uncontrolled());
    }

    /**
     * Whether the search is over. What aborts a test, or interrupts its thread, is not the schedule's fault.
     *
     * @throws X what aborts the test
     */
    private static <X extends Exception> boolean hasFailed(Attempt attempt, String which) throws X {
        Throwable failure = attempt.failure();
        if (Thread.currentThread().isInterrupted()) {
            throw new AssertionError(
                    "The thread was interrupted during " + which + ", which had not ended by then", failure);
        }
        if (failure == null) {
            return false;
        }
        if (failure.getClass().getName().equals("org.opentest4j.TestAbortedException")) {
            throw Failures.<X>throwAs(failure);
        }
        return true;
    }

    @Override
    public void close() {
        if (home != null) {
            home.close();
        }
    }
}
