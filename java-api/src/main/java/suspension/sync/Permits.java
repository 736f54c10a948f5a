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

    /** Whether who has the only permit is worth knowing. It is not for items of a queue, which nobody gives back. */
    private final boolean isExclusive;

    /** Who has been given the only permit, until it is given back; null for others. For those who look on. */
    private @Nullable BodyTask<?> taker;

    private boolean closed;

    Permits(LoopBound primitive, WaitReason reason, int free) {
        this.guard = primitive.guard;
        this.waiters = new WaiterQueue<>(primitive, reason, this::gone);
        this.free = free;
        this.isExclusive = free == 1 && reason != WaitReason.QUEUE;
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
                taker = isExclusive ? body : null;
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
        while (free > 0) {
            BodyTask<?> served = waiters.grantToFirst(true);
            taker = isExclusive ? served : null;
            if (served == null) {
                break;
            }
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

    /** Returns who has the only permit, also if it is on its way there; null if it is free, or not known. */
    @Nullable
    BodyTask<?> taker() {
        return free == 0 ? taker : null;
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
