package suspension.soak;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import suspension.LoopError;

/** What all scenes of a run share. Any thread. */
final class Theatre implements AutoCloseable {

    final Findings findings = new Findings();
    final Tally tally = new Tally();
    final Traces traces = new Traces();

    /** After this time a scene is stuck. */
    final Duration patience;

    /** Threads that belong to no loop and meddle with scenes. Their acts are short. */
    final ScheduledThreadPoolExecutor foreign = new ScheduledThreadPoolExecutor(3, named("foreign"));

    /** Threads for what blocks: scenes on plain threads, and closing. */
    final ThreadPoolExecutor hands;

    Theatre(Duration patience, int players) {
        this.patience = patience;
        this.hands = new ThreadPoolExecutor(
                2 * players, 2 * players, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named("hand"));
        foreign.prestartAllCoreThreads(); // all samples then count the same threads
        hands.prestartAllCoreThreads();
    }

    static ThreadFactory named(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> new Thread(task, name + "-" + number.incrementAndGet());
    }

    /** The handler of all loops' errors. */
    void reported(LoopError error) {
        reported(error.message(), error.exception());
    }

    void reported(String message, Throwable failure) {
        tally.count(Tally.Of.FAILURES_REPORTED);
        if (!Fault.explains(failure)) {
            findings.add("The exception handler got what no scene expects: " + message, failure);
        }
    }

    @Override
    public void close() {
        foreign.shutdownNow();
        hands.shutdownNow();
    }
}
