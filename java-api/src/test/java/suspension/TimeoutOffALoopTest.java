package suspension;

import static java.time.Duration.ofMillis;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import kotlinx.coroutines.Dispatchers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A timeout on a dispatcher, which expires beside its body: the twin of what virtual time tests on a loop. */
@Timeout(60)
class TimeoutOffALoopTest {

    private static final Executor PLAIN = task -> new Thread(task).start();

    @Test
    void completesTheUsersFutureInNoMonitor() throws Exception {
        CompletableFuture<String> future = new CompletableFuture<>();
        CompletableFuture<Object> answer = new CompletableFuture<>();
        try (TaskScope scope = TaskScope.on(Dispatchers.getIO())) {
            Task<Throwable> task = scope.createTask(() ->
                    catchThrowable(() -> Async.timeout(ofMillis(20), (suspension.Timeout limit) -> {
                        CompletableFuture<Boolean> asked =
                                future.handle((value, failure) -> answer.complete(ask(limit)));
                        assertThat(asked).isNotNull();
                        Async.await(future);
                    })));
            assertThat(task.get(20, SECONDS)).isExactlyInstanceOf(AsyncTimeoutException.class);
        }
        assertThat(answer.get(20, SECONDS)).isEqualTo(true);
    }

    private static Object ask(suspension.Timeout limit) {
        try {
            return CompletableFuture.supplyAsync(limit::expired, PLAIN).get(5, SECONDS);
        } catch (TimeoutException e) {
            return "no answer while the timeout expires";
        } catch (Exception e) {
            return e;
        }
    }

    /** The request must not meet the body after it has left, though it may leave while the timeout expires. */
    @Test
    void leavesNoRequestBehindHoweverCloseItExpires() throws Exception {
        CountDownLatch late = new CountDownLatch(50);
        try (TaskScope scope = TaskScope.on(Dispatchers.getIO())) {
            Task<?> task = scope.createTask(() -> {
                for (int i = 0; i < 5_000 && late.getCount() > 0; i++) {
                    try {
                        Async.timeout(ofMillis(1), () -> {
                            long end = System.nanoTime() + 1_000_000;
                            while (System.nanoTime() < end) {
                                Thread.onSpinWait();
                            }
                            Async.yieldNow();
                        });
                    } catch (AsyncTimeoutException e) {
                        late.countDown();
                    }
                    assertThat(Async.currentTask().cancelling()).isZero();
                    Async.yieldNow(); // would meet what is left
                }
            });
            task.get(40, SECONDS);
        }
        assertThat(late.getCount()).isLessThan(50);
    }
}
