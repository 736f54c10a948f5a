package suspension.sync;

import suspension.bridge.task.BodyTask;
import suspension.bridge.task.WaitReason;

/**
 * Lets a number of bodies of one loop or dispatcher wait for each other, round after round. While some bodies of a full
 * round have not gone on yet, newcomers wait for the next round.
 *
 * <p>A body that is cancelled while it waits leaves, and the barrier is <b>not</b> broken, unlike a {@link
 * java.util.concurrent.CyclicBarrier}. Mirrors {@code asyncio.Barrier}, with two differences. A body that has been
 * cancelled no longer counts, even before it has gone on. An abort or a reset does not break a round that was full,
 * also when some of its bodies have not gone on yet.
 */
public final class AsyncBarrier extends LoopBound {

    /** The index for bodies that go on because of {@link #abort} or {@link #reset}. */
    private static final int BROKEN = -1;

    private final int parties;
    private final WaiterQueue<Integer> waiters =
            new WaiterQueue<>(this, WaitReason.BARRIER, takenBack -> releaseNextRound());

    /** Guarded by the monitor. */
    private boolean broken;

    /**
     * Makes a barrier.
     *
     * @param parties how many bodies wait for each other, 1 or more
     * @throws IllegalArgumentException if that is less than 1
     */
    public AsyncBarrier(int parties) {
        if (parties < 1) {
            throw new IllegalArgumentException("A barrier cannot be for " + parties + " bodies; give 1 or more");
        }
        this.parties = parties;
    }

    /**
     * Suspends until as many bodies wait as there are parties. The last of them does not suspend.
     *
     * @return the body's place in the round, from 0 for the first to {@code parties - 1} for the last
     * @throws BrokenAsyncBarrierException if the barrier is aborted, now or while this body waits, or reset while it
     *     waits
     * @throws IllegalStateException outside a body, or on another loop or dispatcher
     */
    public int await() {
        BodyTask<?> body = body("AsyncBarrier.await()");
        QueuedWaiter<Integer> place;
        synchronized (guard) {
            if (broken) {
                throw new BrokenAsyncBarrierException("This barrier has been aborted; reset() makes it usable again");
            }
            if (waiters.leaving() == 0 && waiters.waiting() == parties - 1) {
                release(parties - 1);
                return parties - 1;
            }
            place = waiters.add(body, "AsyncBarrier.await()");
        }
        int index = waiters.await(place);
        if (index == BROKEN) {
            throw new BrokenAsyncBarrierException("This barrier was aborted or reset while a body waited there");
        }
        return index;
    }

    /** The last body to leave a round releases the next round, if that is full. */
    private void releaseNextRound() {
        if (waiters.leaving() == 0 && waiters.waiting() >= parties) {
            release(parties);
        }
    }

    private void release(int count) {
        for (int i = 0; i < count; i++) {
            waiters.grant(i);
        }
    }

    /**
     * Ends the wait of all bodies with a {@link BrokenAsyncBarrierException}, and leaves the barrier usable. Neither
     * suspends nor blocks.
     *
     * @throws IllegalStateException on another loop or dispatcher, or on a thread that belongs to none
     */
    public void reset() {
        breakUp("AsyncBarrier.reset()", false);
    }

    /**
     * Ends the wait of all bodies, and of all that come until {@link #reset}, with a {@link
     * BrokenAsyncBarrierException}. Neither suspends nor blocks.
     *
     * @throws IllegalStateException on another loop or dispatcher, or on a thread that belongs to none
     */
    public void abort() {
        breakUp("AsyncBarrier.abort()", true);
    }

    private void breakUp(String operation, boolean forGood) {
        useOnLoop(operation);
        synchronized (guard) {
            broken = forGood;
            waiters.grantAll(BROKEN);
        }
    }

    /**
     * How many bodies wait for each other.
     *
     * @return 1 or more
     */
    public int parties() {
        return parties;
    }

    /**
     * How many bodies wait in the present round. 0 until all bodies of the previous round have gone on. Cancelled
     * bodies do not count. Any thread.
     *
     * @return from 0 to {@code parties - 1}
     */
    public int waiting() {
        synchronized (guard) {
            return waiters.leaving() > 0 ? 0 : waiters.waiting();
        }
    }

    /**
     * Whether the barrier has been aborted, and not reset since. Any thread.
     *
     * @return true if it has
     */
    public boolean isBroken() {
        synchronized (guard) {
            return broken;
        }
    }

    /** How many bodies wait and how many parties there are, or that the barrier is broken. */
    @Override
    public String toString() {
        return "AsyncBarrier[" + (isBroken() ? "broken" : waiting() + " of " + parties + " wait") + "]";
    }
}
