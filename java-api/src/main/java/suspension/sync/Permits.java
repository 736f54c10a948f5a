package suspension.sync;

import org.jspecify.annotations.Nullable;
import suspension.bridge.task.BodyTask;
import suspension.bridge.task.WaitReason;

/**
 * A number of permits, and the bodies that wait for one. A lock, a semaphore, the items of a queue and its free slots
 * are each such a number.
 *
 * <p>A permit that is given goes straight to the first body that waits. While a body is on its way with a permit,
 * newcomers wait behind it, even if another permit is free; so bodies are served in the order in which they came.
 * Invariant: a permit is free and a body waits, both at once, only while another body is on its way. The monitor of the
 * primitive guards all state.
 */
final class Permits {

    private final Object guard;
    private final WaiterQueue<Boolean> waiters;
    private int free;
    private boolean closed;

    Permits(Object guard, WaitReason reason, int free) {
        this.guard = guard;
        this.waiters = new WaiterQueue<>(guard, reason, this::gone);
        this.free = free;
    }

    /** Whether {@link #take} would suspend. */
    boolean isLocked() {
        return free == 0 || waiters.leaving() > 0;
    }

    /** Takes a permit if {@link #take} would not suspend; so it overtakes no body that waits or is on its way. */
    boolean tryTake() {
        if (isLocked()) {
            return false;
        }
        free--;
        return true;
    }

    /** Takes a permit; suspends until there is one. False if there will never be one. Called without the monitor. */
    boolean take(BodyTask<?> body, String operation) {
        QueuedWaiter<Boolean> place;
        synchronized (guard) {
            if (!isLocked()) {
                free--;
                return true;
            }
            if (closed && free == 0) {
                return false;
            }
            place = waiters.add(body, operation);
        }
        return waiters.await(place);
    }

    private void gone(@Nullable Boolean takenBack) {
        if (Boolean.TRUE.equals(takenBack)) {
            free++;
        }
        serve();
    }

    void give() {
        free++;
        serve();
    }

    private void serve() {
        while (free > 0 && waiters.grant(true)) {
            free--;
        }
        if (closed) {
            waiters.grantAll(false);
        }
    }

    /** Returns what does not hold although it must, or null. */
    @Nullable
    String violation() {
        return !closed && free > 0 && waiters.leaving() == 0 && waiters.waiting() > 0
                ? "has " + free + " free, although " + waiters.waiting() + " wait for it and none is on its way"
                : null;
    }

    /** How many permits are neither taken nor promised. */
    int free() {
        return free;
    }

    /** Whether a permit is on its way to a body that has not gone on yet. */
    boolean isPromised() {
        return waiters.leaving() > 0;
    }

    /** Hands out the permits that are free, then lets all other bodies that wait go on without one. */
    void close() {
        closed = true;
        serve();
    }

    /** Drops the permits that are free. */
    void clear() {
        free = 0;
    }
}
