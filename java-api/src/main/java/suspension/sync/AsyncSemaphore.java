package suspension.sync;

/**
 * A number of permits for the bodies of one loop: how many of them do something at once. Strictly first come, first
 * served. Mirrors {@code asyncio.Semaphore} and {@code BoundedSemaphore}.
 *
 * <pre>{@code
 * try (AsyncSemaphore.Permit permit = connections.acquire()) {
 *     return fetch(url);
 * }
 * }</pre>
 */
public final class AsyncSemaphore extends LoopBound {

    private final Permits permits;
    private final int bound;

    /**
     * Makes a semaphore. Releases may add to its permits.
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
        this.permits = new Permits(guard, permits);
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
     * Acquires a permit, suspending until those who came before have theirs and one is left; does not suspend if one is
     * free. A body that is cancelled while it waits does not get one.
     *
     * @return releases it when closed; may be ignored in favour of {@link #release}
     * @throws IllegalStateException outside a body, or on another loop
     */
    public Permit acquire() {
        permits.take(body("AsyncSemaphore.acquire()"), "AsyncSemaphore.acquire()");
        return new Permit(this);
    }

    /**
     * Acquires a permit if one is free, which it is not while others wait, or are on their way. Neither suspends nor blocks. asyncio has none.
     *
     * @return whether it did
     * @throws IllegalStateException on a thread that does not belong to its loop
     */
    public boolean tryAcquire() {
        useOnLoop("AsyncSemaphore.tryAcquire()");
        synchronized (guard) {
            return !permits.isLocked() && permits.tryTake();
        }
    }

    /**
     * Releases a permit, which passes straight to the first who waits. Neither suspends nor blocks. Any thread, but none
     * of another loop.
     *
     * @throws IllegalArgumentException if it is bounded and all of its permits are free
     * @throws IllegalStateException on another loop
     */
    public void release() {
        useAnywhere("AsyncSemaphore.release()");
        synchronized (guard) {
            if (permits.free() == bound) {
                throw new IllegalArgumentException("AsyncSemaphore.release() was called, but all " + bound
                        + " permits are free: release once for each acquire(), or use try (Permit permit ="
                        + " semaphore.acquire())");
            }
            permits.give();
        }
    }

    /**
     * Whether {@link #acquire} would suspend: no permit is free, or others wait. Any thread.
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

    /** How many permits are free. */
    @Override
    public String toString() {
        return "AsyncSemaphore[" + free() + " free]";
    }
}
