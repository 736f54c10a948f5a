package suspension.benchmarks;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The JDK's CompletableFuture on a single-threaded executor: callbacks instead of straight-line code. */
final class CompletableFutureContender implements Contender {

    @Override
    public @Nullable String leavesOut(Workload workload) {
        return workload == Workload.QUEUE ? "has no queue that can be waited for without a thread" : null;
    }

    @Override
    public long startAndCollect(int n) {
        return run(executor -> sumOf(started(n, i -> CompletableFuture.supplyAsync(() -> i, executor))));
    }

    @Override
    public long resumeAll(int n) {
        return hold(n, () -> {});
    }

    @Override
    public long hold(int n, Runnable probe) {
        return run(executor -> {
            CompletableFuture<Integer> event = new CompletableFuture<>();
            List<CompletableFuture<Integer>> tasks = started(
                    n,
                    i -> CompletableFuture.supplyAsync(() -> i, executor)
                            .thenCombineAsync(event, Integer::sum, executor));
            passTo(executor);
            probe.run();
            event.complete(0);
            return sumOf(tasks);
        });
    }

    @Override
    public long sleepers(int n, Duration time) {
        return run(executor -> {
            Executor later = CompletableFuture.delayedExecutor(time.toNanos(), TimeUnit.NANOSECONDS, executor);
            return sumOf(started(n, i -> CompletableFuture.supplyAsync(() -> i, later)));
        });
    }

    @Override
    public long loneYields(int n) {
        return run(executor -> {
            Yielding task = new Yielding(executor, n, () -> {});
            task.run();
            task.end.join();
            return (long) n;
        });
    }

    @Override
    public long turns(int n) {
        return run(executor -> {
            Turns turns = new Turns();
            Yielding first = new Yielding(executor, n, () -> turns.taken(0));
            Yielding second = new Yielding(executor, n, () -> turns.taken(1));
            executor.execute(() -> {
                executor.execute(first);
                executor.execute(second);
            });
            first.end.thenCombine(second.end, (a, b) -> a).join();
            return turns.changes();
        });
    }

    /** Does something n times, and goes to the end of the executor's queue each time. */
    private static final class Yielding implements Runnable {

        private final Executor executor;
        private final Runnable action;
        private final CompletableFuture<Integer> end = new CompletableFuture<>();
        private int left;

        Yielding(Executor executor, int n, Runnable action) {
            this.executor = executor;
            this.left = n;
            this.action = action;
        }

        @Override
        public void run() {
            if (left-- == 0) {
                end.complete(0);
                return;
            }
            action.run();
            executor.execute(this);
        }
    }

    @Override
    public long chain(int n) {
        return run(executor -> {
            CompletableFuture<Integer> first = new CompletableFuture<>();
            CompletableFuture<Integer> last = first;
            for (int i = 0; i < n; i++) {
                last = last.thenApplyAsync(value -> value + 1, executor);
            }
            first.complete(0);
            return (long) last.join();
        });
    }

    @Override
    public long awaitReady(int n) {
        long sum = 0;
        for (int i = 0; i < n; i++) {
            sum += CompletableFuture.completedFuture(i).join();
        }
        return sum;
    }

    @Override
    public long awaitSuspending(int n) {
        return run(executor -> {
            CompletableFuture<Long> end = new CompletableFuture<>();
            awaitNext(executor, 0, n, 0, end);
            return end.join();
        });
    }

    private static void awaitNext(Executor executor, int i, int n, long sum, CompletableFuture<Long> end) {
        if (i == n) {
            end.complete(sum);
            return;
        }
        CompletableFuture<Void> ignored = CompletableFuture.supplyAsync(() -> i, executor)
                .thenAcceptAsync(value -> awaitNext(executor, i + 1, n, sum + value, end), executor);
    }

    @Override
    public long gather(int n, int times) {
        return run(executor -> {
            long sum = 0;
            for (int time = 0; time < times; time++) {
                List<CompletableFuture<Integer>> tasks =
                        started(n, i -> CompletableFuture.supplyAsync(() -> i, executor));
                CompletableFuture.allOf(tasks.toArray(CompletableFuture[]::new)).join();
                sum += sumOf(tasks);
            }
            return sum;
        });
    }

    @Override
    public long cancelAll(int n) {
        return run(executor -> {
            CompletableFuture<Integer> event = new CompletableFuture<>();
            List<CompletableFuture<Integer>> tasks = started(
                    n,
                    i -> CompletableFuture.supplyAsync(() -> i, executor)
                            .thenCombineAsync(event, Integer::sum, executor));
            passTo(executor);
            return tasks.stream().filter(task -> task.cancel(true)).count();
        });
    }

    @Override
    public long emptyRuns(int n) {
        for (int i = 0; i < n; i++) {
            run(executor -> CompletableFuture.runAsync(() -> {}, executor).join());
        }
        return n;
    }

    @Override
    public long timers(int n) {
        for (int i = 0; i < n; i++) {
            new CompletableFuture<Integer>().orTimeout(1, TimeUnit.HOURS).complete(i);
        }
        return n;
    }

    @Override
    public long http(int n, String url) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
        return run(executor -> {
            HttpClient client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .executor(executor)
                    .build();
            return sumOf(started(
                    n,
                    i -> client.sendAsync(request, BodyHandlers.ofByteArray())
                            .thenApply(response -> response.body().length)));
        });
    }

    // Helpers

    private static <T> T run(Function<ExecutorService, T> work) {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            return work.apply(executor);
        } finally {
            executor.shutdown();
        }
    }

    /** Waits until the executor has run what it was given. */
    private static void passTo(Executor executor) {
        CompletableFuture.runAsync(() -> {}, executor).join();
    }

    private static <T> List<CompletableFuture<T>> started(int n, IntFunction<CompletableFuture<T>> start) {
        List<CompletableFuture<T>> tasks = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            tasks.add(start.apply(i));
        }
        return tasks;
    }

    private static long sumOf(List<CompletableFuture<Integer>> tasks) {
        ToLongFunction<CompletableFuture<Integer>> value = CompletableFuture::join;
        return tasks.stream().mapToLong(value).sum();
    }
}
