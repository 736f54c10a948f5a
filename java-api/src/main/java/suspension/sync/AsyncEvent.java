package suspension.sync;

import suspension.bridge.task.BodyTask;
import suspension.bridge.task.WaitReason;

/** A flag that bodies of one loop or dispatcher wait for. Not set at first. Mirrors {@code asyncio.Event}. */
public final class AsyncEvent extends LoopBound {

    private final WaiterQueue<Boolean> waiters = new WaiterQueue<>(this, WaitReason.EVENT);

    /** Guarded by the monitor. */
    private boolean set;

    /** Makes an event that is not set. */
    public AsyncEvent() {}

    /**
     * Suspends until the event is set. Does not suspend if it is set.
     *
     * @throws IllegalStateException outside a body, or on another loop or dispatcher
     */
    public void await() {
        BodyTask<?> body = body("AsyncEvent.await()");
        QueuedWaiter<Boolean> place;
        synchronized (guard) {
            if (set) {
                return;
            }
            place = waiters.add(body, "AsyncEvent.await()");
        }
        waiters.await(place);
    }

    /**
     * Sets the event. All bodies that wait go on, even if the event is cleared straight after. Neither suspends nor
     * blocks. Any thread, but none of another loop or dispatcher.
     *
     * @throws IllegalStateException on another loop or dispatcher
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
     * @throws IllegalStateException on another loop or dispatcher, or on a thread that belongs to none
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
