package suspension;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import suspension.bridge.internal.BodyTask;
import suspension.bridge.internal.Durations;
import suspension.bridge.internal.TimerHandle;

/**
 * The time limit of a region that {@link Async#timeout(Duration, Body)} runs. It may be moved while the region runs.
 *
 * <p>Mirrors {@code asyncio.Timeout}: when the time is up, the region's task is asked to cancel, and a {@link
 * CancellationException} that leaves the region then becomes an {@link AsyncTimeoutException}, provided that nobody else
 * asked the task to cancel. Belongs to the body that runs the region; only other bodies of the same loop may use it too.
 */
public final class Timeout {

    /**
     * A region that uses its own time limit.
     *
     * @param <T> the type of its value
     * @param <X> the checked exception that it throws
     */
    @FunctionalInterface
    public interface Body<T extends @Nullable Object, X extends Exception> {

        /**
         * Runs the region.
         *
         * @param timeout its time limit
         * @return its value
         * @throws X as the implementation says
         */
        T run(Timeout timeout) throws X;
    }

    /**
     * A region without a value that uses its own time limit.
     *
     * @param <X> the checked exception that it throws
     */
    @FunctionalInterface
    public interface VoidBody<X extends Exception> {

        /**
         * Runs the region.
         *
         * @param timeout its time limit
         * @throws X as the implementation says
         */
        void run(Timeout timeout) throws X;
    }

    /** ACTIVE until the time is up; EXPIRING until the region is left; then EXPIRED. FINISHED if it was in time. */
    private enum State {
        ACTIVE,
        EXPIRING,
        EXPIRED,
        FINISHED
    }

    private final BodyTask<?> body;

    /** Requests that the task had met before: they are not this region's. */
    private final int requestsBefore;

    /** All fields below are guarded by this. */
    private State state = State.ACTIVE;

    private Duration limit;
    private long deadline;
    private @Nullable TimerHandle timer;

    private Timeout(BodyTask<?> body, Duration limit) {
        this.body = body;
        this.requestsBefore = body.requestsMet();
        this.limit = limit;
        schedule(limit);
    }

    static <T extends @Nullable Object, X extends Exception> T run(BodyTask<?> body, Duration limit, Body<T, X> region)
            throws X {
        Timeout timeout = new Timeout(body, Objects.requireNonNull(limit, "limit"));
        T value;
        try {
            value = region.run(timeout);
        } catch (Throwable e) {
            if (timeout.leave()) {
                AsyncTimeoutException late = timeout.exception(e);
                if (body.isCancellation(e)) {
                    throw late;
                }
                e.addSuppressed(late);
            }
            throw e;
        }
        timeout.leave();
        return value;
    }

    /** Ends the region; true if its time is up and nobody else asked its task to cancel. */
    private boolean leave() {
        synchronized (this) {
            stopTimer();
            if (state != State.EXPIRING) {
                state = State.FINISHED;
                return false;
            }
            state = State.EXPIRED;
        }
        return body.uncancel(requestsBefore) <= requestsBefore;
    }

    private AsyncTimeoutException exception(Throwable cause) {
        return new AsyncTimeoutException(
                body.name() + " ran out of time: the limit was " + limit, body.isCancellation(cause) ? cause : null);
    }

    /** Asks before anyone can leave: off a loop the body runs in parallel, and the request would meet it afterwards. */
    private synchronized void expire() {
        if (state == State.ACTIVE) {
            state = State.EXPIRING;
            body.cancel(null);
        }
    }

    /**
     * Sets a new limit, counted from now. One that is zero or negative expires at the next turn.
     *
     * @param limit from now
     * @throws IllegalStateException if the time is up, or the region has been left
     */
    public synchronized void reschedule(Duration limit) {
        Objects.requireNonNull(limit, "limit");
        ensureActive();
        stopTimer();
        this.limit = limit;
        schedule(limit);
    }

    /**
     * Takes the limit away.
     *
     * @throws IllegalStateException if the time is up, or the region has been left
     */
    public synchronized void disable() {
        ensureActive();
        stopTimer();
    }

    /**
     * When the time is up, counted from now; negative if it is up already.
     *
     * @return what is left, or empty if there is no limit
     */
    public synchronized Optional<Duration> when() {
        return timer == null
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(deadline - body.host().nanoTime()));
    }

    /**
     * Whether the time is up, and the task has been asked to cancel. Stays true after the region has been left.
     *
     * @return true if it is
     */
    public synchronized boolean expired() {
        return state == State.EXPIRING || state == State.EXPIRED;
    }

    private void ensureActive() {
        if (state != State.ACTIVE) {
            throw new IllegalStateException("This timeout is " + state.name().toLowerCase(java.util.Locale.ROOT)
                    + "; it can only be changed while its region runs and its time is not up");
        }
    }

    private void schedule(Duration limit) {
        long nanos = Math.max(0, Math.min(Durations.toNanos(limit), Long.MAX_VALUE / 2));
        deadline = body.host().nanoTime() + nanos;
        timer = body.host().after(nanos, this::expire);
    }

    private void stopTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    /** The state and the limit. */
    @Override
    public synchronized String toString() {
        return "Timeout[" + state.name().toLowerCase(java.util.Locale.ROOT) + ", " + limit + "]";
    }
}
