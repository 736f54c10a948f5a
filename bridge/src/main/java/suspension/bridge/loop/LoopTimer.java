package suspension.bridge.loop;

import org.jspecify.annotations.Nullable;
import suspension.bridge.task.Handle;
import suspension.bridge.task.Waiter;

/**
 * Something to do at a given time on a loop. {@link LoopExecutor#after} makes it. It waits in the loop's
 * {@link TimerHeap}, then in the loop's queue.
 *
 * <p>The timer drops its action as soon as the action runs or is cancelled, so that a cancelled timer keeps nothing
 * alive while it waits to be purged.
 */
public final class LoopTimer implements Handle, Runnable, Comparable<LoopTimer> {

    private final LoopExecutor loop;

    /** What to do; null once it runs or is cancelled. Any thread writes and reads it. */
    private volatile @Nullable Runnable action;

    final long deadline;

    /** Whether the deadline had passed when this timer was set. */
    private final boolean setLate;

    /**
     * Orders the timers of one deadline: they fire in the order in which they were set. Only the holder of the turn
     * uses it.
     */
    long sequence;

    LoopTimer(LoopExecutor loop, long deadline, boolean setLate, Runnable action) {
        this.loop = loop;
        this.deadline = deadline;
        this.setLate = setLate;
        this.action = action;
    }

    @Override
    public void cancel() {
        if (action != null) {
            action = null;
            loop.timerCancelled();
        }
    }

    /** Returns how much later than it should this timer fires; 0 if its deadline had passed when it was set. */
    long lateness(long now) {
        return setLate ? 0 : now - deadline;
    }

    /** Whether this timer was cancelled, or has run. */
    boolean isSpent() {
        return action == null;
    }

    /** Whether this timer would run an action of this type. */
    boolean runs(Class<? extends Runnable> type) {
        return type.isInstance(action);
    }

    /**
     * Called by the holder once the deadline has passed. Returns what is to wait in the queue. Returns null for a
     * waiter, whose body wakes directly.
     */
    @Nullable
    Runnable due() {
        if (action instanceof Waiter waiter) {
            action = null;
            waiter.timeIsUp();
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
        long difference = deadline - other.deadline; // deadlines are not compared directly, because nanoTime may wrap
        return difference != 0 ? Long.signum(difference) : Long.compare(sequence, other.sequence);
    }
}
