package suspension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import kotlinx.coroutines.Dispatchers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Closing a loop in code that runs elsewhere, but that the loop would wait for. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class CloseElsewhereTest {

    private final EventLoop loop = EventLoop.start("own");

    @AfterEach
    void closeLoop() {
        Home.close(loop);
    }

    private void assertRefused(Awaitable<Throwable, ?> body) {
        assertThat(Home.value(loop.createTask(body)))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'own'");
        assertThat(Home.value(loop.createTask(() -> "alive"))).isEqualTo("alive");
    }

    @Test
    void refusedInABodyThatHasChangedItsDispatcher() {
        assertRefused(() -> Async.withContext(Dispatchers.getIO(), () -> catchThrowable(loop::close)));
    }

    @Test
    void refusedThereWithATimeLimitToo() {
        assertRefused(() ->
                Async.withContext(Dispatchers.getIO(), () -> catchThrowable(() -> loop.close(Duration.ofMillis(10)))));
    }

    @Test
    void refusedInABodyThatHasChangedItsDispatcherTwice() {
        assertRefused(() -> Async.withContext(
                Dispatchers.getIO(),
                () -> Async.withContext(Dispatchers.getDefault(), () -> catchThrowable(loop::close))));
    }

    @Test
    void refusedInACallOnAThreadThatSuchABodyWaitsFor() {
        assertRefused(() -> Async.withContext(
                Dispatchers.getIO(),
                () -> Async.uncancellable(() -> Async.toThread(() -> catchThrowable(loop::close)))));
    }

    @Test
    void aScopeIsRefusedInACallOnAThreadThatItsOwnTaskWaitsFor() {
        TaskScope scope = TaskScope.on(Dispatchers.getIO());
        Task<Throwable> task =
                scope.createTask(() -> Async.uncancellable(() -> Async.toThread(() -> catchThrowable(scope::close))));
        assertThat(Home.value(task))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is one of them");
        scope.close();
    }

    @Test
    void refusedInATaskThatWasStartedThere() {
        assertRefused(() -> Async.withContext(
                Dispatchers.getIO(),
                () -> Async.createTask(() -> catchThrowable(loop::close)).await()));
    }

    @Test
    void anotherLoopMayBeClosedThere() {
        EventLoop other = EventLoop.start("other");
        Task<Boolean> task =
                loop.createTask(() -> Async.withContext(Dispatchers.getIO(), () -> other.close(Duration.ofSeconds(5))));
        assertThat(Home.value(task)).isTrue();
    }

    @Test
    void bodyOfAnotherScopeMayCloseTheLoop() {
        EventLoop other = EventLoop.start("other");
        TaskScope scope = TaskScope.on(Dispatchers.getIO());
        Task<Boolean> task = scope.createTask(() -> other.close(Duration.ofSeconds(5)));
        assertThat(Home.value(task)).isTrue();
    }
}
