package suspension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.Async.createTask;
import static suspension.Async.yieldNow;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import kotlinx.coroutines.JobKt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A request that was passed on to a suspend function, which gave a value all the same: the next wait meets it. */
@Timeout(60)
class PostponedRequestTest {

    private final CompletableFuture<Continuation<? super String>> called = new CompletableFuture<>();

    private String callThatTakesNoNotice() {
        return Async.<String>await(continuation -> {
            called.complete(continuation);
            return IntrinsicsKt.getCOROUTINE_SUSPENDED();
        });
    }

    private void cancelThenResume(Task<?> task) {
        assertThat(task.cancel()).isTrue();
        called.join().resumeWith("value");
    }

    @Test
    void isNotSwallowedByATimeoutThatExpires() {
        Async.run(() -> {
            Task<String> task = createTask(() -> {
                String value = callThatTakesNoNotice();
                assertThatThrownBy(() -> Async.timeout(Duration.ZERO, () -> yieldNow()))
                        .isInstanceOf(CancellationException.class);
                return value;
            });
            yieldNow();
            cancelThenResume(task);
            assertThat(task.await()).isEqualTo("value");
        });
    }

    @Test
    void isNotLostWhenTheFunctionGivesItsValueWhileAnotherThreadStillAsks() throws Exception {
        try (EventLoop loop = EventLoop.start()) {
            for (int round = 0; round < 2_000; round++) {
                CompletableFuture<Continuation<? super String>> handed = new CompletableFuture<>();
                Task<String> task = loop.createTask(() -> {
                    String value = Async.<String>await(continuation -> {
                        JobKt.getJob(continuation.getContext()).invokeOnCompletion(cause -> {
                            continuation.resumeWith("value"); // within cancel()
                            return Unit.INSTANCE;
                        });
                        handed.complete(continuation);
                        return IntrinsicsKt.getCOROUTINE_SUSPENDED();
                    });
                    assertThatThrownBy(() -> Async.sleep(Duration.ofDays(1))).isInstanceOf(CancellationException.class);
                    return value;
                });
                handed.join();
                assertThat(task.cancel()).isTrue();
                assertThat(task.get()).isEqualTo("value");
            }
        }
    }
}
