package suspension;

import static java.time.Duration.ofDays;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static suspension.Async.createTask;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class CoroutineTest {

    private final Events events = new Events();

    private Coroutine<String> tea() {
        return Coroutine.of(() -> {
            events.add("brewing");
            return "tea";
        });
    }

    @Test
    void isCold() {
        Coroutine<String> coroutine = tea();
        assertThat(coroutine).hasToString("Coroutine[not started]");
        assertThat(events.all()).isEmpty();
        assertThat(Async.run(coroutine)).isEqualTo("tea");
        assertThat(coroutine).hasToString("Coroutine[started]");
        assertThat(events.all()).containsExactly("brewing");
    }

    @Test
    void isAwaitedInTheCallersOwnTask() {
        Async.run(() -> {
            Task<?> inside = Coroutine.<Task<?>>of(Async::currentTask).await();
            assertThat(inside).isSameAs(Async.currentTask());
            assertThat(Coroutine.suspending(continuation -> "function").await()).isEqualTo("function");
        });
    }

    @Test
    void runsOnlyOnceWhicheverWayItIsStarted() {
        Async.run(() -> {
            for (Throwable refusal : List.of(
                    secondUse(coroutine -> coroutine.await()),
                    secondUse(coroutine -> createTask(coroutine)),
                    secondUse(coroutine -> Async.gather(coroutine, createTask(() -> "x"))),
                    secondUse(coroutine -> Async.waitFor(coroutine, ofDays(1))),
                    secondUse(coroutine -> Async.shield(coroutine)),
                    secondUse(coroutine -> coroutine.named("again")),
                    secondUse(coroutine -> TaskGroup.run(
                            (TaskGroup group) -> group.createTask(coroutine).await())))) {
                Throwable cause = refusal instanceof ExceptionGroup group
                        ? group.exceptions().get(0)
                        : refusal;
                assertThat(cause)
                        .isExactlyInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("only once");
            }
        });
        assertThat(events.all()).hasSize(7).containsOnly("brewing");
    }

    private interface Use {
        Object of(Coroutine<String> coroutine);
    }

    private Throwable secondUse(Use use) {
        Coroutine<String> coroutine = tea();
        coroutine.await();
        return catchThrowable(() -> use.of(coroutine));
    }

    @Test
    void outsideABodyIsRefusedAndStaysUsable() {
        Coroutine<String> coroutine = tea();
        assertThatThrownBy(coroutine::await)
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Coroutine.await()")
                .hasMessageContaining("Async.run(");
        assertThat(Async.run(coroutine)).isEqualTo("tea");
    }

    @Test
    void wrapsChecked() {
        IOException failure = new IOException("gone");
        Async.run(() -> {
            Coroutine<String> body = Coroutine.of(() -> {
                throw failure;
            });
            assertThatThrownBy(body::await)
                    .isExactlyInstanceOf(CompletionException.class)
                    .cause()
                    .isSameAs(failure);
        });
    }

    @Test
    void namesTheTaskMadeOfIt() {
        Async.run(() -> {
            Coroutine<String> named = tea().named("kettle");
            assertThat(named).hasToString("Coroutine[kettle, not started]");
            assertThat(createTask(named).name()).isEqualTo("kettle");
        });
    }

    @Test
    void cancellingTheCallerCancelsIt() {
        Async.run(() -> {
            Task<Void> task = createTask(() ->
                    Coroutine.of(() -> TestBodies.forever(events, "coroutine")).await());
            TestBodies.settle();
            task.cancel();
            assertThatThrownBy(task::await).isInstanceOf(CancellationException.class);
        });
        assertThat(events.all()).containsExactly("coroutine cancelled");
    }

    @Test
    void nullsAreRefused() {
        assertThatThrownBy(() -> Coroutine.of((Awaitable<String, RuntimeException>) null))
                .isExactlyInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> Coroutine.of((Action<RuntimeException>) null))
                .isExactlyInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> Coroutine.suspending(null)).isExactlyInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> tea().named(null)).isExactlyInstanceOf(NullPointerException.class);
    }
}
