package suspension.sync;

import org.jspecify.annotations.Nullable;
import suspension.bridge.task.BodyTask;
import suspension.bridge.task.WaitReason;

/**
 * Limits how many bodies of one loop or dispatcher do something at once: each needs a permit. It serves bodies strictly
 * first come, first served. Mirrors {@code asyncio.Semaphore} and {@code BoundedSemaphore}.
 *
 * <pre>{@code
 * try (AsyncSemaphore.Permit permit = connections.acquire()) {
 *     return fetch(url);
 * }
 * }</pre>
 */
public final class AsyncSemaphore extends LoopBound {

    private final Permits permits;
    private final int initial;
    private final int bound;

    /**
     * Makes a semaphore. A release without an acquire adds a permit.
     *
     * @param permits how many there are at first, 0 or more
     * @throws IllegalArgumentException if that is negative
     */
    public AsyncSemaphore(int permits) {
        this(permits, Integer.MAX_VALUE);
    }

    private AsyncSemaphore(int permits, int bound) {
        if (permits < 0) {
            throw new IllegalArgumentException("A semaphore cannot have " + permits + " permits; give 0 or more");
        }
        this.permits = new Permits(this, WaitReason.SEMAPHORE, permits);
        this.initial = permits;
        this.bound = bound;
    }

    /**
     * Makes a semaphore that refuses a release without an acquire. Mirrors {@code asyncio.BoundedSemaphore}.
     *
     * @param permits how many there are, 0 or more
     * @return a new semaphore
     * @throws IllegalArgumentException if that is negative
     */
    public static AsyncSemaphore bounded(int permits) {
        return new AsyncSemaphore(permits, permits);
    }

    /** A permit that has been acquired, for try-with-resources. */
    public static final class Permit implements AutoCloseable {

        private final AsyncSemaphore semaphore;
        private boolean closed;

        private Permit(AsyncSemaphore semaphore) {
            this.semaphore = semaphore;
        }

        /** Releases the permit. Has no effect the second time. */
        @Override
        public void close() {
            if (!closed) {
                closed = true;
                semaphore.release();
            }
        }
    }

    /**
     * Acquires a permit. Suspends until all bodies that came before have theirs and one is left; does not suspend if
     * one is free for the caller. A body that is cancelled while it waits does not get one.
     *
     * @return releases the permit when closed; a caller may ignore it and call {@link #release}
     * @throws IllegalStateException outside a body, or on another loop or dispatcher
     */
    public Permit acquire() {
        permits.take(body("AsyncSemaphore.acquire()"), "AsyncSemaphore.acquire()");
        return new Permit(this);
    }

    /**
     * Acquires a permit if {@link #acquire} would not suspend. So it never overtakes a body that waits or is on its
     * way. Neither suspends nor blocks. asyncio has no such operation.
     *
     * @return whether it acquired one
     * @throws IllegalStateException on another loop or dispatcher, or on a thread that belongs to none
     */
    public boolean tryAcquire() {
        useOnLoop("AsyncSemaphore.tryAcquire()");
        synchronized (guard) {
            return permits.tryTake();
        }
    }

    /**
     * Releases a permit, which passes straight to the first body that waits. Neither suspends nor blocks. Any thread,
     * but none of another loop or dispatcher.
     *
     * @throws IllegalArgumentException if the semaphore is bounded and all of its permits are free
     * @throws IllegalStateException on another loop or dispatcher
     */
    public void release() {
        useAnywhere("AsyncSemaphore.release()");
        synchronized (guard) {
            if (permits.free() >= bound) { // more than all, if who was given one too many was cancelled meanwhile
                throw new IllegalArgumentException("AsyncSemaphore.release() was called, but all " + bound
                        + " permits are free: release once for each acquire(), or use try (Permit permit ="
                        + " semaphore.acquire())");
            }
            permits.give();
        }
    }

    /**
     * Whether {@link #acquire} would suspend: no permit is free, or other bodies wait or are on their way. Any thread.
     *
     * @return true if it would
     */
    public boolean isLocked() {
        synchronized (guard) {
            return permits.isLocked();
        }
    }

    private int free() {
        synchronized (guard) {
            return permits.free();
        }
    }

    /** Names no holder, because a semaphore may as well be a signal, which one body waits for and another gives. */
    @Override
    String detail() {
        BodyTask<?> taker;
        synchronized (guard) {
            taker = initial == 1 ? permits.taker() : null;
        }
        return taker == null ? toString() : "AsyncSemaphore[0 free, taken last by " + taker.name() + "]";
    }

    @Override
    @Nullable
    String violation() {
        synchronized (guard) {
            return permits.violation();
        }
    }

    @Override
    @Nullable
    String leftover() {
        int free = free();
        return free < initial
                ? "has only " + free + " of its " + initial
                        + " permits left: release one in a finally for each acquire(),"
                        + " or use try (Permit permit = semaphore.acquire())"
                : null;
    }

    /** How many permits are free. */
    @Override
    public String toString() {
        return "AsyncSemaphore[" + free() + " free]";
    }
}
