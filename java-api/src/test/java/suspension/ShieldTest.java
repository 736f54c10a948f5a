package suspension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.Async.createTask;
import static suspension.Async.shield;
import static suspension.Async.yieldNow;
import static suspension.TestBodies.forever;
import static suspension.TestBodies.foreverWithCleanUp;
import static suspension.TestBodies.settle;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class ShieldTest {

    private final Events events = new Events();

    @Test
    void givesTheValueOfATaskOrABody() {
        Async.run(() -> {
            assertThat(shield(createTask(() -> "task"))).isEqualTo("task");
            assertThat(shield(() -> "body")).isEqualTo("body");
        });
    }

    @Test
    void runsABodyAsATaskOfItsOwn() {
        Async.run(() -> {
            Task<?> inside = ShieldTest.<Task<?>>shielded(Async::currentTask);
            assertThat(inside).isNotSameAs(Async.currentTask());
        });
    }

    private static <T> T shielded(Awaitable<T, RuntimeException> body) {
        return shield(body);
    }

    @Test
    void doesNotSuspendForATaskThatIsDone() {
        Async.run(() -> {
            Task<String> done = createTask(() -> "done");
            done.await();
            createTask(() -> events.add("other"));
            events.add(shield(done));
            yieldNow();
        });
        assertThat(events.all()).containsExactly("done", "other");
    }

    @Test
    void cancellingTheCallerLeavesTheTaskAlone() {
        Async.run(() -> {
            CompletableFuture<String> gate = new CompletableFuture<>();
            Task<String> inner = createTask(() -> Async.<String>await(gate));
            Task<String> caller = createTask(() -> shield(inner));
            settle();
            caller.cancel();
            settle();
            assertThat(caller.isCancelled()).isTrue();
            assertThat(inner.isDone()).isFalse();
            assertThat(inner.cancelling()).isZero();
            gate.complete("went on");
            assertThat(inner.await()).isEqualTo("went on");
        });
    }

    @Test
    void aCancelledTaskCancelsTheCall() {
        Async.run(() -> {
            Task<Void> inner = createTask(() -> forever());
            yieldNow();
            inner.cancel("inner");
            assertThatThrownBy(() -> shield(inner))
                    .isInstanceOf(CancellationException.class)
                    .hasMessage("inner");
            assertThat(Async.currentTask().cancelling()).isZero();
        });
    }

    @Test
    void throwsWhatABodyThrowsAsItIs() {
        IOException failure = new IOException("gone");
        Async.run(() -> {
            try {
                shield(() -> read(failure));
            } catch (IOException e) {
                assertThat(e).isSameAs(failure);
                events.add("caught");
            }
        });
        assertThat(events.all()).containsExactly("caught");
    }

    @Test
    void throwsWhatATaskFailedWithAsAwaitDoes() {
        IOException failure = new IOException("gone");
        Async.run(() -> {
            assertThatThrownBy(() -> shield(createTask(() -> read(failure))))
                    .isExactlyInstanceOf(CompletionException.class)
                    .cause()
                    .isSameAs(failure);
            assertThatThrownBy(() -> shield(Coroutine.of(() -> read(failure))))
                    .isExactlyInstanceOf(CompletionException.class)
                    .cause()
                    .isSameAs(failure);
        });
    }

    private static String read(IOException failure) throws IOException {
        throw failure;
    }

    @Test
    void doesNotProtectFromTheEndOfRun() {
        Async.run(() -> {
            createTask(() -> shield(Coroutine.of(() -> foreverWithCleanUp(events, "shielded"))));
            settle();
        });
        assertThat(events.all()).containsExactly("shielded cleaned up");
    }

    @Test
    void anErrorAfterTheCallerLeftIsReportedOnceAndOnlyIfNobodyLooks() {
        Events errors = new Events();
        try (EventLoop loop = EventLoop.builder()
                .exceptionHandler(error -> errors.add(error.exception().getMessage()))
                .build()) {
            loop.run(() -> {
                abandonAndFail("unseen");
                Task<String> seen = abandonAndFail("seen");
                assertThatThrownBy(seen::await).hasMessage("seen");
            });
        }
        assertThat(errors.all()).containsExactly("unseen");
    }

    private static Task<String> abandonAndFail(String message) {
        Task<String> inner = createTask(() -> {
            settle();
            throw new IllegalStateException(message);
        });
        Task<String> caller = createTask(() -> shield(inner));
        yieldNow();
        caller.cancel();
        settle();
        settle();
        assertThat(caller.isCancelled()).isTrue();
        return inner;
    }

    @Test
    void outsideABodyIsRefused() {
        assertThatThrownBy(() -> shield(() -> "x"))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("shield()");
    }
}
