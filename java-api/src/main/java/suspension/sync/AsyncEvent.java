package suspension.sync;

import suspension.bridge.internal.BodyTask;

/**
 * A flag that bodies of one loop wait for. Not set at first. Mirrors {@code asyncio.Event}.
 */
public final class AsyncEvent extends LoopBound {

    private final Waiters<Boolean> waiters = new Waiters<>(guard);

    /** Guarded by the monitor. */
    private boolean set;

    /** Makes an event that is not set. */
    public AsyncEvent() {}

    /**
     * Suspends until the event is set; does not suspend if it is.
     *
     * @throws IllegalStateException outside a body, or on another loop
     */
    public void await() {
        BodyTask<?> body = body("AsyncEvent.await()");
        Waiters.Place<Boolean> place;
        synchronized (guard) {
            if (set) {
                return;
            }
            place = waiters.add(body, "AsyncEvent.await()");
        }
        waiters.await(place);
    }

    /**
     * Sets the event. All that wait go on, even if it is cleared straight after. Neither suspends nor blocks. Any thread,
     * but none of another loop.
     *
     * @throws IllegalStateException on another loop
     */
    public void set() {
        useAnywhere("AsyncEvent.set()");
        synchronized (guard) {
            set = true;
            waiters.grantAll(true);
        }
    }

    /**
     * Clears the event, so that bodies wait for it again. Neither suspends nor blocks.
     *
     * @throws IllegalStateException on a thread that does not belong to its loop
     */
    public void clear() {
        useOnLoop("AsyncEvent.clear()");
        synchronized (guard) {
            set = false;
        }
    }

    /**
     * Whether the event is set. Any thread.
     *
     * @return true if it is
     */
    public boolean isSet() {
        synchronized (guard) {
            return set;
        }
    }

    /** Whether it is set. */
    @Override
    public String toString() {
        return "AsyncEvent[" + (isSet() ? "set" : "not set") + "]";
    }
}
