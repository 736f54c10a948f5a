package suspension.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.ContinuationKt;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlin.jvm.functions.Function1;
import kotlin.jvm.functions.Function2;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.CoroutineScope;
import kotlinx.coroutines.CoroutineStart;
import kotlinx.coroutines.Deferred;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowKt;
import org.junit.jupiter.api.Test;
import suspension.Async;
import suspension.EventLoop;

/** Java lambdas that Kotlin starts as suspend lambdas. */
class LambdaTest {

    private final List<String> log = new ArrayList<>();

    private final Directory directory = new Directory(new JavaUsers(id -> "user-" + id));

    @Test
    void higherOrderFunctionCallsItMoreThanOnce() {
        AtomicInteger attempts = new AtomicInteger();

        String value = Async.run(c -> directory.retry(
                3,
                Suspend.lambda(() -> {
                    Async.yieldNow();
                    if (attempts.incrementAndGet() < 3) {
                        throw new IllegalStateException("not yet");
                    }
                    return "at last";
                }),
                c));

        assertThat(value).isEqualTo("at last");
        assertThat(attempts).hasValue(3);
    }

    @Test
    void actionIsCalledForEachElement() {
        Async.run(c -> directory.each(
                Suspend.lambda((String user) -> {
                    Async.yieldNow();
                    log.add(user);
                }),
                c));

        assertThat(log).containsExactly("ada", "bob");
    }

    @Test
    void receiverAndArgumentAreTwoArguments() {
        String value = Async.run(c -> directory.inScope(
                Suspend.lambda((Users users, Long id) -> Async.<String>await(inner -> users.find(id, inner))), c));

        assertThat(value).isEqualTo("user-7");
    }

    @Test
    void asyncRunsItOnItsLoop() throws Exception {
        try (EventLoop loop = EventLoop.start()) {
            Deferred<String> deferred = BuildersKt.async(
                    loop.scope(),
                    EmptyCoroutineContext.INSTANCE,
                    CoroutineStart.DEFAULT,
                    Suspend.lambda((CoroutineScope scope) -> {
                        Async.yieldNow();
                        return EventLoop.current().name();
                    }));

            String value = loop.run(c -> deferred.await(c));

            assertThat(value).isEqualTo(loop.name());
        }
    }

    @Test
    void withContextRunsItOnAnotherDispatcher() {
        Function2<CoroutineScope, Continuation<? super Boolean>, Object> block =
                Suspend.lambda((CoroutineScope scope) -> Thread.currentThread().isDaemon());

        Boolean daemon = Async.run(c -> BuildersKt.withContext(Dispatchers.getDefault(), block, c));

        assertThat(daemon).isTrue();
    }

    @Test
    void flowMapCallsItForEachElement() {
        Flow<Integer> doubled = FlowKt.mapLatest(FlowKt.flowOf(1), Suspend.lambda((Integer number) -> {
            Async.yieldNow();
            return number * 2;
        }));

        assertThat(Async.run(Flows.toList(doubled))).containsExactly(2);
    }

    @Test
    void startCoroutineRunsItAgainAndAgain() {
        Function1<Continuation<? super String>, Object> block = Suspend.lambda(() -> "started");

        for (int i = 0; i < 2; i++) {
            CompletableFuture<Object> result = new CompletableFuture<>();
            ContinuationKt.startCoroutine(block, new Completion(result));
            assertThat(result.join()).isEqualTo("started");
        }
    }

    @Test
    void createCoroutineMakesOneThatIsResumedLater() {
        Function1<Continuation<? super String>, Object> block = Suspend.lambda(() -> "created");
        CompletableFuture<Object> result = new CompletableFuture<>();

        Continuation<kotlin.Unit> coroutine = ContinuationKt.createCoroutine(block, new Completion(result));
        assertThat(result).isNotDone();
        coroutine.resumeWith(kotlin.Unit.INSTANCE);

        assertThat(result.join()).isEqualTo("created");
    }

    private record Completion(CompletableFuture<Object> result) implements Continuation<String> {

        @Override
        public CoroutineContext getContext() {
            return EmptyCoroutineContext.INSTANCE;
        }

        @Override
        public void resumeWith(Object value) {
            result.complete(value);
        }
    }
}
