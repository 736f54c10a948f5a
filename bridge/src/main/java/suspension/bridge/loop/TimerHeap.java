package suspension.bridge.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The timers of a loop, soonest first. A cancelled timer stays in the heap until it comes up, or until more than half
 * of the timers are cancelled; then all cancelled timers go at once. That is asyncio's rule, and it makes cancelling
 * O(1) amortised.
 *
 * <p>Only the holder of the turn uses the heap, except for {@link #cancelled}.
 */
final class TimerHeap {

    private static final int WORTH_PURGING = 64;

    private final PriorityQueue<LoopTimer> timers = new PriorityQueue<>();
    private final AtomicInteger dead = new AtomicInteger();
    private long sequence;
    private volatile int size;

    void add(LoopTimer timer) {
        if (!timer.isSpent()) {
            timer.sequence = sequence++;
            timers.add(timer);
            size = timers.size();
        }
    }

    boolean isEmpty() {
        return timers.isEmpty();
    }

    int size() {
        return timers.size();
    }

    /** Counts a cancelled timer. Returns true when it is time to {@link #purge}. Any thread. */
    boolean cancelled() {
        return wantsPurge(dead.incrementAndGet());
    }

    private boolean wantsPurge(int count) {
        return count > WORTH_PURGING && count > size / 2;
    }

    /** Forgets the cancelled timers if they are the majority. */
    void purge() {
        if (wantsPurge(dead.get())) {
            dead.set(0);
            timers.removeIf(LoopTimer::isSpent);
            size = timers.size();
        }
    }

    /** Returns the nanoseconds to the soonest deadline: 0 if it has passed, {@link Long#MAX_VALUE} if there is none. */
    long untilNext(LoopClock clock) {
        LoopTimer first = first();
        return first == null ? Long.MAX_VALUE : Math.max(0, first.deadline - clock.nanoTime());
    }

    /** Takes out what is due at {@code now}, soonest first. */
    void takeDue(long now, Consumer<? super LoopTimer> consumer) {
        for (LoopTimer first = first(); first != null && first.deadline - now <= 0; first = first()) {
            timers.remove();
            consumer.accept(first);
        }
        size = timers.size();
    }

    /** Takes out all timers that are left, soonest first. */
    List<LoopTimer> takeAll() {
        List<LoopTimer> rest = new ArrayList<>(timers.size());
        for (LoopTimer first = first(); first != null; first = first()) {
            rest.add(timers.remove());
        }
        return rest;
    }

    /** Returns the soonest timer that is not cancelled, or null, and forgets the cancelled timers before it. */
    private @Nullable LoopTimer first() {
        LoopTimer first = timers.peek();
        while (first != null && first.isSpent()) {
            timers.remove();
            dead.decrementAndGet();
            first = timers.peek();
        }
        return first;
    }
}
