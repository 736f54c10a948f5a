package suspension.guide.recipes;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static suspension.Async.asCompleted;
import static suspension.Async.await;
import static suspension.Async.createTask;
import static suspension.Async.gather;
import static suspension.Async.sleep;
import static suspension.Async.timeout;
import static suspension.Async.toThread;
import static suspension.Async.yieldNow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionService;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import suspension.Async;
import suspension.Coroutine;
import suspension.EventLoop;
import suspension.Task;
import suspension.TaskGroup;
import suspension.guide.support.Logged;
import suspension.guide.support.Shown;
import suspension.sync.AsyncQueue;
import suspension.sync.AsyncSemaphore;
import suspension.testing.AsyncTest;
import suspension.testing.VirtualClock;

/** The recipes of the page "From ExecutorService": what stands before and after does the same. */
@Timeout(60)
class FromExecutorsTest {

    /** A call that blocks. */
    private static String get(String url) {
        return "page " + url;
    }

    /** The same call, which suspends. */
    private static String fetch(String url) {
        sleep(ofMillis(20));
        return "page " + url;
    }

    private static final List<String> URLS = List.of("a", "b", "c");

    // tag::submit-before[]
    static String pageBefore() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            Future<String> page = pool.submit(() -> get("a"));
            return page.get();
        } finally {
            pool.shutdown();
            pool.awaitTermination(5, TimeUnit.SECONDS);
        }
    }
    // end::submit-before[]

    // tag::submit-after[]
    static String pageAfter() throws Exception {
        try (EventLoop loop = EventLoop.start("pages")) { // a service keeps one for its life
            Task<String> page = loop.createTask(() -> fetch("a")); // from any thread
            return page.get();
        } // cancels what is left, and waits for its clean-up
    }
    // end::submit-after[]

    @Test
    void submitIsCreateTask() throws Exception {
        assertThat(pageAfter()).isEqualTo(pageBefore());
    }

    @AsyncTest
    void invokeAllIsGather(VirtualClock clock) throws Exception {
        List<String> before = toThread(() -> {
            ExecutorService pool = Executors.newFixedThreadPool(8);
            try {
                // tag::all-before[]
                List<Callable<String>> calls = new ArrayList<>();
                for (String url : URLS) {
                    calls.add(() -> get(url));
                }
                List<String> pages = new ArrayList<>();
                for (Future<String> page : pool.invokeAll(calls)) {
                    pages.add(page.get());
                }
                // end::all-before[]
                return pages;
            } finally {
                pool.shutdown();
            }
        });
        // tag::all-after[]
        List<Coroutine<String>> calls = new ArrayList<>();
        for (String url : URLS) {
            calls.add(Coroutine.of(() -> fetch(url)));
        }
        List<String> pages = gather(calls); // all at once; no pool to be sized
        // end::all-after[]
        assertThat(pages).isEqualTo(before);
        assertThat(clock.elapsed()).isEqualTo(ofMillis(20));
    }

    @AsyncTest
    void sizeOfAPoolIsASemaphore(VirtualClock clock) {
        List<String> done = new ArrayList<>();
        // tag::limit-after[]
        AsyncSemaphore connections = new AsyncSemaphore(2); // what newFixedThreadPool(2) was for
        TaskGroup.run(group -> {
            for (String url : URLS) {
                group.createTask(() -> {
                    try (AsyncSemaphore.Permit permit = connections.acquire()) { // the third suspends here
                        done.add(fetch(url));
                    }
                });
            }
        });
        // end::limit-after[]
        assertThat(done).hasSize(3);
        assertThat(clock.elapsed()).isEqualTo(ofMillis(40));
    }

    @AsyncTest
    void completionServiceIsAsCompleted() throws Exception {
        List<String> before = toThread(() -> {
            ExecutorService pool = Executors.newFixedThreadPool(8);
            List<String> seen = Collections.synchronizedList(new ArrayList<>());
            try {
                // tag::completed-before[]
                CompletionService<String> service = new ExecutorCompletionService<>(pool);
                for (String url : URLS) {
                    service.submit(() -> get(url));
                }
                for (int i = 0; i < URLS.size(); i++) {
                    seen.add(service.take().get());
                }
                // end::completed-before[]
                return seen;
            } finally {
                pool.shutdown();
            }
        });
        List<String> seen = new ArrayList<>();
        // tag::completed-after[]
        List<Task<String>> tasks = new ArrayList<>();
        for (String url : URLS) {
            tasks.add(createTask(() -> fetch(url)));
        }
        for (Task<String> task : asCompleted(tasks)) {
            seen.add(task.await());
        }
        // end::completed-after[]
        assertThat(seen).containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    void scheduledExecutorTicks() throws Exception {
        CountDownLatch ticks = new CountDownLatch(3);
        Runnable sweep = ticks::countDown;
        // tag::schedule-before[]
        ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
        timer.scheduleWithFixedDelay(sweep, 10, 10, TimeUnit.MILLISECONDS);
        // end::schedule-before[]
        ticks.await();
        timer.shutdownNow();
    }

    @AsyncTest
    void fixedDelayIsALoop(VirtualClock clock) {
        List<Duration> sweeps = new ArrayList<>();
        List<RuntimeException> failures = new ArrayList<>();
        Runnable sweep = () -> {
            sweeps.add(clock.elapsed());
            if (sweeps.size() == 2) {
                throw new IllegalStateException("no broom");
            }
            sleep(ofMillis(2));
        };
        // tag::schedule-after[]
        Task<?> sweeper = createTask("sweeper", () -> {
            while (true) {
                sleep(ofMillis(10));
                try {
                    sweep.run(); // may suspend
                } catch (CancellationException e) {
                    throw e; // ends the loop
                } catch (RuntimeException e) {
                    failures.add(e); // or log it; the loop goes on
                }
            }
        });
        // end::schedule-after[]
        sleep(ofMillis(33));
        sweeper.cancel(); // while it sweeps
        Async.wait(List.of(sweeper));
        assertThat(sweeper.isCancelled()).isTrue();
        assertThat(sweeps).containsExactly(ofMillis(10), ofMillis(22), ofMillis(32));
        assertThat(failures).singleElement().isInstanceOf(IllegalStateException.class);
    }

    @Test
    void workersOnABlockingQueue() throws Exception {
        List<String> log = Collections.synchronizedList(new ArrayList<>());
        // tag::queue-before[]
        BlockingQueue<String> jobs = new ArrayBlockingQueue<>(100);
        ExecutorService pool = Executors.newFixedThreadPool(2);
        for (int i = 0; i < 2; i++) {
            pool.submit(() -> {
                while (true) {
                    log.add(jobs.take());
                }
            });
        }
        jobs.put("sweep");
        // end::queue-before[]
        while (log.isEmpty()) {
            Thread.onSpinWait();
        }
        pool.shutdownNow();
        assertThat(log).containsExactly("sweep");
    }

    @AsyncTest
    void workersOnAnAsyncQueue() {
        List<String> log = new ArrayList<>();
        // tag::queue-after[]
        AsyncQueue<String> jobs = AsyncQueue.bounded(100);
        List<Task<?>> workers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            workers.add(createTask(() -> {
                while (true) {
                    log.add(jobs.get());
                    jobs.taskDone();
                }
            }));
        }
        jobs.put("sweep");
        jobs.join(); // until every job is done
        workers.forEach(Task::cancel);
        // end::queue-after[]
        assertThat(log).containsExactly("sweep");
    }

    // tag::confine-before[]
    static final class CountingBefore {
        private final ExecutorService owner = Executors.newSingleThreadExecutor(); // so that no lock is needed
        private int count;

        Future<Integer> increment() {
            return owner.submit(() -> ++count);
        }
    }
    // end::confine-before[]

    // tag::confine-after[]
    static final class CountingAfter {
        private int count; // only bodies of one loop touch it, and they take turns

        int increment() {
            return ++count;
        }
    }
    // end::confine-after[]

    @Test
    void singleThreadIsTheLoop() throws Exception {
        CountingBefore before = new CountingBefore();
        CountingAfter after = new CountingAfter();
        assertThat(before.increment().get()).isEqualTo(Async.<Integer, RuntimeException>run(() -> after.increment()));
        before.owner.shutdown();
    }

    private static long countPrimes() {
        assertThat(Thread.currentThread().getName()).isEqualTo("computing");
        return 25_997;
    }

    @Test
    void poolOfYourOwnRunsWhatItIsGiven() {
        ExecutorService pool = Executors.newFixedThreadPool(2, code -> new Thread(code, "computing"));
        try {
            // tag::pool[]
            long primes = Async.run(() -> await(supplyAsync(() -> countPrimes(), pool)));
            // end::pool[]
            assertThat(primes).isEqualTo(25_997);
        } finally {
            pool.shutdown();
        }
    }

    @AsyncTest
    void timedGetIsTimeout() {
        // tag::timeout-after[]
        String page = timeout(ofSeconds(5), () -> fetch("a")); // and cancels the call when time is up
        // end::timeout-after[]
        assertThat(page).isEqualTo("page a");
    }

    @Test
    void closeTellsWhetherAllHasEnded() {
        EventLoop loop = EventLoop.start("pages");
        Task<?> task = loop.createTask(() -> sleep(ofSeconds(60)));
        // tag::close[]
        boolean ended = loop.close(ofSeconds(5)); // cancels everything, and waits for 5 s at most
        // end::close[]
        assertThat(ended).isTrue();
        assertThat(task.isCancelled()).isTrue();
    }

    @Test
    void blockingCallIsReported() {
        CompletableFuture<String> page = new CompletableFuture<>();
        try (Logged log = Logged.start();
                EventLoop loop = EventLoop.builder().name("pages").debug(true).build()) {
            Task<String> sweep = loop.createTask("sweep", () -> Mistakes.blockingCall(page));
            String warning = log.await("has held the turn");
            page.complete("page");
            assertThat(sweep.join()).isEqualTo("page");
            Shown.as("executors-blocked.txt", warning);
        }
    }

    @Test
    void closedLoopRefusesTasks() {
        EventLoop loop = EventLoop.start("pages");
        loop.close();
        Shown.as("executors-closed.txt", catchThrowable(() -> loop.createTask(() -> fetch("a"))));
    }

    @Test
    void failureThatNobodyLooksAtIsReported() {
        try (Logged log = Logged.start()) {
            try (EventLoop loop = EventLoop.start("pages")) {
                Mistakes.forgottenTask(loop);
                loop.run(() -> yieldNow());
            }
            Shown.as("executors-forgotten.txt", log.await("nobody looked"));
        }
    }
}
