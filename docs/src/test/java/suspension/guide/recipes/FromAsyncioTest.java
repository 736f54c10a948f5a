package suspension.guide.recipes;

import static java.net.http.HttpResponse.BodyHandlers.ofString;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static suspension.Async.allTasks;
import static suspension.Async.asCompleted;
import static suspension.Async.await;
import static suspension.Async.createTask;
import static suspension.Async.currentTask;
import static suspension.Async.gather;
import static suspension.Async.gatherOutcomes;
import static suspension.Async.shield;
import static suspension.Async.sleep;
import static suspension.Async.timeout;
import static suspension.Async.toThread;
import static suspension.Async.uncancellable;
import static suspension.Async.waitFor;
import static suspension.Async.yieldNow;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import kotlinx.coroutines.flow.Flow;
import org.junit.jupiter.api.Test;
import suspension.Async;
import suspension.AsyncTimeoutException;
import suspension.ContextVar;
import suspension.Coroutine;
import suspension.EventLoop;
import suspension.ExceptionGroup;
import suspension.Outcome;
import suspension.ReturnWhen;
import suspension.Task;
import suspension.TaskGroup;
import suspension.WaitResult;
import suspension.guide.support.Shown;
import suspension.interop.Flows;

/** The examples of the table of the page "From asyncio", run; {@link TablesTest} compares them with the page's cells. */
class FromAsyncioTest {

    private static final List<String> log = new ArrayList<>();

    static String brew(String name) {
        sleep(ofMillis(1));
        return name;
    }

    static byte[] hash() {
        return new byte[1];
    }

    static void print(Object line) {
        log.add(String.valueOf(line));
    }

    @Test
    @SuppressWarnings("UnusedVariable")
    void running() throws Exception {
        String tea = Async.run(() -> brew("chai"));
        assertThat(tea).isEqualTo("chai");
        EventLoop loop = EventLoop.start("orders");
        loop.run(() -> brew("chai"));
        loop.createTask(() -> brew("chai")).get();
        CountDownLatch called = new CountDownLatch(3);
        Runnable callback = called::countDown;
        loop.execute(callback);
        loop.execute(() -> EventLoop.current().execute(callback));
        loop.callLater(ofMillis(5), callback);
        called.await();
        loop.close();
        EventLoop.builder().debug(true).build().close();
        EventLoop.builder()
                .exceptionHandler(error -> print(error.message()))
                .build()
                .close();
    }

    @Test
    @SuppressWarnings("UnusedVariable")
    void tasks() {
        Async.run(() -> {
            Task<String> task = createTask(() -> brew("chai"));
            Task<String> named = createTask("chai", () -> brew("chai"));
            String value = task.await();
            Coroutine<String> coroutine = Coroutine.of(() -> brew("chai"));
            value = coroutine.await();
            assertThat(value).isEqualTo("chai");
            task.cancel();
            int requests = task.cancelling() + task.uncancel();
            boolean over = task.isDone() && !task.isCancelled();
            Outcome<String> outcome = task.outcome();
            value = task.resultNow();
            String name = named.name();
            task.onDone(done -> print(done.name()));
            Task<?> self = currentTask();
            int pending = allTasks().size();
            assertThat(over).isTrue();
            assertThat(name).isEqualTo("chai");
            assertThat(pending).isEqualTo(1); // only this one
            assertThat(self.isDone()).isFalse();
            assertThat(outcome).isEqualTo(new Outcome.Success<>("chai"));
        });
    }

    @Test
    @SuppressWarnings("UnusedVariable")
    void combining() {
        Async.run(() -> {
            List<String> cups = gather(() -> brew("Masala"), () -> brew("Green"));
            String order = gather(() -> brew("Masala"), () -> 2, (cup, count) -> count + " " + cup);
            List<Outcome<String>> outcomes = gatherOutcomes(() -> brew("Masala"), () -> brew("Green"));
            List<Task<String>> tasks = List.of(createTask(() -> brew("a")), createTask(() -> brew("b")));
            WaitResult<Task<String>> first = Async.wait(tasks, ReturnWhen.FIRST_COMPLETED);
            for (Task<String> task : asCompleted(tasks)) print(task.await());
            CompletableFuture<String> future = CompletableFuture.completedFuture("chai");
            String value = await(future);
            assertThat(cups).containsExactly("Masala", "Green");
            assertThat(outcomes).hasSize(2);
            assertThat(first.done()).isNotEmpty();
            assertThat(value).isEqualTo("chai");
        });
    }

