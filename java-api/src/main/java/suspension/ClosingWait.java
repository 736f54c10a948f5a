package suspension;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import suspension.bridge.loop.Loop;
import suspension.bridge.loop.LoopReport;

/**
 * A plain thread's wait for loops to close. It warns of what is stuck after 5 s, and then after twice the time that has
 * passed since the warning before; a warning for each loop, so that one that is stuck does not hide another. An
 * interrupt ends {@link #await}; calling it again goes on with the same wait. Used by one thread.
 */
final class ClosingWait {

    private static final Logger LOGGER = System.getLogger("suspension");

    private static final long FIRST_WARNING = TimeUnit.SECONDS.toNanos(5);

    /** A wait for the end. */
    @FunctionalInterface
    interface End {

        /** Blocks for at most so long. Returns whether the end has come. */
        boolean await(long nanos) throws InterruptedException;
    }

    /**
     * A loop that closes.
     *
     * @param stuck tells what it waits for
     */
    record Closing(String name, End end, Supplier<String> stuck) {

        static Closing of(Loop loop) {
            return new Closing(loop.name(), loop::awaitClosed, () -> LoopReport.text(loop));
        }
    }

    /** The loops that had not closed when they were looked at last. */
    private List<Closing> open;

    private final LongSupplier clock;
    private final Consumer<String> log;

    /** When the wait began, if it has. */
    private long start;

    private boolean started;

    /** When the next warning is due, counted from the start, and how long after the one before. */
    private long due = FIRST_WARNING;

    private long interval = FIRST_WARNING;

    ClosingWait(Loop loop) {
        this(List.of(Closing.of(loop)));
    }

    ClosingWait(List<Closing> loops) {
        this(loops, System::nanoTime, warning -> LOGGER.log(Level.WARNING, warning));
    }

    ClosingWait(List<Closing> loops, LongSupplier clock, Consumer<String> log) {
        this.open = loops;
        this.clock = clock;
        this.log = log;
    }

    /** Blocks until all have closed. */
    void await() throws InterruptedException {
        await(Long.MAX_VALUE);
    }

    /**
     * Blocks until all have closed, or for at most so long.
     *
     * @param limit in nanoseconds, counted from the first call
     * @return whether all have closed
     */
    boolean await(long limit) throws InterruptedException {
        if (!started) {
            started = true;
            start = clock.getAsLong();
        }
        while (true) {
            awaitAll(Math.min(due, limit));
            if (open.isEmpty()) {
                return true;
            }
            if (limit <= due) {
                return false;
            }
            open.forEach(this::warn);
            interval *= 2;
            due += interval;
        }
    }

    /** Never throws, although the logger may: the wait goes on. */
    private void warn(Closing loop) {
        try {
            log.accept("Loop '" + loop.name + "' has been closing for "
                    + Duration.ofNanos(due).toSeconds() + " s, and waits for what is stuck:" + loop.stuck.get());
        } catch (Throwable e) {
            System.err.println("Loop '" + loop.name + "' is stuck in closing, which could not be logged because of "
                    + e.getClass().getName());
        }
    }

    /** Blocks until all have closed, or until so long after the start. */
    private void awaitAll(long time) throws InterruptedException {
        List<Closing> left = new ArrayList<>();
        for (Closing loop : open) {
            long passed = clock.getAsLong() - start;
            if (!loop.end.await(time - passed)) {
                left.add(loop);
            }
        }
        open = left;
    }

    /** Returns the loops that had not closed when {@link #await(long)} returned. */
    List<Closing> open() {
        return open;
    }
}
