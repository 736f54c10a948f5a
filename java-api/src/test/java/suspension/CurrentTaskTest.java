package suspension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Asking for the current task where there is none: nothing suspends there, so the answer does not say that it would. */
class CurrentTaskTest {

    private static void assertTruthful(Throwable refusal) {
        assertThat(refusal)
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("currentTask()")
                .hasMessageContaining("CurrentTaskTest")
                .hasMessageNotContaining("suspends");
    }

    @Test
    void isRefusedOnAPlainThread() {
        Throwable refusal = catchThrowable(() -> Async.currentTask());
        assertTruthful(refusal);
        assertThat(refusal)
                .hasMessageContaining("thread '" + Thread.currentThread().getName() + "'");
    }

    @Test
    void isRefusedInACallback() {
        try (EventLoop loop = EventLoop.start("busy")) {
            CompletableFuture<Throwable> refusal = new CompletableFuture<>();
            loop.execute(() -> refusal.complete(catchThrowable(() -> Async.currentTask())));
            assertTruthful(
                    refusal.orTimeout(20, java.util.concurrent.TimeUnit.SECONDS).join());
            assertThat(refusal.join()).hasMessageContaining("'busy'");
        }
    }

    @Test
    void isRefusedInKotlinCode() {
        assertTruthful(Async.run(continuation -> catchThrowable(() -> Async.currentTask())));
    }

    @Test
    void isRefusedInKotlinCodeThatABodyCalls() {
        Async.run(() -> assertTruthful(Async.await(continuation -> catchThrowable(() -> Async.currentTask()))));
    }

    @Test
    void isRefusedOnAThreadOfToThread() {
        Async.run(() -> assertTruthful(Async.toThread(() -> catchThrowable(() -> Async.currentTask()))));
    }
}
