package suspension.sync;

import suspension.bridge.internal.BodyTask;

/**
 * A number of permits, and the bodies that wait for one: what a lock, a semaphore, the items of a queue, and its free
 * slots are.
 *
 * <p>Invariant: while somebody waits no permit is free, for a released one goes straight to the first who waits. Guarded
 * by the monitor of the primitive.
 */
final class Permits {

    private final Object guard;
    private final Waiters<Boolean> waiters;
    private int free;
    private boolean closed;

    Permits(Object guard, int free) {
        this.guard = guard;
        this.waiters = new Waiters<>(guard);
        this.free = free;
    }

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
            if (tryTake()) {
                return true;
            }
            if (closed) {
                return false;
            }
            place = waiters.add(body, operation);
        }
        return waiters.await(place, this::takeBack);
    }

    private void takeBack(boolean permit) {
        if (permit) {
            give();
        }
    }

    void give() {
        if (!waiters.grant(true)) {
            free++;
        }
    }

    /** Drops those that are free. */
    void clear() {
        free = 0;
    }

    int free() {
        return free;
    }

    /** How many are neither free nor in use: on their way to a body that has not gone on yet. */
    int promised() {
        return waiters.leaving();
    }

    /** Lets all who wait go on without a permit. Those that are free can still be taken. */
    void close() {
        closed = true;
        waiters.grantAll(false);
    }
}
