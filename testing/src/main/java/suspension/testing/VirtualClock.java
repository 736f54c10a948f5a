package suspension.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import suspension.bridge.internal.Carrier;
import suspension.bridge.internal.Durations;
import suspension.bridge.internal.Loop;
import suspension.bridge.internal.LoopClock;
import suspension.bridge.internal.LoopExecutor;
import suspension.internal.Callers;

/**
 * The clock of a loop in virtual time. It stands still while anything runs, be it on the loop or in a call of {@code
 * Async.toThread}; when nothing does, it goes straight to the next timer. Begins at the epoch.
 *
 * <p>What asyncio's own tests have in their {@code TestLoop}; compare {@code TestCoroutineScheduler} of
 * kotlinx-coroutines-test.
 */
public final class VirtualClock implements InstantSource {

    /** Real time that other threads are given to bring something, before everything that waits counts as stuck. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(2);

    /** Written by the holder of the loop's turn. Any thread reads. */
    private final AtomicLong now = new AtomicLong();

    private final Runnable whenStuck;
    final Source source = new Source();

    /** @param whenStuck called on the loop when nothing runs and no timer is set, again and again */
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
     * How much time has passed. Neither suspends nor blocks. Any thread.
     *
     * @return the virtual time since the loop started
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
     * Lets time pass at once, as if the calling code were busy for that long: timers that come due fire, in their order,
     * when it suspends. To let others act meanwhile, {@code sleep} instead. Neither suspends nor blocks.
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

    private void forward(long nanos) {
        now.addAndGet(nanos);
    }

    /** The virtual time since the loop started. */
    @Override
    public String toString() {
        return "VirtualClock[" + elapsed() + "]";
    }

    /** The same clock, as the loop sees it. */
    final class Source implements LoopClock {

        private static final long BUSY = Long.MIN_VALUE;

        /** Real time since which there has been nothing to do and no timer. Only the holder uses it. */
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
            long left = idleSince + PATIENCE - realNow;
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
