package suspension.spring.context;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import suspension.EventLoop;
import suspension.spring.Reactive;
import suspension.spring.SuspensionAutoConfiguration;
import suspension.spring.context.Holder.Undo;

/** What the service's own loops do without being asked, and how that is turned off. */
class ContextPropagationTest {

    private final ApplicationContextRunner contexts = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(SuspensionAutoConfiguration.class))
            .withPropertyValues("suspension.loops=1");

    private static String seen(EventLoop loop) {
        Mono<String> tenant = Mono.deferContextual(context -> Mono.just(context.getOrDefault("tenant", "no tenant")));
        try (Undo entry = Holder.MDC_ENTRY.with("7")) {
            return TaskContext.with(
                    Context.of("tenant", "acme"),
                    () -> loop.run(() -> Holder.MDC_ENTRY.seen() + " " + Reactive.await(tenant)));
        }
    }

    @Test
    void theLoopsOfTheServiceCarryIt() {
        contexts.run(
                context -> assertThat(seen(context.getBean(EventLoop.class))).isEqualTo("7 acme"));
    }

    @Test
    void turnedOffOnlyReactorsContextFollows() {
        contexts.withPropertyValues("suspension.context-propagation=false")
                .run(context ->
                        assertThat(seen(context.getBean(EventLoop.class))).isEqualTo("none acme"));
    }
}
