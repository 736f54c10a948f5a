package suspension.spring.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static suspension.Async.await;
import static suspension.Async.sleep;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import kotlinx.coroutines.DelayKt;
import kotlinx.coroutines.flow.Flow;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Mono;
import suspension.EventLoopGroup;
import suspension.interop.Flows;
import suspension.spring.SuspendController;

/** Requests that nobody waits for any more. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LeavingClientTest {

    private final Service.Stack stack;
    Service service;
    Events events;

    LeavingClientTest(Service.Stack stack) {
        this.stack = stack;
    }

    @BeforeAll
    void start() {
        service = Service.start(stack, Application.class, "spring.mvc.async.request-timeout=500ms");
        events = service.bean(Events.class);
    }

    @BeforeEach
    void clear() {
        events.clear();
    }

    @AfterAll
    void close() {
        service.close();
    }

    @Configuration
    @Import({Waits.class, Events.class})
    static class Application {

        @Bean
        WebFilter limit() {
            return (exchange, chain) -> exchange.getRequest().getPath().value().equals("/limited")
                    ? chain.filter(exchange).timeout(Duration.ofMillis(500), Mono.defer(() -> {
                        exchange.getResponse().setStatusCode(HttpStatus.SERVICE_UNAVAILABLE);
                        return exchange.getResponse().setComplete();
                    }))
                    : chain.filter(exchange);
        }
    }

    @SuspendController
    static class Waits {

        private final Events events;

        Waits(Events events) {
            this.events = events;
        }

        /** Waits in a function of Kotlin, and has something to do when that is cancelled. */
        @GetMapping({"/waiting", "/limited"})
        String waiting() {
            events.add("started");
            try {
                await(c -> DelayKt.delay(60_000, c));
                return "too late";
            } catch (CancellationException e) {
                events.add("cancelled: " + e.getMessage());
                sleep(Duration.ofMillis(50));
                events.add("cleaned up");
                throw e;
            }
        }

        @GetMapping(path = "/endless", produces = "text/event-stream")
        Flow<String> endless() {
            return Flows.generate(emitter -> {
                try {
                    for (int i = 1; ; i++) {
                        emitter.emit("tick " + i);
                        sleep(Duration.ofMillis(20));
                    }
                } finally {
                    events.add("ended");
                }
            });
        }

        @GetMapping("/short")
        String shortly() {
            events.add("started");
            try {
                sleep(Duration.ofMillis(20));
                return "short";
            } finally {
                events.add("ended");
            }
        }
    }

    /** Sends a request, and returns the connection. */
    Socket send(String path) throws IOException {
        Socket socket = new Socket("localhost", service.port);
        socket.getOutputStream().write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(US_ASCII));
        return socket;
    }

    @Test
    void flowEndsWhenItsClientLeaves() throws Exception {
        try (Socket socket = send("/endless")) {
            BufferedReader reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
            String line = reader.readLine();
            while (!line.contains("tick 3")) {
                line = reader.readLine();
            }
            assertThat(events.isEmpty()).isTrue();
        }
        assertThat(events.next()).isEqualTo("ended");
    }

    @Test
    void clientsThatLeaveAtRandomLeaveNothingBehind() throws Exception {
        Random random = new Random(1);
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Socket socket = send("/short");
            if (random.nextBoolean()) {
                socket.setSoLinger(true, 0); // resets the connection
            }
            sockets.add(socket);
            if (random.nextInt(3) > 0) {
                sockets.remove(random.nextInt(sockets.size())).close();
            }
        }
        for (Socket socket : sockets) {
            socket.close();
        }
        HttpResponse<String> response = service.get("/short");
        assertThat(response.body()).isEqualTo("short");
        int running = 0;
        int started = 0;
        do {
            running += events.next().equals("started") ? 1 : -1;
            started += 1;
        } while (running > 0 || !events.isEmpty());
        assertThat(started).isGreaterThan(2);
        assertThat(service.bean(EventLoopGroup.class).loops()).allSatisfy(loop -> {
            int onlyThisOne = loop.run(() -> loop.statistics().pendingTasks());
            assertThat(onlyThisOne).isOne();
        });
    }
}
