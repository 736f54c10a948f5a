package suspension.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import suspension.Action;
import suspension.EventLoop;
import suspension.SuspendCall;
import suspension.Task;

/**
 * Runs a body under many schedules, each in virtual time. At each step a schedule chooses which of the ready bodies,
 * wake-ups, Kotlin coroutines, callbacks, simultaneous timers and completed calls of {@code toThread} comes next. So a
 * race between two suspensions is found by search, and not by luck.
 *
 * <p>All schedules are legal: one thing runs at a time, timers fire in the order of their times, and callbacks of
 * {@code loop.execute} and {@code task.onDone} keep their order among themselves. When other threads bring something is
 * not chosen; a failure's report names such threads.
 *
 * <p>The first schedule is first in, first out. A failure there is thrown as it is. A failure under another schedule is
 * thrown as an {@link AssertionError} whose cause is the failure, and which shows the shortest failing schedule that
 * was found, slice by slice, and how to repeat it. Each run is also checked as {@link AsyncTest} checks a test, and for
 * what primitives must keep to: no {@code AsyncLock} held and no permit of an {@code AsyncSemaphore} missing at the end,
 * and at no time a free permit beside a body that waits for one.
 *
 * <p>An exploration is immutable. {@link AsyncTest#interleavings} does the same for a JUnit test.
 *
 * <pre>{@code
 * Exploration.random(1000).cancellations().run(() -> {
 *     Account account = new Account(100);
 *     gather(() -> account.withdraw(70), () -> account.withdraw(70));
 *     assertTrue(account.balance() >= 0);
 * });
 * }</pre>
 */
public final class Exploration {

    /** Which schedules are tried. */
    private sealed interface Plan {}

    private record Many(Search search, int schedules) implements Plan {}

    private record Seed(long seed) implements Plan {}

    private record Given(String schedule) implements Plan {}

    private final Plan plan;
    private final Faults faults;

    private Exploration(Plan plan, Faults faults) {
        this.plan = plan;
        this.faults = faults;
    }

    /**
     * An exploration of random schedules, by fresh seeds each time.
     *
     * @param schedules how many, 1 or more
     * @return the exploration
     * @throws IllegalArgumentException if there are less than 1
     */
    public static Exploration random(int schedules) {
        return new Exploration(new Many(Search.RANDOM, positive(schedules)), Faults.NONE);
    }

    /**
     * An exploration of all schedules one after another, those that are nearest to first in, first out first.
     *
     * @param most how many at most, 1 or more
     * @return the exploration
     * @throws IllegalArgumentException if there are less than 1
     */
    public static Exploration systematic(int most) {
        return new Exploration(new Many(Search.SYSTEMATIC, positive(most)), Faults.NONE);
    }

    private static int positive(int schedules) {
        if (schedules < 1) {
            throw new IllegalArgumentException(
                    "There is nothing to try in " + schedules + " schedules; give 1 or more");
        }
        return schedules;
    }

    private static Plan given(String schedule) {
        Choices.parse(schedule); // throws here, and not when it runs
        return new Given(schedule);
    }

    /**
     * The one schedule of a seed, from the report of a failure. The faults must be those of the exploration that failed.
     *
     * @param seed the seed
     * @return the exploration
     */
    public static Exploration ofSeed(long seed) {
        return new Exploration(new Seed(seed), Faults.NONE);
    }

    /**
     * One schedule, from the report of a failure. The faults must be those of the exploration that failed. If the code
     * has changed since, so that there are no such choices, and what is left of the schedule passes, running it throws an
     * {@link IllegalArgumentException}.
     *
     * @param schedule as {@code "3:1 7:2"}: choice 3 takes option 1 instead of 0, and so on
     * @return the exploration
     * @throws IllegalArgumentException if it is no schedule
     */
    public static Exploration ofSchedule(String schedule) {
        return new Exploration(given(schedule), Faults.NONE);
    }

    /**
     * Also cancels tasks: one or a few in each run, chosen by the schedule, at a suspension or before they have begun;
     * never the main body. The run may then end with that {@link java.util.concurrent.CancellationException}, so what
     * counts is how everything is cleaned up.
     *
     * @return an exploration that does so
     */
    public Exploration cancellations() {
        return new Exploration(plan, new Faults(true, faults.timeouts(), faults.failures()));
    }

