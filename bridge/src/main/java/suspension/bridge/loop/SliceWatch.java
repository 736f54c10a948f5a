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
 * is stuck, with what the loop does, and so with the stack of its thread. The holder of the turn says when a slice begins and ends. A thread of the
 * watch's own looks at the present slice.
 */
public final class SliceWatch {

    private static final Logger LOGGER = System.getLogger("suspension");

    private final long threshold;

    /** The slice that has the turn. Written by the holder, read by the watching thread. */
    private volatile @Nullable Slice current;

    /** Whether the watch is over. Written by {@link #stop}, read by the watching thread. */
    private volatile boolean stopped;

    /** The watching thread, and the loop. Written by {@link #start}. */
    private @Nullable Thread thread;

    private @Nullable Loop loop;

    /** @param threshold how long a slice may hold the turn; positive */
    public SliceWatch(Duration threshold) {
        this.threshold = Durations.toNanos(threshold);
    }

    public void start(Loop watched) {
        loop = watched;
        Thread watcher = new Thread(null, this::watch, "suspension-debug-" + watched.name(), 0, false);
        watcher.setDaemon(true);
        thread = watcher;
        watcher.start();
    }

    public void stop() {
        stopped = true;
        LockSupport.unpark(thread);
    }

    void begin(Runnable what) {
        current = new Slice(what, System.nanoTime());
    }

    void end() {
        Slice slice = current;
        current = null;
        if (slice != null && slice.age() >= threshold && slice.claim()) {
            slice.log("held", ""); // the slice ended just before the watch looked
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
                String report = loop == null ? "" : LoopReport.text(loop); // with the stack of what has the turn
                if (current == slice && slice.claim()) {
                    slice.log("has held", report);
                }
            }
        }
    }

    private static final class Slice {

        private final Runnable what;
        private final long start;
        private final AtomicBoolean claimed = new AtomicBoolean();

        Slice(Runnable what, long start) {
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

        void log(String verb, String report) {
            String who = what instanceof BridgeTask<?> task ? task.name() : "A callback or Kotlin coroutine";
            String message = who + " " + verb + " the turn of its loop for " + age() / 1_000_000
                    + " ms, and nothing else runs meanwhile. Suspend instead of blocking (Async.sleep for Thread.sleep),"
                    + " or hand the work to Async.toThread." + report;
            LOGGER.log(Level.WARNING, message);
        }
    }
}
