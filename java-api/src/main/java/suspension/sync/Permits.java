package suspension.sync;

import org.jspecify.annotations.Nullable;
import suspension.bridge.internal.BodyTask;

/**
 * A number of permits, and the bodies that wait for one: what a lock, a semaphore, the items of a queue, and its free
 * slots are.
 *
 * <p>A permit that is given goes straight to the first who waits. Whoever comes while somebody is on its way with one
 * waits behind it, even if another is free, so bodies go on in the order in which they came. Invariant: a permit is free
 * beside a body that waits only while somebody is on its way. Guarded by the monitor of the primitive.
 */
final class Permits {

    private final Object guard;
    private final Waiters<Boolean> waiters;
    private int free;
    private boolean closed;

    Permits(Object guard, int free) {
        this.guard = guard;
        this.waiters = new Waiters<>(guard, this::gone);
        this.free = free;
    }

    /** Whether {@link #take} would suspend. */
    boolean isLocked() {
        return free == 0 || waiters.leaving() > 0;
    }

    /** Takes a permit if one is free. */
    boolean tryTake() {
        if (free == 0) {
            return false;
        }
        free--;
        return true;
    }

    /** Takes a permit, suspending until there is one. False if there will be none. Called without the monitor. */
    boolean take(BodyTask<?> body, String operation) {
        Waiters.Place<Boolean> place;
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

    /** How many are neither taken nor promised. */
    int free() {
        return free;
    }

    /** Whether one is on its way to a body that has not gone on yet. */
    boolean isPromised() {
        return waiters.leaving() > 0;
    }

    /** Lets all who wait go on without a permit, once those that are free have been served. */
    void close() {
        closed = true;
        serve();
    }

    /** Drops those that are free. */
    void clear() {
        free = 0;
    }
}
