package suspension.temporal;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads on which calls to Temporal block, because its client's do. Those of one purpose do not wait behind those of
 * another. They end when there are none for a while.
 */
final class Calls {

    /** Those that start workflows, cancel them, and look at them. */
    static final Executor WORKFLOWS = threads("suspension-temporal-workflow-");

    /** Those that send heartbeats of activities. */
    static final Executor HEARTBEATS = threads("suspension-temporal-heartbeat-");

    /** Those that tell outcomes of activities. */
    static final Executor OUTCOMES = threads("suspension-temporal-outcome-");

    private static final int THREADS = 32;

    private Calls() {}

    private static Executor threads(String name) {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), call -> {
                    Thread thread = new Thread(call, name + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }
}
