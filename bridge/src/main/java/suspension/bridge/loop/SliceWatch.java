package suspension.bridge.loop;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import suspension.bridge.task.BridgeTask;

/**
 * Debug mode's watch on the turn of one loop. It logs a slice that holds the turn for too long, once, while the slice
 * is stuck, with the stack of its thread. The holder of the turn says when a slice begins and ends. A thread of the
 * watch's own looks at the present slice.
 */
public final class SliceWatch {

    private static final Logger LOGGER = System.getLogger("suspension");

    private final long threshold;

    /** The slice that has the turn. Written by the holder, read by the watching thread. */
    private volatile @Nullable Slice current;

    /** Whether the watch is over. Written by {@link #stop}, read by the watching thread. */
    private volatile boolean stopped;

    /** The watching thread. Written by {@link #start}. */
    private @Nullable Thread thread;

    /** @param threshold how long a slice may hold the turn; positive */
    public SliceWatch(Duration threshold) {
        this.threshold = Durations.toNanos(threshold);
    }

    /** Starts watching the loop of this name. */
    public void start(String loop) {
        Thread watcher = new Thread(null, this::watch, "suspension-debug-" + loop, 0, false);
        watcher.setDaemon(true);
        thread = watcher;
        watcher.start();
    }

    public void stop() {
        stopped = true;
        LockSupport.unpark(thread);
    }

    void begin(Thread holder, Runnable what) {
        current = new Slice(holder, what, System.nanoTime());
    }

    void end() {
        Slice slice = current;
        current = null;
        if (slice != null && slice.age() >= threshold && slice.claim()) {
            slice.log("held", new StackTraceElement[0]); // the slice ended just before the watch looked
        }
    }

    private void watch() {
        long interval = Math.max(1, threshold / 8);
        while (!stopped) {
            Slice slice = current;
            if (slice == null || slice.isClaimed()) {
                LockSupport.parkNanos(this, interval);
            } else if (slice.age() < threshold) {
                LockSupport.parkNanos(this, Math.min(interval, threshold - slice.age()));
            } else {
                StackTraceElement[] stack = slice.holder.getStackTrace();
                if (current == slice && slice.claim()) {
                    slice.log("has held", stack);
                }
            }
        }
    }

    private static final class Slice {

        private final Thread holder;
        private final Runnable what;
        private final long start;
        private final AtomicBoolean claimed = new AtomicBoolean();

        Slice(Thread holder, Runnable what, long start) {
            this.holder = holder;
            this.what = what;
            this.start = start;
        }

        long age() {
            return System.nanoTime() - start;
        }

        boolean isClaimed() {
            return claimed.get();
        }

        /** Returns true to the first caller, which logs the slice. */
        boolean claim() {
            return claimed.compareAndSet(false, true);
        }

        void log(String verb, StackTraceElement[] stack) {
            StringBuilder message = new StringBuilder()
                    .append(what instanceof BridgeTask<?> task ? task.name() : "A callback or Kotlin coroutine")
                    .append(' ')
                    .append(verb)
                    .append(" the turn of its loop for ")
                    .append(age() / 1_000_000)
                    .append(" ms, and nothing else runs meanwhile. Suspend instead of blocking (Async.sleep for")
                    .append(" Thread.sleep), or hand the work to Async.toThread.");
            for (StackTraceElement frame : stack) {
                message.append("\n\tat ").append(frame);
            }
            LOGGER.log(Level.WARNING, message.toString());
        }
    }
}