    @Test
    @SuppressWarnings("UnusedVariable")
    void limits() {
        Async.run(() -> {
            String value = waitFor(() -> brew("chai"), ofSeconds(5));
            value = timeout(ofSeconds(5), () -> brew("chai"));
            timeout(ofSeconds(5), limit -> {
                limit.reschedule(ofSeconds(9));
            });
            value = shield(createTask(() -> brew("chai")));
            value = uncancellable(() -> brew("chai"));
            sleep(ofMillis(5));
            yieldNow();
            byte[] digest = toThread(() -> hash());
            TaskGroup.run(group -> {
                group.createTask(() -> brew("chai"));
            });
            assertThat(value).isEqualTo("chai");
            assertThat(digest).hasSize(1);
        });
    }

    private static final ContextVar<String> USER = ContextVar.named("user");

    @Test
    void flowsAndVariables() {
        Async.run(() -> {
            Flow<String> names = Flows.generate(emitter -> emitter.emit("Earl Grey"));
            for (String name : Flows.iterate(names)) print(name);
            USER.set("Ada");
            assertThat(USER.get()).isEqualTo("Ada");
        });
        assertThat(log).contains("Earl Grey");
    }

    @Test
    void futuresAndPools() {
        ExecutorService pool = Executors.newFixedThreadPool(1);
        Async.run(() -> {
            CompletableFuture<String> later = new CompletableFuture<>();
            createTask(() -> later.complete("chai"));
            assertThat(await(later)).isEqualTo("chai");
            byte[] digest = await(supplyAsync(() -> hash(), pool));
            assertThat(digest).hasSize(1);
        });
        pool.shutdown();
    }

    @Test
    void requests() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 4);
            exchange.getResponseBody().write("chai".getBytes(UTF_8));
            exchange.close();
        });
        server.start();
        try {
            HttpClient http = HttpClient.newHttpClient();
            URI tea = URI.create("http://localhost:" + server.getAddress().getPort() + "/tea");
            HttpRequest request = HttpRequest.newBuilder(tea).build();
            Async.run(() -> {
                HttpResponse<String> page = await(http.sendAsync(request, ofString()));
                assertThat(page.body()).isEqualTo("chai");
            });
        } finally {
            server.stop(0);
        }
    }

    @Test
    void exceptions() {
        Async.run(() -> {
            Task<?> task = createTask(() -> sleep(ofHours(1)));
            task.cancel();
            try {
                task.await();
            } catch (CancellationException e) {
                print("cancelled");
            }
            try {
                timeout(ofMillis(1), () -> sleep(ofSeconds(1)));
            } catch (AsyncTimeoutException e) {
                print("late");
            }
            try {
                TaskGroup.run(group -> {
                    group.createTask(() -> {
                        throw new Exception();
                    });
                });
            } catch (ExceptionGroup e) {
                print(e.exceptions());
            }
        });
        assertThat(log).contains("cancelled", "late", "[java.lang.Exception]");
    }

    @Test
    void programsDoTheSame() throws Exception {
        List<String> java = Async.run(() -> Workers.main());
        assertThat(java).containsExactlyInAnyOrder("CHAI", "MINT", "OOLONG");
        String python = Python.run("workers.py");
        assertThat(python).isEqualTo("['CHAI', 'MINT', 'OOLONG']");
    }

    @Test
    void broadCatchEatsTheRequest() {
        List<String> lines = Async.run(() -> Mistakes.broadCatch());
        assertThat(lines).containsExactly("caught java.util.concurrent.CancellationException", "went on");
    }

    @Test
    void onlyTheTaskItselfWaits() {
        Shown.as("asyncio-self.txt", catchThrowable(() -> Async.run(() -> Mistakes.awaitsItself())));
    }

    @Test
    void coroutineRunsOnce() {
        Shown.as("asyncio-twice.txt", catchThrowable(() -> Async.run(() -> Mistakes.awaitsTwice())));
    }

    @Test
    void noLoopIsRunning() {
        Shown.as("asyncio-no-loop.txt", catchThrowable(() -> Mistakes.noLoop()));
    }
}
