package suspension.bridge.loop;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * What a loop runs next: what is ready, in the {@linkplain LoopOrder loop's order}, and timers when they are due. The
 * holder of the turn takes entries out and adds its own. All other threads {@linkplain #post post} to an inbox, and the
 * holder collects from it.
 *
 * <p>The queue looks at the timers once in each cycle. In the real order a cycle is as many entries as there were when it
 * began, so neither a busy queue nor a flood of timers starves the other.
 */
final class RunQueue {

    private final LoopClock clock;
    private final LoopOrder order;
    private final LoopMeter meter;

    /** What is to run next. Only the holder uses it. */
    private final Deque<Runnable> ready = new ArrayDeque<>();

    /** The timers. Only the holder uses it, except to count cancelled timers. */
    private final TimerHeap timers = new TimerHeap();

    /** What other threads want to run. Any thread adds; the holder moves the entries to {@code ready}. */
    private final Queue<Runnable> inbox = new ConcurrentLinkedQueue<>();

    /** How many entries of {@code ready} are left in this cycle. Only the holder uses it. */
    private int cycle;

    RunQueue(LoopClock clock, LoopOrder order, LoopMeter meter) {
        this.clock = clock;
        this.order = order;
        this.meter = meter;
    }

    // Any thread

    /** Adds something to run, or a timer. */
    void post(Runnable task) {
        order.posted(task);
        inbox.add(task);
    }

    /** Takes back what was posted. Returns false if the holder has collected it. */
    boolean withdraw(Runnable task) {
        return inbox.remove(task);
    }

    /** Whether something has been posted that the holder has not collected. */
    boolean hasPosted() {
        return !inbox.isEmpty();
    }

    /**
     * Counts a cancelled timer. Returns true if the holder should look at the timers again, to forget the cancelled
     * ones.
     */
    boolean timerCancelled() {
        return timers.cancelled();
    }

    // The holder

    /** Adds something to run, or a timer, after everything that has been posted. */
    void add(Runnable task) {
        collect();
        accept(task);
    }

    /** Returns the next thing to run, or null if there is nothing now. */
    @Nullable
    Runnable poll() {
        if (cycle == 0) {
            beginCycle();
        }
        Runnable next = order.takeNext(ready);
        cycle = next == null ? 0 : cycle - 1;
        return next;
    }

    /** Puts back what was polled last. */
    void putBack(Runnable next) {
        ready.addFirst(next);
        cycle++;
    }

    private void beginCycle() {
        order.beforeLooking();
        collect();
        if (!timers.isEmpty()) {
            timers.purge();
            long now = clock.nanoTime();
            timers.takeDue(now, timer -> {
                meter.timerFired(timer.lateness(now));
                Runnable task = timer.due();
                if (task != null) {
                    ready.add(task);
                }
            });
        }
        cycle = order.cycle(ready.size());
    }

    private void collect() {
        for (Runnable task = inbox.poll(); task != null; task = inbox.poll()) {
            accept(task);
        }
    }

    private void accept(Runnable task) {
        if (task instanceof LoopTimer timer) {
            timers.add(timer);
        } else {
            ready.add(task);
        }
    }

    /** Returns how many entries are ready. */
    int ready() {
        return ready.size();
    }

    /** Whether nothing is ready, posted or timed. */
    boolean isEmpty() {
        return ready.isEmpty() && inbox.isEmpty() && untilNextTimer() == Long.MAX_VALUE;
    }

    /**
     * Returns the nanoseconds until the next timer is due: 0 if one is due, {@link Long#MAX_VALUE} if there is none.
     */
    long untilNextTimer() {
        return timers.untilNext(clock);
    }

    /** Takes out the timers that are left, soonest first. */
    List<LoopTimer> takeTimers() {
        return timers.takeAll();
    }
}
