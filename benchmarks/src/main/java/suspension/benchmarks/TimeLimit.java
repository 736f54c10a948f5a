package suspension.benchmarks;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Ends the processes that this one waits for, if they take too long. */
final class TimeLimit {

    private static final ScheduledExecutorService TIMER = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "time limit");
        thread.setDaemon(true);
        return thread;
    });

    private TimeLimit() {}

    /**
     * Does the work, which starts processes and waits for them.
     *
     * @throws TimeoutException if they were ended
     */
    static <T> T within(Duration limit, Callable<T> work) throws Exception {
        AtomicBoolean over = new AtomicBoolean(); // written by the timer before the work can fail of it
        Runnable end = () -> {
            over.set(true);
            ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        };
        Future<?> timer = TIMER.schedule(end, limit.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return work.call();
        } catch (Exception e) {
            if (over.get()) {
                throw new TimeoutException("took longer than " + limit.toSeconds() + " seconds");
            }
            throw e;
        } finally {
            timer.cancel(false);
        }
    }
}
