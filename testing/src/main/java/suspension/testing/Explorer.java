package suspension.testing;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import suspension.AsyncTimeoutException;
import suspension.ExceptionGroup;
import suspension.bridge.task.Failures;

/** Runs one scenario under schedule after schedule, until one fails. */
final class Explorer implements AutoCloseable {

    /**
     * How long a run waits for other threads before it counts as stuck, as long as no run has ever heard of other
     * threads.
     */
    private static final long SHORT_PATIENCE = TimeUnit.MILLISECONDS.toNanos(200);

    private final String name;
    private final Exploration.Scenario scenario;
    private final Faults faults;
    private final Report report;

    /** A loop that nothing is left on, or null. */
    private @Nullable VirtualLoop home;

    private boolean hearsOfOthers;

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
            if (attempt.failure() != null) {
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
            if (attempt.failure() != null) {
                throw report.failure("Schedule " + tried, attempt, shrink(attempt), null);
            }
            addNeighbours(left, attempt.choices(), choices.length, most - tried);
        }
        return new Explored(tried, left.isEmpty());
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
        if (attempt.failure() != null) {
            throw report.failure("The schedule of seed " + seed, attempt, shrink(attempt), seed);
        }
        return new Explored(1, false);
    }

    <X extends Exception> Explored given(int[] choices) throws X {
        Attempt attempt = attempt(new Schedule.Fixed(choices), true);
        if (attempt.failure() != null) {
            throw report.failure("The schedule", attempt, attempt, null);
        }
        return new Explored(1, false);
    }

    private <X extends Exception> Attempt firstInFirstOut() throws X {
        Attempt attempt = attempt(Schedule.DEFAULT, false);
        if (attempt.failure() != null) {
            throw Failures.<X>throwAs(attempt.failure());
        }
        return attempt;
    }

    private Attempt shrink(Attempt failed) {
        return Shrinker.shrink(choices -> attempt(new Schedule.Fixed(choices), true), failed);
    }

    // Running

    private Attempt attempt(Schedule schedule, boolean traced) {
        VirtualLoop loop = home != null ? home : new VirtualLoop(name, true);
        home = null;
        if (!hearsOfOthers) {
            loop.clock().setPatience(SHORT_PATIENCE);
        }
        ChosenOrder order = new ChosenOrder(schedule, faults, loop.clock(), traced);
        VirtualRun run = VirtualRun.chosen(loop, order);
        Throwable failure = null;
        try {
            scenario.run(run);
        } catch (Throwable e) {
            failure = isFaultOf(order, e) ? null : e;
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
        hearsOfOthers |= !order.uncontrolled().isEmpty();
        return new Attempt(failure, order.choices(), order.trace(), order.uncontrolled());
    }

    /** Whether a failure is nothing but a fault that was asked for. */
    private static boolean isFaultOf(ChosenOrder order, Throwable failure) {
        if (!order.madeFaults()) {
            return false;
        }
        if (failure instanceof ExceptionGroup group) {
            return group.exceptions().stream().allMatch(each -> isFaultOf(order, each));
        }
        return failure instanceof CancellationException
                || failure instanceof AsyncTimeoutException
                || order.injected().contains(failure)
                || (failure instanceof CompletionException
                        && failure.getCause() != null
                        && isFaultOf(order, failure.getCause()));
    }

    @Override
    public void close() {
        if (home != null) {
            home.close();
        }
    }
}
