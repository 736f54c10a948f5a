package suspension.testing;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import suspension.Action;
import suspension.Awaitable;
import suspension.Outcome;
import suspension.SuspendCall;
import suspension.bridge.task.Failures;

/**
 * Runs code on a loop whose time is virtual. Whenever nothing can run, the clock goes straight to the next timer. So a
 * sleep of 24 hours ends at once, and all wake-ups come in the right order. {@code delay} and {@code withTimeout} in
 * Kotlin code on the loop follow the clock. The clock stands still while a call of {@code Async.toThread} runs, which
 * takes its real time; a call that blocks until a timer of the loop fires therefore never ends, and neither does the
 * run.
 *
 * <p>When everything waits for something that no timer will bring, the run fails with an error that lists the stuck
 * tasks. Before that, threads that the loop does not know of, such as those of an HTTP client or of {@code
 * Dispatchers.IO}, have two seconds of real time to bring something. As long as a timer is set, the clock does not wait
 * for them: put such work in {@code toThread}.
 *
 * <pre>{@code
 * String done = VirtualTime.run(() -> {
 *     sleep(ofHours(24));
 *     return "at once";
 * });
 * }</pre>
 */
public final class VirtualTime {

    private VirtualTime() {}

    /**
     * Runs a body as {@link suspension.Async#run(Awaitable)} does, in virtual time. Blocks the calling thread. In the
     * body, {@link VirtualClock#current} gives the clock.
     *
     * @param <T> the type of the value
     * @param <X> the checked exception that the body throws
     * @param main the body
     * @return its value
     * @throws X what the body throws, as it is
     * @throws AssertionError if everything waits for something that no timer will bring; it lists the stuck tasks
     * @throws java.util.concurrent.CancellationException if the body ends by cancellation
     * @throws IllegalStateException on a thread that runs a loop
     */
    public static <T extends @Nullable Object, X extends Exception> T run(Awaitable<T, X> main) throws X {
        Objects.requireNonNull(main, "main");
        return VirtualTime.<T, X>resultOf(VirtualRun.lenient().run(loop -> loop.createTask("main", main)));
    }

    /**
     * As {@link #run(Awaitable)}, for a body without a value.
     *
     * @param <X> the checked exception that the body throws
     * @param main the body
     * @throws X what the body throws, as it is
     */
    public static <X extends Exception> void run(Action<X> main) throws X {
        Objects.requireNonNull(main, "main");
        VirtualTime.<@Nullable Void, X>resultOf(VirtualRun.lenient().run(loop -> loop.createTask("main", main)));
    }

    /**
     * As {@link #run(Awaitable)}, for a Kotlin suspend function.
     *
     * @param <T> the type of the value
     * @param main calls the function
     * @return its value
     * @throws java.util.concurrent.CompletionException around a checked exception
     */
    public static <T extends @Nullable Object> T run(SuspendCall<T> main) {
        Objects.requireNonNull(main, "main");
        return VirtualRun.lenient()
                .<T>run(loop -> loop.createTask("main", main))
                .get();
    }

    /**
     * Runs a body under that many schedules, each in virtual time, and fails if one of them makes it fail. Blocks the
     * calling thread. Short for {@code Exploration.random(interleavings).run(body)}; see {@link Exploration} for more.
     *
     * @param <X> the checked exception that the body throws
     * @param interleavings how many schedules, 1 or more
     * @param body runs anew for each schedule, so it makes what it works on
     * @return what was tried
     * @throws X what the body throws first in, first out
     * @throws AssertionError if the body fails under another schedule; or if it leaves something behind
     */
    public static <X extends Exception> Explored explore(int interleavings, Action<X> body) throws X {
        return Exploration.random(interleavings).run(body);
    }

    /** Throws what the body threw, as it is: the compiler has checked that it is an X or unchecked. */
    static <T extends @Nullable Object, X extends Exception> T resultOf(Outcome<T> outcome) throws X {
        if (outcome instanceof Outcome.Failure<T> failure) {
            throw Failures.<X>throwAs(failure.exception());
        }
        return outcome.get();
    }
}
