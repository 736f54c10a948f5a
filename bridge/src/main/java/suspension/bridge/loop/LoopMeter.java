package suspension.bridge.loop;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What a loop has done, counted while it does it. The holder of the turn counts each slice; that is one addition and one
 * comparison. It reads the clock when the loop has nothing to do, and once for a batch of slices in between: for each
 * slice if slices are long, and for {@value #MAX_BATCH} of them if they are so short that reading the clock would cost
 * more than they do. After a sleep it begins with single slices again, because what wakes the loop may be of another
 * kind. So the figures of time are exact for long slices. Otherwise they are estimates, off by no more than a batch of
 * short slices takes.
 *
 * <p>A batch that takes much longer than expected has one long slice or many. The readings after it decide: if slices
 * stay long, those of the batch were long too.
 *
 * <p>Any thread may read the figures. The holder never waits for that longer than it takes to copy them.
 */
public final class LoopMeter {

    private static final VarHandle SLICES;
    private static final VarHandle THREADS;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            SLICES = lookup.findVarHandle(LoopMeter.class, "slices", long.class);
            THREADS = lookup.findVarHandle(LoopMeter.class, "threads", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    static final int MAX_BATCH = 64;

    /** How long a batch of slices should take at most, in nanoseconds. */
    private static final long BATCH_NANOS = 256_000;

    /** A slice of at least so many nanoseconds is worth reading the clock for. */
    private static final long LONG_SLICE = 16_000;

    private final LongSupplier clock;

    /** How many slices have begun. Written by the holder; any thread reads it. */
    private long slices;

    /** At which slice the clock is to be read. Only the holder uses it. */
    private long nextReading;

    /** For how many slices the clock is read once; 0 after a sleep. Only the holder uses it. */
    private int batch;

    /** How late the latest timer was that has fired since the clock was read last. Only the holder uses it. */
    private long latestTimer;

    /** How many threads the loop has. Written by the holder; any thread reads it. */
    private int threads;

    /** Whether the loop sleeps, or has not been started, or has ended. This and what follows is guarded by this. */
    private boolean idle = true;

    /** When the clock was read last, and which slice had begun then. */
    private long readAt;

    private long readSlices;

    private long busyNanos;
    private long longestNanos;
    private final Worst queueLag = new Worst();
    private final Worst timerLag = new Worst();

    /** How long a slice took on average between the last two readings. */
    private long meanNanos;

    /** The batch of which the longest slice is not known yet: its time, its slices or 0, and a slice's time before. */
    private long undecidedNanos;

    private long undecidedCount;
    private long usualNanos;

    /** Whether a probe of the queue is under way: the holder looks how long an entry that is added now has to wait. */
    private boolean probing;

    private long probeAt;

    /** The slice of an entry that is added when the probe begins. */
    private long probeEnd;

    /** The figures of one moment, in nanoseconds where they are times. */
    public record Figures(
            long slices, long busyNanos, long longestNanos, long queueLagNanos, long timerLagNanos, int threads) {}

    LoopMeter() {
        this(System::nanoTime);
    }

    LoopMeter(LongSupplier clock) {
        this.clock = clock;
    }

    // The holder

    /** Counts a slice that begins now. Returns whether {@link #read} is to be called. */
    boolean sliceBegins() {
        long count = slices + 1;
        SLICES.setOpaque(this, count);
        return count >= nextReading;
    }

    /**
     * Reads the clock.
     *
     * @param ready how many entries are ready after the slice that begins now
     */
    synchronized void read(int ready) {
        long now = clock.getAsLong();
        long count = slices;
        endStretch(now, count);
        idle = false;
        batch = Math.min(largestBatch(), Math.max(1, 2 * batch));
        nextReading = count + batch;
        readAt = now;
        readSlices = count;
        if (!probing || count >= probeEnd) {
            endProbe(now);
            probing = true;
            probeAt = now;
            probeEnd = count + ready + 1;
        }
    }

    private int largestBatch() {
        return meanNanos == 0 || meanNanos >= LONG_SLICE ? 1 : (int) Math.min(MAX_BATCH, BATCH_NANOS / meanNanos);
    }

    private void endProbe(long now) {
        if (probing) {
            queueLag.add(now, now - probeAt);
        }
        probing = false;
    }

    /** Adds what has been done since the clock was read last. */
    private void endStretch(long now, long count) {
        timerLag.add(now, latestTimer);
        latestTimer = 0;
        long done = count - readSlices;
        if (idle || done == 0) {
            return;
        }
        long elapsed = now - readAt;
        long before = meanNanos;
        busyNanos += elapsed;
        meanNanos = elapsed / done;
        decide(meanNanos);
        undecidedNanos = elapsed;
        undecidedCount = done;
        longestNanos = Math.max(longestNanos, meanNanos);
        usualNanos = before;
        if (done == 1) {
            decide(0);
        }
    }

    /**
     * Estimates the longest slice of the batch before: its others took as long as those before it or after it.
     *
     * @param after how long the slices after it take
     */
    private void decide(long after) {
        if (undecidedCount > 0) {
            long others = (undecidedCount - 1) * Math.max(usualNanos, after);
            longestNanos = Math.max(longestNanos, undecidedNanos - others);
            undecidedCount = 0;
        }
    }

    /** The loop has nothing to run from now on. */
    void sleeps() {
        synchronized (this) {
            long now = clock.getAsLong(); // not earlier, for the time in slices that a reader has seen must not shrink
            endStretch(now, slices + 1); // the last slice has ended too
            decide(0);
            endProbe(now);
            idle = true;
        }
        nextReading = 0;
        batch = 0;
    }

    /** A timer has fired so much later than it should have. */
    void timerFired(long late) {
        latestTimer = Math.max(latestTimer, late);
    }

    /** The loop has ended. */
    void ends() {
        sleeps();
        THREADS.setOpaque(this, 0);
    }

    void threadAdded() {
        THREADS.setOpaque(this, threads + 1);
    }

    void threadRemoved() {
        THREADS.setOpaque(this, threads - 1);
    }

    // Any thread

    /** Returns the figures of now, with the slice that runs now. */
    synchronized Figures figures() {
        long count = (long) SLICES.getOpaque(this);
        int threadCount = (int) THREADS.getOpaque(this);
        long now = clock.getAsLong();
        return new Figures(
                count,
                busyNanos + (idle ? 0 : now - readAt),
                Math.max(longestNanos, presentSlice(now, count)),
                Math.max(queueLag.at(now), probing ? now - probeAt : 0),
                timerLag.at(now),
                threadCount);
    }

    /** Returns for how long the slice has run that runs now; zero if the loop sleeps. */
    synchronized long presentSlice() {
        return presentSlice(clock.getAsLong(), (long) SLICES.getOpaque(this));
    }

    private long presentSlice(long now, long count) {
        return idle ? 0 : Math.max(0, now - readAt - Math.max(0, count - readSlices) * meanNanos);
    }

    /** The worst figure of the last ten to twenty seconds. Guarded by the meter. */
    private static final class Worst {

        private static final long WINDOW = TimeUnit.SECONDS.toNanos(10);

        private boolean used;
        private long since;
        private long present;
        private long before;

        void add(long now, long figure) {
            long age = used ? now - since : 2 * WINDOW;
            if (age >= WINDOW) {
                before = age < 2 * WINDOW ? present : 0;
                present = 0;
                since = used ? now - age % WINDOW : now;
                used = true;
            }
            present = Math.max(present, figure);
        }

        long at(long now) {
            long age = now - since;
            if (!used || age >= 2 * WINDOW) {
                return 0;
            }
            return age >= WINDOW ? present : Math.max(present, before);
        }
    }
}
