package suspension.bridge.internal;

import org.jspecify.annotations.Nullable;

/**
 * Something to do at a given time on a loop. Made by {@link LoopExecutor#after}; waits in the loop's {@link TimerHeap},
 * then in its queue.
 *
 * <p>The sequence number belongs to the holder of the turn. The action is let go as soon as it runs or is cancelled, so
 * that a cancelled timer keeps nothing alive while it waits to be purged.
 */
public final class LoopTimer implements TimerHandle, Runnable, Comparable<LoopTimer> {

    private final LoopExecutor loop;
    private volatile @Nullable Runnable action;

    final long deadline;

    /** Timers of one deadline fire in the order in which they were set. */
    long sequence;

    LoopTimer(LoopExecutor loop, long deadline, Runnable action) {
        this.loop = loop;
        this.deadline = deadline;
        this.action = action;
    }

    @Override
    public void cancel() {
        if (action != null) {
            action = null;
            loop.timerCancelled();
        }
    }

    /** Whether it was cancelled, or has run. */
    boolean isSpent() {
        return action == null;
    }

    /** Whether it would run an action of this type. */
    boolean runs(Class<? extends Runnable> type) {
        return type.isInstance(action);
    }

    /** Called by the holder once the deadline has passed: a body wakes directly, anything else waits in the queue. */
    @Nullable
    Runnable due() {
        if (action instanceof Waiter waiter) {
            action = null;
            waiter.wake();
            return null;
        }
        return this;
    }

    @Override
    public void run() {
        Runnable task = action;
        if (task != null) {
            action = null;
            task.run();
        }
    }

    @Override
    public int compareTo(LoopTimer other) {
        long difference = deadline - other.deadline; // never compared directly: nanoTime may wrap
        return difference != 0 ? Long.signum(difference) : Long.compare(sequence, other.sequence);
    }
}
