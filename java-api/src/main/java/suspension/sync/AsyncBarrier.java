package suspension.sync;

import suspension.bridge.internal.BodyTask;

/**
 * Where a number of bodies of one loop wait for each other, round after round. A body that comes while those of the
 * previous round have not all gone on waits for the next.
 *
 * <p>A body that is cancelled while it waits just leaves, and the barrier is <b>not</b> broken, unlike with {@link
 * java.util.concurrent.CyclicBarrier}. Mirrors {@code asyncio.Barrier}, but for one thing: a round that was full is not
 * undone for those who have not gone on yet when somebody aborts or resets.
 */
public final class AsyncBarrier extends LoopBound {

    /** The index of those who are let go on because of {@link #abort} or {@link #reset}. */
    private static final int BROKEN = -1;

    private final int parties;
    private final Waiters<Integer> waiters = new Waiters<>(guard, takenBack -> releaseNextRound());

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
     * Suspends until as many bodies as there are parties have come; the last of them does not suspend.
     *
     * @return which of the round this body was, from 0 for the first to {@code parties - 1} for the last
     * @throws BrokenAsyncBarrierException if the barrier is aborted, now or while this body waits, or reset while it waits
     * @throws IllegalStateException outside a body, or on another loop
     */
    public int await() {
        BodyTask<?> body = body("AsyncBarrier.await()");
        Waiters.Place<Integer> place;
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

    /** The last to leave a round lets the next one go, if it is full. */
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
     * Lets all who wait go on with a {@link BrokenAsyncBarrierException}, and leaves the barrier usable. Neither suspends
     * nor blocks.
     *
     * @throws IllegalStateException on a thread that does not belong to its loop
     */
    public void reset() {
        breakUp("AsyncBarrier.reset()", false);
    }

    /**
     * Lets all who wait, and all who come until {@link #reset}, go on with a {@link BrokenAsyncBarrierException}. Neither
     * suspends nor blocks.
     *
     * @throws IllegalStateException on a thread that does not belong to its loop
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
     * How many have come to the present round; 0 while those of the previous one have not all gone on. Any thread.
     *
     * @return from 0 to {@code parties - 1}
     */
    public int waiting() {
        synchronized (guard) {
            return waiters.leaving() > 0 ? 0 : waiters.waiting();
        }
    }

    /**
     * Whether it has been aborted, and not reset since. Any thread.
     *
     * @return true if it has
     */
    public boolean isBroken() {
        synchronized (guard) {
            return broken;
        }
    }

    /** How many wait of how many, or that it is broken. */
    @Override
    public String toString() {
        return "AsyncBarrier[" + (isBroken() ? "broken" : waiting() + " of " + parties + " wait") + "]";
    }
}
