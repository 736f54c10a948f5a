package suspension.spring.context;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static suspension.Async.await;
import static suspension.Async.gather;
import static suspension.Async.sleep;
import static suspension.Async.toThread;

import java.util.List;
import kotlinx.coroutines.reactor.ReactorContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import suspension.Async;
import suspension.Awaitable;
import suspension.EventLoop;
import suspension.spring.Reactive;
import suspension.spring.context.Holder.Undo;

/** What a subscriber has, in the tasks that are started for it, and back in what they await. */
class ReactorContextTest {

    private final EventLoop loop =
            EventLoop.builder().capture(TaskContext::capture).build();

    @AfterEach
    void close() {
        loop.close();
    }

    private <T> Mono<T> run(Awaitable<T, ?> body) {
        return TaskContext.deferred(() -> Reactive.mono(loop.createTask(body)));
    }

    private static SecurityContext user(String name) {
        return new SecurityContextImpl(new TestingAuthenticationToken(name, ""));
    }

    private static Mono<String> userOfReactor() {
        return ReactiveSecurityContextHolder.getContext()
                .map(context -> context.getAuthentication().getName())
                .defaultIfEmpty("none");
    }

    private static List<String> users() {
        sleep(ofMillis(1));
        return List.of(
                Holder.SECURITY.seen(),
                toThread(Holder.SECURITY::seen),
                gather(Holder.SECURITY::seen).get(0),
                Async.<String>await(KotlinCode::userOfReactor),
                Async.<String>await(c -> KotlinCode.onIo(Holder.SECURITY::seen, c)),
                Reactive.await(userOfReactor()),
                gather(() -> Reactive.await(userOfReactor())).get(0));
    }

    @Test
    void theUserOfTheSubscriberIsInBothHolders() {
        List<String> users = run(ReactorContextTest::users)
                .contextWrite(ReactiveSecurityContextHolder.withSecurityContext(Mono.just(user("ada"))))
                .block();
        assertThat(users).hasSize(7).containsOnly("ada");
    }

    @Test
    void theTaskStartsWhenTheUserHasBeenLoaded() {
        Mono<SecurityContext> loaded = Mono.delay(ofMillis(1)).map(tick -> user("ada"));
        List<String> users = run(ReactorContextTest::users)
                .contextWrite(ReactiveSecurityContextHolder.withSecurityContext(loaded))
                .block();
        assertThat(users).hasSize(7).containsOnly("ada");
    }

    @Test
    void aSubscriberWithoutUserHasNone() {
        Awaitable<String, ?> body = () -> Holder.SECURITY.seen() + Reactive.await(userOfReactor());
        assertThat(run(body)
                        .contextWrite(ReactiveSecurityContextHolder.withSecurityContext(
                                Mono.<SecurityContext>empty().hide()))
                        .block())
                .isEqualTo("nonenone");
        assertThat(run(body).block()).isEqualTo("nonenone");
    }

    @Test
    void aUserWhomTheBodySetsIsThereForWhatItAwaits() {
        assertThat(loop.run(() -> {
                    try (Undo change = Holder.SECURITY.with("bob")) {
                        sleep(ofMillis(1));
                        return Reactive.await(userOfReactor()) + await(KotlinCode::userOfReactor);
                    }
                }))
                .isEqualTo("bobbob");
    }

    @Test
    void whateverElseTheSubscriberHasComesBackInWhatIsAwaited() {
        Mono<String> order =
                Mono.deferContextual(context -> Mono.just(context.getOrDefault("order", "none") + context.size()));
        MDC.put("order", "7");
        MDC.remove("order"); // leaves an empty map, which is nothing to carry
        String alone = loop.run(() -> Reactive.await(order));
        assertThat(alone).isEqualTo("none0");
        String seen = run(() -> Reactive.await(order)
                        + Async.<String>await(c -> KotlinCode.valueOfReactor("order", c))
                        + gather(() -> Reactive.await(order)).get(0))
                .contextWrite(Context.of("order", "7"))
                .block();
        assertThat(seen).isEqualTo("71771");
    }

    @Test
    void aContextWithOneThingMoreStillTellsWhatTheTaskHasNow() {
        loop.run(() -> {
            Context more = Async.<ReactorContext>await(c -> c.getContext().get(ReactorContext.Key))
                    .getContext()
                    .put("tenant", "acme");
            try (Undo entry = Holder.MDC_ENTRY.with("7")) {
                assertThat(more.<Object>get("cp.slf4j")).hasToString("{order=7}");
                assertThat(more.delete("tenant").<Object>get("cp.slf4j")).hasToString("{order=7}");
            }
            assertThat(more.<String>get("tenant")).isEqualTo("acme");
        });
    }

    @Test
    void whoeverReadsTheContextInAnyWayFindsTheSame() {
        Context context;
        try (Undo entry = Holder.MDC_ENTRY.with("7")) {
            context = TaskContext.with(
                    Context.of("tenant", "acme"),
                    () -> TaskContext.capture().get(ReactorContext.Key).getContext());
        }
        String key = "cp.slf4j";
        assertThat(context.<Object>get(key)).hasToString("{order=7}");
        assertThat(context.<String>get("tenant")).isEqualTo("acme");
        assertThat(context.hasKey("nothing")).isFalse();
        assertThat(context.size()).isEqualTo(2);
        assertThat(context.stream()).hasSize(2);
        assertThat(context.put("a", "b").size()).isEqualTo(3);
        assertThat(context.delete(key).hasKey(key)).isFalse();
        assertThat(context.delete("tenant").size()).isEqualTo(1);
    }
}
