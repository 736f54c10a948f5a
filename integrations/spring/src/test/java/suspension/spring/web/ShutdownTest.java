package suspension.spring.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.Async.await;
import static suspension.Async.sleep;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import kotlinx.coroutines.DelayKt;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import suspension.Coroutine;
import suspension.EventLoopGroup;
import suspension.spring.SuspendController;

/** A service that is closed while it has requests. */
@ExtendWith(OutputCaptureExtension.class)
class ShutdownTest {

    @Configuration
    @Import({Work.class, Events.class})
    static class Application {}

    @SuspendController
    static class Work {

        final AtomicInteger started = new AtomicInteger();
        final AtomicInteger cancelled = new AtomicInteger();
        private final Events events;

        Work(Events events) {
            this.events = events;
        }

        @GetMapping("/work")
        String work() {
            started.incrementAndGet();
            events.add("started");
            try {
                sleep(Duration.ofMillis(100));
                return "done";
            } catch (CancellationException e) {
                cancelled.incrementAndGet();
                throw e;
            }
        }

        @GetMapping("/coroutine")
        Coroutine<String> coroutine() {
            return Coroutine.of(() -> "done");
        }

        @GetMapping("/forever")
        String forever() {
            events.add("started");
            try {
                await(c -> DelayKt.delay(60_000, c));
                return "too late";
            } catch (CancellationException e) {
                events.add("cancelled");
                throw e;
            }
        }
    }

    private static void closeWithin(Service service, Duration limit) {
        long begin = System.nanoTime();
        service.close();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(limit);
    }

    @ParameterizedTest
    @EnumSource
    void requestsUnderWayAreAnsweredAndOthersRefused(Service.Stack stack) throws Exception {
        Service service = Service.start(stack, Application.class, "spring.lifecycle.timeout-per-shutdown-phase=10s");
        Events events = service.bean(Events.class);
        EventLoopGroup loops = service.bean(EventLoopGroup.class);
        List<CompletableFuture<HttpResponse<String>>> responses =
                Stream.generate(() -> service.getLater("/work")).limit(20).toList();
        for (int i = 0; i < 20; i++) {
            assertThat(events.next()).isEqualTo("started");
        }
        closeWithin(service, Duration.ofSeconds(10));
        for (CompletableFuture<HttpResponse<String>> response : responses) {
            assertThat(response.join().body()).isEqualTo("done");
        }
        assertThatThrownBy(() -> service.get("/work")).isInstanceOf(ConnectException.class);
        assertThatThrownBy(() -> loops.createTask(() -> {})).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @EnumSource
    void requestThatFindsTheLoopsClosedIsAnsweredWith503(Service.Stack stack) throws Exception {
        try (Service service = Service.start(stack, Application.class)) {
            service.bean(EventLoopGroup.class).close();
            assertThat(service.get("/work").statusCode()).as("a body").isEqualTo(503);
            assertThat(service.get("/coroutine").statusCode()).as("a coroutine").isEqualTo(503);
        }
    }

    @ParameterizedTest
    @EnumSource
    void bodyThatStartsUnderLoadIsAnsweredOrCancelled(Service.Stack stack) throws Exception {
        Service service = Service.start(stack, Application.class, "spring.lifecycle.timeout-per-shutdown-phase=10s");
        Work work = service.bean(Work.class);
        // Tomcat may leave a connection open of which it takes no more requests.
        HttpRequest impatient =
                service.request("/work").timeout(Duration.ofSeconds(2)).build();
        AtomicInteger answered = new AtomicInteger();
        CompletableFuture<Void> warm = new CompletableFuture<>();
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Thread client = new Thread(() -> {
                try {
                    while (true) {
                        int status = service.client
                                .send(impatient, HttpResponse.BodyHandlers.discarding())
                                .statusCode();
                        if (status == 200 && answered.incrementAndGet() == 20) {
                            warm.complete(null);
                        }
                    }
                } catch (IOException | InterruptedException e) {
                    // the service is gone
                }
            });
            client.start();
            clients.add(client);
        }
        warm.join();
        closeWithin(service, Duration.ofSeconds(10));
        for (Thread client : clients) {
            client.join();
        }
        assertThat(answered.get() + work.cancelled.get()).isEqualTo(work.started.get());
        if (stack == Service.Stack.MVC) { // Reactor Netty closes connections in whose requests it has just begun
            assertThat(work.cancelled.get()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void requestThatOutlastsTheLimitIsCancelled(Service.Stack stack, CapturedOutput output) throws Exception {
        Service service = Service.start(stack, Application.class, "spring.lifecycle.timeout-per-shutdown-phase=300ms");
        Events events = service.bean(Events.class);
        CompletableFuture<HttpResponse<String>> response = service.getLater("/forever");
        assertThat(events.next()).isEqualTo("started");
        closeWithin(service, Duration.ofSeconds(5));
        assertThat(events.next()).isEqualTo("cancelled");
        // The connection is cut, unless the answer to the cancelled request comes first.
        int status = response.handle((answer, cut) -> answer == null ? 0 : answer.statusCode())
                .get(5, TimeUnit.SECONDS);
        assertThat(status).isIn(0, 503);
        assertThat(output).doesNotContain("ERROR");
    }
}
