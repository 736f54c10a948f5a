package suspension.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The JDK's virtual threads, one for each task, on all cores. */
class VirtualThreadsContender implements Contender {

    @Override
    public @Nullable String leavesOut(Workload workload) {
        return workload == Workload.AWAIT_READY ? "has nothing to await: a call is a call" : null;
    }

    /** Work that may block. */
    @FunctionalInterface
    interface Blocking {
        long run(ExecutorService threads) throws InterruptedException, ExecutionException, IOException;
    }

    static long run(Blocking work) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return work.run(threads);
        } catch (InterruptedException | ExecutionException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public long startAndCollect(int n) {
        return run(threads -> sumOf(started(n, i -> threads.submit(() -> i))));
    }

    @Override
    public long resumeAll(int n) {
        return hold(n, () -> {});
    }

    @Override
    public long hold(int n, Runnable probe) {
        return run(threads -> {
            Event event = new Event(n);
            List<Future<Integer>> tasks = started(n, i -> threads.submit(() -> event.await(i)));
            event.arrived.await();
            probe.run();
            event.happened.countDown();
            return sumOf(tasks);
        });
    }

    @Override
    public long sleepers(int n, Duration time) {
        return run(threads -> sumOf(started(
                n,
                i -> threads.submit(() -> {
                    Thread.sleep(time);
                    return i;
                }))));
    }

    @Override
    public long loneYields(int n) {
        return run(threads -> threads.submit(() -> {
                    for (int i = 0; i < n; i++) {
                        Thread.yield();
                    }
                    return (long) n;
                })
                .get());
    }

    @Override
    public long turns(int n) {
        return run(threads -> {
            Turns turns = new Turns();
            Semaphore first = new Semaphore(1);
            Semaphore second = new Semaphore(0);
            Future<?> one = threads.submit(() -> takeTurns(turns, 0, n, first, second));
            Future<?> other = threads.submit(() -> takeTurns(turns, 1, n, second, first));
            one.get();
            other.get();
            return turns.changes();
        });
    }

    private static Void takeTurns(Turns turns, int who, int n, Semaphore mine, Semaphore theirs)
            throws InterruptedException {
        for (int i = 0; i < n; i++) {
            mine.acquire();
            turns.taken(who);
            theirs.release();
        }
        return null;
    }

    @Override
    public long chain(int n) {
        return run(threads -> {
            CompletableFuture<Integer> first = new CompletableFuture<>();
            Future<Integer> last = first;
            for (int i = 0; i < n; i++) {
                Future<Integer> before = last;
                last = threads.submit(() -> before.get() + 1);
            }
            first.complete(0);
            return last.get();
        });
    }

    @Override
    public long awaitSuspending(int n) {
        return run(threads -> threads.submit(() -> {
                    long sum = 0;
                    for (int i = 0; i < n; i++) {
                        sum += yieldingOnce(i);
                    }
                    return sum;
                })
                .get());
    }

    private static int yieldingOnce(int i) {
        Thread.yield();
        return i;
    }

    @Override
    public long queue(int n) {
        return run(threads -> {
            BlockingQueue<Integer> queue = new ArrayBlockingQueue<>(QUEUE_CAPACITY);
            Future<?> producer = threads.submit(() -> {
                for (int i = 0; i < n; i++) {
                    queue.put(i);
                }
                return null;
            });
            long sum = threads.submit(() -> {
                        long received = 0;
                        for (int i = 0; i < n; i++) {
                            received += queue.take();
                        }
                        return received;
                    })
                    .get();
            producer.get();
            return sum;
        });
    }

    @Override
    public long gather(int n, int times) {
        return run(threads -> {
            long sum = 0;
            for (int time = 0; time < times; time++) {
                sum += sumOf(threads.invokeAll(bodies(n)));
            }
            return sum;
        });
    }

    private static List<Callable<Integer>> bodies(int n) {
        List<Callable<Integer>> bodies = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            int number = i;
            bodies.add(() -> number);
        }
        return bodies;
    }

    /** A latch would do, but takes time with the square of those who leave it. */
    private static Integer parkUntilInterrupted(CountDownLatch arrived) throws InterruptedException {
        arrived.countDown();
        while (!Thread.interrupted()) {
            LockSupport.park();
        }
        throw new InterruptedException();
    }

    @Override
    public long cancelAll(int n) {
        return run(threads -> {
            CountDownLatch arrived = new CountDownLatch(n);
            List<Future<Integer>> tasks = started(n, i -> threads.submit(() -> parkUntilInterrupted(arrived)));
            arrived.await();
            tasks.forEach(task -> task.cancel(true));
            threads.close(); // waits for the threads: a cancelled future says nothing about its own
            return tasks.stream().filter(Future::isCancelled).count();
        });
    }

    @Override
    public long emptyRuns(int n) {
        for (int i = 0; i < n; i++) {
            run(threads -> threads.submit(() -> 0).get());
        }
        return n;
    }

    @Override
    public long timers(int n) {
        try (ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1)) {
            timers.setRemoveOnCancelPolicy(true);
            for (int i = 0; i < n; i++) {
                timers.schedule(() -> {}, 1, TimeUnit.HOURS).cancel(false);
            }
            return n;
        }
    }

    @Override
    public long http(int n, String url) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return run(threads -> sumOf(started(
                    n,
                    i -> threads.submit(() ->
                            client.send(request, BodyHandlers.ofByteArray()).body().length))));
        }
    }

    // Helpers

    private static List<Future<Integer>> started(int n, IntFunction<Future<Integer>> start) {
        List<Future<Integer>> tasks = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            tasks.add(start.apply(i));
        }
        return tasks;
    }

    private static long sumOf(List<Future<Integer>> tasks) throws InterruptedException, ExecutionException {
        long sum = 0;
        for (Future<Integer> task : tasks) {
            sum += task.get();
        }
        return sum;
    }

    /** What all tasks wait for, and a count of those that do not yet. */
    private static final class Event {

        private final CountDownLatch arrived;
        private final CountDownLatch happened = new CountDownLatch(1);

        Event(int n) {
            arrived = new CountDownLatch(n);
        }

        int await(int i) throws InterruptedException {
            arrived.countDown();
            happened.await();
            return i;
        }
    }
}
