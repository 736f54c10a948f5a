package suspension.temporal;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads on which calls to Temporal block, because its client's do. They end when there are none for a while. */
final class Calls {

    /** For those who start workflows, cancel them, and look at them. */
    static final Executor OF_CALLERS = threads("suspension-temporal-caller-");

    /** For heartbeats and outcomes of activities, which do not wait behind the others. */
    static final Executor OF_WORKERS = threads("suspension-temporal-worker-");

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
