package suspension;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import suspension.bridge.loop.Durations;
import suspension.bridge.task.BodyTask;
import suspension.bridge.task.CancelRequest;
import suspension.bridge.task.Handle;
import suspension.bridge.task.HostProbe;

/**
 * The time limit of a region that {@link Async#timeout(Duration, Body)} runs. It may be moved while the region runs.
 *
 * <p>When the time is up, the region's task is asked to cancel. A {@link CancellationException} that leaves the region
 * then becomes an {@link AsyncTimeoutException}, provided that nobody else asked the task to cancel. The limit belongs
 * to the body that runs the region; only other bodies of the same loop may use it too. Mirrors {@code asyncio.Timeout}.
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

    /**
     * ACTIVE until the time is up, EXPIRING until the region is left, and then EXPIRED. FINISHED if the region was left
     * in time.
     */
    private enum State {
        ACTIVE,
        EXPIRING,
        EXPIRED,
        FINISHED
    }

    private final BodyTask<?> body;

    /**
     * How many requests the task had met before: they are not this region's. A request that was still pending counts as
     * somebody else's, so the region does not swallow it.
     */
    private final int requestsBefore;

    /**
     * The state, the limit, the deadline and the timer change under this object's monitor: the body moves the limit,
     * the timer's callback ends it.
     */
    private State state = State.ACTIVE;

    private Duration limit;
    private long deadline;
    private @Nullable Handle timer;

    /** What {@link #expire} has sent, or null. */
    private @Nullable CancelRequest request;

    private Timeout(BodyTask<?> body, Duration limit) {
        this.body = body;
        this.requestsBefore = body.requestsMet();
        this.limit = limit;
        schedule(limit);
        HostProbe probe = body.host().probe();
        if (probe != null) {
            probe.limited(new Early());
        }
    }

    /** A test's handle to this region. */
    private final class Early implements HostProbe.Expiry {

        @Override
        public BodyTask<?> body() {
            return body;
        }

        @Override
        public boolean isActive() {
            synchronized (Timeout.this) {
                return state == State.ACTIVE && timer != null;
            }
        }

        @Override
        public void expire() {
            Timeout.this.expire();
        }
    }

    static <T extends @Nullable Object, X extends Exception> T run(BodyTask<?> body, Duration limit, Body<T, X> region)
            throws X {
        Timeout timeout = new Timeout(body, Objects.requireNonNull(limit, "limit"));
        T value;
        try {
            value = region.run(timeout);
        } catch (Throwable e) {
            CancellationException cancellation = body.cancellationIn(e);
            boolean late = timeout.leave();
            if (late && cancellation != null) {
                throw timeout.exception(cancellation);
            }
            if (late) {
                e.addSuppressed(timeout.exception(null));
            } else if (cancellation != null) {
                throw cancellation;
            }
            throw e;
        }
        timeout.leave();
        return value;
    }

    /** Ends the region. Returns true if its time is up and nobody else asked its task to cancel. */
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

    private synchronized AsyncTimeoutException exception(@Nullable CancellationException thrown) {
        CancellationException cause = thrown == null || request == null ? thrown : request.endOfWait(thrown);
        return new AsyncTimeoutException(message(), cause);
    }

    private String message() {
        return body.name() + " ran out of time: the limit was " + limit;
    }

    /**
     * Asks the task to cancel, because the time is up. The request is counted before anyone can leave: off a loop the
     * body runs in parallel, and takes the request back when it leaves. What the request ends may run code of users, so
     * it is told outside the monitor.
     */
    private void expire() {
        CancelRequest sent;
        synchronized (this) {
            if (state != State.ACTIVE) {
                return;
            }
            state = State.EXPIRING;
            sent = CancelRequest.tracking(body, message());
            request = sent;
            sent.post();
        }
        sent.push();
    }

    /**
     * Sets a new limit, counted from now. A limit that is zero or negative expires at the next turn. Neither suspends
     * nor blocks.
     *
     * @param limit how long from now
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
     * Takes the limit away. Neither suspends nor blocks.
     *
     * @throws IllegalStateException if the time is up, or the region has been left
     */
    public synchronized void disable() {
        ensureActive();
        stopTimer();
    }

    /**
     * Returns when the time is up, counted from now; negative if it is up already.
     *
     * @return the time that is left, or empty if there is no limit
     */
    public synchronized Optional<Duration> when() {
        return timer == null
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(deadline - body.host().nanoTime()));
    }

    /**
     * Returns whether the time is up and the task has been asked to cancel. This stays true after the region has been
     * left.
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
        timer = nanos == 0 ? body.host().soon(this::expire) : body.host().after(nanos, this::expire);
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
