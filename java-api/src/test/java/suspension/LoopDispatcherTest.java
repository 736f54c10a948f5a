package suspension;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;
import static suspension.TestBodies.forever;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import kotlinx.coroutines.DelayKt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The dispatcher of a loop in the hands of code that closes dispatchers. Either it cannot be closed, or that is to close
 * the loop; in no case does the loop stop under its tasks.
 */
@Timeout(60)
class LoopDispatcherTest {

    private final Events events = new Events();

    /** What code does that owns the dispatchers it is given; false if there is nothing to close. */
    private static boolean closeDispatcher(EventLoop loop) throws Exception {
        if (loop.dispatcher() instanceof AutoCloseable closeable) {
            CompletableFuture<Void> closed = new CompletableFuture<>();
            new Thread(() -> {
                        try {
                            closeable.close();
                            closed.complete(null);
                        } catch (Throwable e) {
                            closed.completeExceptionally(e);
                        }
                    })
                    .start();
            assertThat(catchThrowable(() -> closed.get(20, SECONDS))).isNull();
            return true;
        }
        return false;
    }

    @Test
    void closingItLosesNoTaskThatIsAcceptedAfterwards() throws Exception {
        EventLoop loop = EventLoop.start();
        closeDispatcher(loop);
        for (int i = 0; i < 200; i++) {
            Task<String> task;
            try {
                task = loop.createTask(() -> "tea");
            } catch (IllegalStateException e) {
                events.add("refused");
                break;
            }
            Throwable failure = catchThrowable(() -> task.get(5, SECONDS));
            assertThat(failure == null || failure instanceof CancellationException)
                    .as("task " + i + " ended with " + failure)
                    .isTrue();
        }
        assertThatCode(() -> loop.close()).doesNotThrowAnyException();
    }

    @Test
    void closingItLosesNoTaskThatWaits() throws Exception {
        EventLoop loop = EventLoop.start();
        Task<?> body = loop.createTask(() -> forever(events, "body"));
        Task<?> function = loop.createTask(continuation -> DelayKt.delay(86_400_000, SuspendCalls.unit(continuation)));
        loop.run(Async::yieldNow);
        if (!closeDispatcher(loop)) {
            loop.close();
        }
        assertThat(catchThrowable(() -> body.get(5, SECONDS))).isInstanceOf(CancellationException.class);
        assertThat(catchThrowable(() -> function.get(5, SECONDS))).isInstanceOf(CancellationException.class);
        assertThat(events.all()).containsExactly("body cancelled");
    }

    @Test
    void closingItLosesNoCallback() throws Exception {
        EventLoop loop = EventLoop.start();
        closeDispatcher(loop);
        CompletableFuture<String> called = new CompletableFuture<>();
        try {
            loop.execute(() -> called.complete("called"));
        } catch (java.util.concurrent.RejectedExecutionException e) {
            called.complete("refused");
        }
        assertThat(called.get(5, SECONDS)).isIn("called", "refused");
        loop.close();
    }
}
