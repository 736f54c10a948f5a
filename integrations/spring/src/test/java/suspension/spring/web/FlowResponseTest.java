package suspension.spring.web;

import static org.assertj.core.api.Assertions.assertThat;
import static suspension.Async.sleep;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import kotlinx.coroutines.flow.Flow;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.reactivestreams.Subscription;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.BaseSubscriber;
import suspension.EventLoopGroup;
import suspension.interop.Flows;

/** Flows that handler methods return. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FlowResponseTest {

    private final Service.Stack stack;
    private Service service;

    FlowResponseTest(Service.Stack stack) {
        this.stack = stack;
    }

    @BeforeAll
    void start() {
        service = Service.start(stack, Application.class);
    }

    @AfterAll
    void close() {
        service.close();
    }

    record Element(int value, boolean onLoop) {}

    @Configuration
    @Import(Numbers.class)
    static class Application {}

    @RestController
    static class Numbers {

        @GetMapping("/numbers")
        Flow<Element> numbers() {
            return Flows.generate(emitter -> {
                for (int i = 1; i <= 2; i++) {
                    sleep(Duration.ofMillis(1));
                    emitter.emit(new Element(i, Thread.currentThread().getName().startsWith("web-")));
                }
            });
        }

        @GetMapping("/entity")
        ResponseEntity<Flow<Element>> entity() {
            return ResponseEntity.accepted().body(numbers());
        }

        @GetMapping("/failing")
        Flow<Element> failing() {
            return Flows.generate(emitter -> {
                throw new IllegalStateException("no numbers");
            });
        }
    }

    private HttpResponse<String> get(String path, String type) throws Exception {
        HttpRequest request = service.request(path).header("Accept", type).build();
        return service.client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static final List<String> ELEMENTS =
            List.of("{\"value\":1,\"onLoop\":true}", "{\"value\":2,\"onLoop\":true}");

    @Test
    void flowIsStreamOfEvents() throws Exception {
        assertThat(get("/numbers", "text/event-stream").body())
                .isEqualTo("data:" + ELEMENTS.get(0) + "\n\ndata:" + ELEMENTS.get(1) + "\n\n");
    }

    @Test
    void flowIsLinesOfJson() throws Exception {
        assertThat(get("/numbers", "application/x-ndjson").body()).isEqualTo(String.join("\n", ELEMENTS) + "\n");
    }

    @Test
    void flowIsList() throws Exception {
        assertThat(get("/numbers", "application/json").body()).isEqualTo("[" + String.join(",", ELEMENTS) + "]");
    }

    @Test
    void flowMayBeInEntity() throws Exception {
        HttpResponse<String> response = get("/entity", "text/event-stream");
        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.body()).contains(ELEMENTS);
    }

    @Test
    void failureOfFlowIsError() throws Exception {
        assertThat(get("/failing", "application/json").statusCode()).isEqualTo(500);
    }

    @Test
    void flowGivesNoMoreThanIsAskedForAndEndsWhenNobodyWantsMore() throws Exception {
        Events events = new Events();
        Flow<Integer> flow = Flows.generate(emitter -> {
            try {
                for (int i = 1; ; i++) {
                    events.add("emits " + i);
                    emitter.emit(i);
                }
            } finally {
                events.add("ended");
            }
        });
        ReactiveAdapterRegistry registry = new ReactiveAdapterRegistry();
        FlowAdapter.register(registry, () -> service.bean(EventLoopGroup.class), true);
        BaseSubscriber<Object> subscriber = new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                subscription.request(2);
            }

            @Override
            protected void hookOnNext(Object value) {
                events.add("got " + value);
            }
        };
        registry.getAdapter(Flow.class).toPublisher(flow).subscribe(subscriber);
        assertThat(List.of(events.next(), events.next(), events.next(), events.next()))
                .containsExactly("emits 1", "got 1", "emits 2", "got 2");
        subscriber.request(1);
        assertThat(List.of(events.next(), events.next())).containsExactly("emits 3", "got 3");
        subscriber.cancel();
        assertThat(events.next()).isEqualTo("ended");
        assertThat(events.isEmpty()).isTrue();
    }
}
