package suspension;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import suspension.bridge.loop.Loop;

/**
 * A plain thread's wait for a loop to close. It warns of what is stuck after 5 s, and then after twice the time that has
 * passed since the warning before. An interrupt ends {@link #await}; calling it again goes on with the same wait. Used
 * by one thread.
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

    private final String loop;
    private final End end;
    private final Supplier<String> stuck;
    private final LongSupplier clock;
    private final Consumer<String> log;

    /** When the wait began, if it has. */
    private long start;

    private boolean started;

    /** When the next warning is due, counted from the start, and how long after the one before. */
    private long due = FIRST_WARNING;

    private long interval = FIRST_WARNING;

    ClosingWait(Loop loop) {
        this(
                loop.name(),
                loop::awaitClosed,
                () -> PendingReport.of(loop),
                System::nanoTime,
                warning -> LOGGER.log(Level.WARNING, warning));
    }

    ClosingWait(String loop, End end, Supplier<String> stuck, LongSupplier clock, Consumer<String> log) {
        this.loop = loop;
        this.end = end;
        this.stuck = stuck;
        this.clock = clock;
        this.log = log;
    }

    /** Blocks until the loop has closed. */
    void await() throws InterruptedException {
        await(Long.MAX_VALUE);
    }

    /**
     * Blocks until the loop has closed, or for at most so long.
     *
     * @param limit in nanoseconds, counted from the first call
     * @return whether the loop has closed
     */
    boolean await(long limit) throws InterruptedException {
        if (!started) {
            started = true;
            start = clock.getAsLong();
        }
        while (true) {
            long passed = clock.getAsLong() - start;
            if (end.await(Math.min(due, limit) - passed)) {
                return true;
            }
            if (limit <= due) {
                return false;
            }
            log.accept("Loop '" + loop + "' has been closing for "
                    + Duration.ofNanos(due).toSeconds() + " s, and waits for what is stuck:" + stuck.get());
            interval *= 2;
            due += interval;
        }
    }
}
