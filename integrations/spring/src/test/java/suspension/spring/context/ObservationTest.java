package suspension.spring.context;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static suspension.Async.await;
import static suspension.Async.gather;
import static suspension.Async.sleep;
import static suspension.spring.context.Holder.OBSERVATIONS;
import static suspension.spring.context.Holder.TRACER;

import io.micrometer.observation.Observation;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.micrometer.tracing.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.core.publisher.Mono;
import suspension.Async;
import suspension.EventLoop;
import suspension.spring.Reactive;

@ExtendWith(OutputCaptureExtension.class)
class ObservationTest {

    private final EventLoop loop =
            EventLoop.builder().capture(TaskContext::capture).build();

    @AfterEach
    void close() {
        loop.close();
    }

    private static String current() {
        Observation current = OBSERVATIONS.getCurrentObservation();
        return current == null ? "none" : Objects.toString(current.getContext().getName());
    }

    private static String parent() {
        Observation current = Objects.requireNonNull(OBSERVATIONS.getCurrentObservation());
        var parent = current.getContext().getParentObservation();
        return current() + " of "
                + (parent == null ? "none" : parent.getContextView().getName());
    }

    @Test
    void observationsNestAcrossSuspensions(CapturedOutput output) {
        List<String> seen = new ArrayList<>();
        Observation request = Observation.start("request", OBSERVATIONS);
        request.scoped(() -> loop.run(() -> {
            Observation.createNotStarted("order", OBSERVATIONS).observe(() -> {
                sleep(ofMillis(1));
                seen.add(parent());
                Observation.createNotStarted("payment", OBSERVATIONS).observe(() -> {
                    await(c -> KotlinCode.onIo(ObservationTest::current, c));
                    seen.add(parent());
                });
                sleep(ofMillis(1));
                seen.add(parent());
                seen.addAll(gather(
                        () -> Observation.createNotStarted("left", OBSERVATIONS).observe(() -> {
                            sleep(ofMillis(1));
                            return parent();
                        }),
                        () -> Observation.createNotStarted("right", OBSERVATIONS)
                                .observe(ObservationTest::parent)));
                seen.add(parent());
            });
            seen.add(current());
            sleep(ofMillis(1));
            seen.add(current());
        }));
        seen.add(current());
        assertThat(seen)
                .containsExactly(
                        "order of request",
                        "payment of order",
                        "order of request",
                        "left of order",
                        "right of order",
                        "order of request",
                        "request",
                        "request",
                        "none");
        assertThat(output.getAll()).doesNotContain("WARN");
        assertThat(loop.run(ObservationTest::current)).isEqualTo("none");
    }

    @Test
    void theSpanIsThatOfTheObservation() {
        Observation request = Observation.start("request", OBSERVATIONS);
        request.scoped(() -> loop.run(() -> {
            Span outer = TRACER.currentSpan();
            Observation.createNotStarted("order", OBSERVATIONS).observe(() -> {
                Span before = TRACER.currentSpan();
                assertThat(before).isNotEqualTo(outer);
                sleep(ofMillis(1));
                assertThat(TRACER.currentSpan()).isEqualTo(before);
            });
            assertThat(TRACER.currentSpan()).isEqualTo(outer);
            sleep(ofMillis(1));
            assertThat(TRACER.currentSpan()).isEqualTo(outer);
        }));
        assertThat(TRACER.currentSpan()).isNull();
        assertThat(loop.run(() -> TRACER.currentSpan() == null)).isTrue();
    }

    /** A client of Reactor's makes its observation the child of the one in Reactor's context. */
    @Test
    void whatABodyAwaitsFromReactorHasTheObservationThatTheBodyHasNow() {
        String key = ObservationThreadLocalAccessor.KEY;
        Mono<String> seen = Mono.deferContextual(context -> Mono.just(
                Objects.toString(context.<Observation>get(key).getContext().getName())));
        Observation request = Observation.start("request", OBSERVATIONS);
        request.scoped(() -> loop.run(() -> {
            assertThat(Reactive.await(seen)).isEqualTo("request");
            Observation.createNotStarted("order", OBSERVATIONS).observe(() -> {
                assertThat(Reactive.await(seen)).isEqualTo("order");
                assertThat(Async.<String>await(c -> KotlinCode.valueOfReactor(key, c)))
                        .contains("name='order'");
                assertThat(gather(() -> Reactive.await(seen))).containsExactly("order");
            });
            assertThat(Reactive.await(seen)).isEqualTo("request");
        }));
    }
}