    /**
     * Also ends regions of {@code timeout} and {@code waitFor} before their time. Kotlin's {@code withTimeout} is left
     * alone. The run may end with that {@link suspension.AsyncTimeoutException}.
     *
     * @return an exploration that does so
     */
    public Exploration timeouts() {
        return new Exploration(plan, new Faults(faults.cancellations(), true, faults.failures()));
    }

    /**
     * Also lets calls that bodies await fail: of suspend functions, of {@code toThread}, of completion stages. The call
     * is then not made, and its body gets the exception after a turn. The run may end with that exception.
     *
     * @param types the exceptions, each with a constructor of a message or one without parameters
     * @return an exploration that does so
     */
    @SafeVarargs
    public final Exploration failures(Class<? extends Exception>... types) {
        List<Class<? extends Exception>> list = new ArrayList<>();
        for (Class<? extends Exception> type : types) {
            list.add(type);
        }
        return failures(list);
    }

    /** The exploration that a test's annotation asks for. */
    static Exploration of(AsyncTest settings) {
        Plan plan;
        if (!settings.schedule().isEmpty() && settings.seed() != 0) {
            throw new IllegalArgumentException("Give a schedule or a seed, and not both");
        } else if (!settings.schedule().isEmpty()) {
            plan = given(settings.schedule());
        } else if (settings.seed() != 0) {
            plan = new Seed(settings.seed());
        } else {
            plan = new Many(settings.search(), positive(settings.interleavings()));
        }
        Faults faults =
                new Faults(settings.cancellations(), settings.timeouts(), checked(List.of(settings.failures())));
        if (plan instanceof Many many && many.schedules() == 1 && !faults.isEmpty()) {
            throw new IllegalArgumentException("Faults are chosen by schedules: set interleavings = 1000, for one");
        }
        return new Exploration(plan, faults);
    }

    private static List<Class<? extends Exception>> checked(List<Class<? extends Exception>> types) {
        types.forEach(Faults::newFailure); // throws here, and not when a schedule first needs one
        return types;
    }

    private Exploration failures(List<Class<? extends Exception>> types) {
        return new Exploration(plan, new Faults(faults.cancellations(), faults.timeouts(), checked(types)));
    }

    /**
     * Runs the body under each schedule. Blocks the calling thread.
     *
     * @param <X> the checked exception that the body throws
     * @param body runs anew for each schedule, so it makes what it works on
     * @return what was tried
     * @throws X what the body throws first in, first out
     * @throws AssertionError if the body fails under another schedule; or if it leaves something behind
     * @throws IllegalStateException on a thread that runs a loop
     */
    public <X extends Exception> Explored run(Action<X> body) throws X {
        Objects.requireNonNull(body, "body");
        return this.<X>explore(
                run -> VirtualTime.<@Nullable Void, Exception>resultOf(run.run(loop -> loop.createTask("main", body))));
    }

    /**
     * As {@link #run(Action)}, for a Kotlin suspend function.
     *
     * @param body calls the function
     * @return what was tried
     */
    public Explored run(SuspendCall<?> body) {
        Objects.requireNonNull(body, "body");
        return this.<RuntimeException>explore(
                run -> run.run(loop -> start(loop, body)).get());
    }

    private static <T extends @Nullable Object> Task<T> start(EventLoop loop, SuspendCall<T> body) {
        return loop.createTask("main", body);
    }

    private <X extends Exception> Explored explore(Scenario scenario) throws X {
        VirtualRun.refuseOnLoop("Exploration.run()");
        return this.<X>explore("exploration", scenario, Report.OF_EXPLORATION);
    }

    /** @throws X what the scenario throws first in, first out */
    <X extends Exception> Explored explore(String name, Scenario scenario, Report.Form form) throws X {
        try (Explorer explorer = new Explorer(name, scenario, faults, new Report(form, faults))) {
            if (plan instanceof Many many && many.search() == Search.SYSTEMATIC) {
                return explorer.<X>systematic(many.schedules());
            } else if (plan instanceof Many many) {
                return explorer.<X>random(
                        many.schedules(), ThreadLocalRandom.current().nextInt(1, 1_000_000_000));
            } else if (plan instanceof Seed seed) {
                return explorer.<X>seed(seed.seed());
            }
            return explorer.<X>given(Choices.parse(((Given) plan).schedule()));
        }
    }

    /** One run of what is explored. */
    @FunctionalInterface
    interface Scenario {
        void run(VirtualRun run) throws Throwable;
    }
}
