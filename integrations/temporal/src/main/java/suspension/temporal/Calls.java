package suspension.temporal;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads on which calls to Temporal block, because its client's do. They end when there are none for a while. */
final class Calls {

    private static final int THREADS = 32;

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    static final Executor EXECUTOR = executor();

    private Calls() {}

    private static Executor executor() {
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), call -> {
                    Thread thread = new Thread(call, "suspension-temporal-" + NUMBERS.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }
}
