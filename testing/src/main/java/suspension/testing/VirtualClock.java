package suspension.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import suspension.bridge.loop.Durations;
import suspension.bridge.loop.Loop;
import suspension.bridge.loop.LoopClock;
import suspension.bridge.loop.LoopExecutor;
import suspension.bridge.task.Carrier;
import suspension.internal.Callers;

/**
 * The clock of a loop in virtual time. It stands still while anything runs, on the loop or in a call of {@code
 * Async.toThread}. When nothing runs, it goes straight to the next timer. It begins at the epoch.
 *
 * <p>Mirrors the {@code TestLoop} of asyncio's own tests; compare {@code TestCoroutineScheduler} of
 * kotlinx-coroutines-test.
 */
public final class VirtualClock implements InstantSource {

    /** How long other threads have to bring something, unless a run says otherwise. */
    static final long PATIENCE = TimeUnit.SECONDS.toNanos(2);

    /** Nanoseconds since the loop started. The holder of the loop's turn writes; any thread reads. */
    private final AtomicLong now = new AtomicLong();

    /** Nanoseconds of real time that other threads have to bring something. After that, all that waits is stuck. */
    private volatile long patience = PATIENCE;

    private final Runnable whenStuck;
    final Source source = new Source();

    /** @param whenStuck called on the loop, again and again, when nothing runs and no timer is set */
    VirtualClock(Runnable whenStuck) {
        this.whenStuck = whenStuck;
    }

    /**
     * The clock of the loop that the calling code runs on.
     *
     * @return the clock
     * @throws IllegalStateException on a thread that belongs to no loop, or on a loop in real time
     */
    public static VirtualClock current() {
        if (Callers.host("VirtualClock.current()") instanceof Loop loop && loop.clock() instanceof Source source) {
            return source.owner();
        }
        throw new IllegalStateException("This loop runs in real time; start it with VirtualTime.run, or mark the test"
                + " method with @AsyncTest");
    }

    /**
     * How much virtual time has passed. Neither suspends nor blocks. Any thread.
     *
     * @return the time since the loop started
     */
    public Duration elapsed() {
        return Duration.ofNanos(now.get());
    }

    /**
     * The virtual time as a moment, for code that takes an {@link InstantSource}. Any thread.
     *
     * @return the epoch plus {@link #elapsed}
     */
    @Override
    public Instant instant() {
        return Instant.EPOCH.plusNanos(now.get());
    }

    /**
     * Lets time pass at once, as if the calling code were busy for that long. Timers that come due fire in their order
     * when the code suspends. To let other bodies run meanwhile, {@code sleep} instead. Neither suspends nor blocks.
     *
     * @param duration zero or more
     * @throws IllegalArgumentException if it is negative
     * @throws IllegalStateException in code that does not run on the clock's own loop
     */
    public void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("Time cannot go back by " + duration.negated());
        }
        Carrier carrier = Carrier.current();
        if (carrier == null || !(carrier.host() instanceof Loop loop) || loop.clock() != source || !loop.isCurrent()) {
            throw new IllegalStateException("Only code on the clock's own loop can advance it, between two suspensions;"
                    + " hand it over: loop.execute(() -> clock.advance(...))");
        }
        forward(Durations.toNanos(duration));
    }

    /** Begins anew, at the epoch. Called while nothing runs on the loop. */
    void restart() {
        now.set(0);
    }

    /** Expects other threads to bring something within this time or never. */
    void setPatience(long nanos) {
        patience = nanos;
    }

    private void forward(long nanos) {
        now.addAndGet(nanos);
    }

    /** The virtual time since the loop started. */
    @Override
    public String toString() {
        return "VirtualClock[" + elapsed() + "]";
    }

    /** This clock, as the loop sees it. */
    final class Source implements LoopClock {

        private static final long BUSY = Long.MIN_VALUE;

        /** The real time since when there is neither work nor a timer, or {@link #BUSY}. Only the holder uses it. */
        private long idleSince = BUSY;

        VirtualClock owner() {
            return VirtualClock.this;
        }

        @Override
        public long nanoTime() {
            return now.get();
        }

        @Override
        public void sleep(LoopExecutor loop, long nanos) {
            if (loop.hasCallsInFlight()) {
                idleSince = BUSY;
                LockSupport.park(loop);
            } else if (loop.hasWork()) {
                idleSince = BUSY;
            } else if (nanos < Long.MAX_VALUE) {
                idleSince = BUSY;
                forward(nanos);
            } else {
                waitForOtherThreads(loop);
            }
        }

        private void waitForOtherThreads(LoopExecutor loop) {
            long realNow = System.nanoTime();
            if (idleSince == BUSY) {
                idleSince = realNow;
            }
            long left = idleSince + patience - realNow;
            if (left > 0) {
                LockSupport.parkNanos(loop, left);
            } else {
                idleSince = BUSY;
                whenStuck.run();
            }
            if (loop.hasWork()) {
                idleSince = BUSY;
            }
        }
    }
}
