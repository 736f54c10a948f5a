package suspension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.Async.createTask;
import static suspension.Async.shield;
import static suspension.TestBodies.forever;
import static suspension.TestBodies.untilWaiting;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

@InEveryPlace
class ShieldTest {

    @Parameter
    private Place place;

    private final Events events = new Events();

    @Test
    void givesTheValueOfATaskOrABody() {
        place.run(() -> {
            assertThat(shield(createTask(() -> "task"))).isEqualTo("task");
            assertThat(shield(() -> "body")).isEqualTo("body");
        });
    }

    @Test
    void runsABodyAsATaskOfItsOwn() {
        place.run(() -> {
            Task<?> inside = ShieldTest.<Task<?>>shielded(Async::currentTask);
            assertThat(inside).isNotSameAs(Async.currentTask());
        });
    }

    private static <T> T shielded(Awaitable<T, RuntimeException> body) {
        return shield(body);
    }

    @Test
    void givesTheValueOfATaskThatIsDone() {
        place.run(() -> {
            Task<String> done = createTask(() -> "done");
            done.await();
            assertThat(shield(done)).isEqualTo("done");
        });
    }

    @Test
    void cancellingTheCallerLeavesTheTaskAlone() {
        place.run(() -> {
            CompletableFuture<String> gate = new CompletableFuture<>();
            Task<String> inner = createTask(() -> Async.<String>await(gate));
            Task<String> caller = createTask(() -> shield(inner));
            untilWaiting(inner, caller);
            caller.cancel();
            Async.wait(List.of(caller));
            assertThat(caller.isCancelled()).isTrue();
            assertThat(inner.isDone()).isFalse();
            assertThat(inner.cancelling()).isZero();
            gate.complete("went on");
            assertThat(inner.await()).isEqualTo("went on");
        });
    }

    @Test
    void aCancelledTaskCancelsTheCall() {
        place.run(() -> {
            Task<Void> inner = createTask(() -> forever());
            untilWaiting(inner);
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
        place.run(() -> {
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
        place.run(() -> {
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
    void outsideABodyIsRefused() {
        assertThatThrownBy(() -> shield(() -> "x"))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("shield()");
    }
}
