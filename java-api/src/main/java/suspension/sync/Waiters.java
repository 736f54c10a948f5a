package suspension.sync;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
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
    private final Set<Place<G>> queue = new LinkedHashSet<>();
    private int leaving;

    Waiters(Object guard) {
        this.guard = guard;
    }

    /** A body's place in the queue. */
    static final class Place<G> extends Waiter {

        private final String operation;

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
        queue.add(place);
        return place;
    }

    /**
     * Suspends the body until it is let go on, and returns what with. Called without the monitor.
     *
     * @param takeBack gets, with the monitor, the gift of a body that is cancelled after all
     */
    G await(Place<G> place, Consumer<? super G> takeBack) {
        try {
            place.await();
        } catch (Throwable e) {
            synchronized (guard) {
                queue.remove(place);
                G gift = place.gift;
                if (gift != null) {
                    leaving--;
                    takeBack.accept(gift);
                }
            }
            throw e;
        }
        synchronized (guard) {
            leaving--;
            return Objects.requireNonNull(place.gift);
        }
    }

    /** Lets the first that still waits go on; false if nobody does. */
    boolean grant(G gift) {
        for (Iterator<Place<G>> places = queue.iterator(); places.hasNext(); ) {
            Place<G> place = places.next();
            places.remove();
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
        queue.removeIf(place -> !place.isWaiting());
        return queue.size();
    }
}
