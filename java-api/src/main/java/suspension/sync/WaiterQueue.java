package suspension.sync;

import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import suspension.bridge.task.BodyTask;
import suspension.bridge.task.WaitReason;

/**
 * The bodies that wait at one primitive, first come, first served. Everything in this package waits in such a queue.
 *
 * <pre>
 *   add ───▶ in the queue ───grant───▶ leaving ───body goes on───▶ gone, with its gift
 *                 │                       │
 *                 └──────cancelled────────┴──────cancelled───────▶ gone; a gift is taken back
 * </pre>
 *
 * The primitive's monitor guards everything; a body suspends outside it. A gift is written before the wake-up, and
 * counts only if that wake-up ended the wait. So each gift goes to one body, or back.
 */
final class WaiterQueue<G> {

    private final LoopBound primitive;
    private final Object guard;
    private final WaitReason reason;
    private final Consumer<? super @Nullable G> whenGone;

    /** The ends of the queue. The waiters link to each other, so that a hand-over allocates nothing. */
    private @Nullable QueuedWaiter<G> first;

    private @Nullable QueuedWaiter<G> last;
    private int leaving;

    WaiterQueue(LoopBound primitive, WaitReason reason) {
        this(primitive, reason, takenBack -> {});
    }

    /** @param whenGone called under the monitor whenever a body has gone; gets the gift that is taken back, or null */
    WaiterQueue(LoopBound primitive, WaitReason reason, Consumer<? super @Nullable G> whenGone) {
        this.primitive = primitive;
        this.guard = primitive.guard;
        this.reason = reason;
        this.whenGone = whenGone;
    }

    /** Returns what the bodies wait at. Any thread. */
    LoopBound primitive() {
        return primitive;
    }

    WaitReason reason() {
        return reason;
    }

    QueuedWaiter<G> add(BodyTask<?> body, String operation) {
        QueuedWaiter<G> waiter = new QueuedWaiter<>(body, this, operation);
        QueuedWaiter<G> before = last;
        if (before == null) {
            first = waiter;
        } else {
            before.after = waiter;
        }
        waiter.before = before;
        waiter.queued = true;
        last = waiter;
        return waiter;
    }

    private void remove(QueuedWaiter<G> waiter) {
        if (!waiter.queued) {
            return;
        }
        QueuedWaiter<G> before = waiter.before;
        QueuedWaiter<G> after = waiter.after;
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
        waiter.before = null;
        waiter.after = null;
        waiter.queued = false;
    }

    /** Suspends the body until it is granted a gift, and returns the gift. Called without the monitor. */
    G await(QueuedWaiter<G> waiter) {
        try {
            waiter.await();
        } catch (Throwable e) {
            synchronized (guard) {
                remove(waiter);
                gone(waiter, waiter.gift);
            }
            throw e;
        }
        synchronized (guard) {
            gone(waiter, null);
            return Objects.requireNonNull(waiter.gift);
        }
    }

    private void gone(QueuedWaiter<G> waiter, @Nullable G takenBack) {
        if (waiter.wasGranted()) {
            leaving--;
        }
        whenGone.accept(takenBack);
    }

    /** Gives the gift to the first body that still waits, which then goes on. Returns whether there is one. */
    boolean grant(G gift) {
        return grantToFirst(gift) != null;
    }

    /** As {@link #grant}; returns the body, or null. */
    @Nullable
    BodyTask<?> grantToFirst(G gift) {
        for (QueuedWaiter<G> waiter = first; waiter != null; waiter = first) {
            remove(waiter);
            waiter.gift = gift;
            if (waiter.wake()) {
                leaving++;
                return waiter.body();
            }
            waiter.gift = null; // the body was cancelled before
        }
        return null;
    }

    void grantAll(G gift) {
        boolean granted;
        do {
            granted = grant(gift);
        } while (granted);
    }

    /** How many bodies have been woken with a gift and have not gone on yet. */
    int leaving() {
        return leaving;
    }

    /** How many bodies wait. Does not count cancelled ones. */
    int waiting() {
        int waiting = 0;
        for (QueuedWaiter<G> waiter = first; waiter != null; waiter = waiter.after) {
            if (waiter.isWaiting()) {
                waiting++;
            }
        }
        return waiting;
    }
}
