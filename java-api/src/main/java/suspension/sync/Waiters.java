package suspension.sync;

import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import suspension.bridge.internal.BodyTask;
import suspension.bridge.internal.Waiter;

/**
 * The bodies that wait at one primitive, first come, first served. This is the only way in which anything here waits.
 *
 * <pre>
 *   add ───▶ in the queue ───grant───▶ leaving ───body goes on───▶ gone, with its gift
 *                 │                       │
 *                 └──────cancelled────────┴──────cancelled───────▶ gone; a gift is taken back
 * </pre>
 *
 * Everything is guarded by the primitive's monitor, except that a body suspends outside it. A gift is written before the
 * wake-up and counts only if that was the one to end the wait, so each gift goes to one body, or back.
 */
final class Waiters<G> {

    private final Object guard;
    private final Consumer<? super @Nullable G> whenGone;

    /** The ends of the queue, which is linked through its places: hand-overs allocate nothing for it. */
    private @Nullable Place<G> first;

    private @Nullable Place<G> last;
    private int leaving;

    Waiters(Object guard) {
        this(guard, takenBack -> {});
    }

    /** @param whenGone told, with the monitor, whenever a body is gone: gets the gift that is taken back, or null */
    Waiters(Object guard, Consumer<? super @Nullable G> whenGone) {
        this.guard = guard;
        this.whenGone = whenGone;
    }

    /** A body's place in the queue. */
    static final class Place<G> extends Waiter {

        private final String operation;
        private @Nullable Place<G> before;
        private @Nullable Place<G> after;
        private boolean queued;

        /** What the body was let go on with; null while it waits. */
        private @Nullable G gift;

        private Place(BodyTask<?> body, String operation) {
            super(body);
            this.operation = operation;
        }

        /** Whether the body was let go on, be it that it could not because it was cancelled. */
        boolean wasGranted() {
            return gift != null;
        }

        @Override
        public String describe() {
            return operation;
        }
    }

    Place<G> add(BodyTask<?> body, String operation) {
        Place<G> place = new Place<>(body, operation);
        Place<G> before = last;
        if (before == null) {
            first = place;
        } else {
            before.after = place;
        }
        place.before = before;
        place.queued = true;
        last = place;
        return place;
    }

    private void remove(Place<G> place) {
        if (!place.queued) {
            return;
        }
        Place<G> before = place.before;
        Place<G> after = place.after;
        if (before == null) {
            first = after;
        } else {
            before.after = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.before = before;
        }
        place.before = null;
        place.after = null;
        place.queued = false;
    }

    /** Suspends the body until it is let go on, and returns what with. Called without the monitor. */
    G await(Place<G> place) {
        try {
            place.await();
        } catch (Throwable e) {
            synchronized (guard) {
                remove(place);
                gone(place, place.gift);
            }
            throw e;
        }
        synchronized (guard) {
            gone(place, null);
            return Objects.requireNonNull(place.gift);
        }
    }

    private void gone(Place<G> place, @Nullable G takenBack) {
        if (place.wasGranted()) {
            leaving--;
        }
        whenGone.accept(takenBack);
    }

    /** Lets the first that still waits go on; false if nobody does. */
    boolean grant(G gift) {
        for (Place<G> place = first; place != null; place = first) {
            remove(place);
            place.gift = gift;
            if (place.wake()) {
                leaving++;
                return true;
            }
            place.gift = null; // it was cancelled before
        }
        return false;
    }

    void grantAll(G gift) {
        boolean granted;
        do {
            granted = grant(gift);
        } while (granted);
    }

    /** How many have been let go on and have not gone on yet. */
    int leaving() {
        return leaving;
    }

    /** How many wait, not counting those that have been cancelled. */
    int waiting() {
        int waiting = 0;
        for (Place<G> place = first; place != null; place = place.after) {
            if (place.isWaiting()) {
                waiting++;
            }
        }
        return waiting;
    }
}
