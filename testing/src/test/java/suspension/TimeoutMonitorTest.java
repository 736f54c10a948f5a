package suspension;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import suspension.testing.AsyncTest;

/** What a timeout sets off when it expires is the user's code, and runs in no monitor of the timeout. */
class TimeoutMonitorTest {

    private static final Executor PLAIN = task -> new Thread(task).start();

    private final List<Object> answers = new ArrayList<>();

    /** Has the timeout cancel a future, one of whose callbacks asks another thread, and waits for its answer. */
    private void expire(java.util.function.Function<Timeout, Supplier<Object>> question) {
        Throwable late = catchThrowable(() -> Async.timeout(ofSeconds(1), (Timeout limit) -> {
            CompletableFuture<String> future = new CompletableFuture<>();
            CompletableFuture<Void> asked = future.handle(
                            (value, failure) -> answers.add(answer(question.apply(limit))))
                    .thenAccept(added -> {});
            try {
                Async.await(future);
            } finally {
                assertThat(asked).isCompleted();
            }
        }));
        assertThat(late).isExactlyInstanceOf(AsyncTimeoutException.class);
    }

    private static Object answer(Supplier<Object> question) {
        try {
            return CompletableFuture.supplyAsync(question, PLAIN).get(5, SECONDS);
        } catch (TimeoutException e) {
            return "no answer while the timeout expires";
        } catch (Exception e) {
            return e;
        }
    }

    @AsyncTest
    void anotherThreadMayAskWhetherItHasExpired() {
        expire(limit -> limit::expired);
        assertThat(answers).containsExactly(true);
    }

    @AsyncTest
    void anotherThreadMayAskWhenItExpires() {
        expire(limit -> () -> limit.when().isPresent());
        assertThat(answers).singleElement().isInstanceOf(Boolean.class);
    }

    @AsyncTest
    void anotherThreadMayAskForItsText() {
        expire(limit -> limit::toString);
        assertThat(answers).singleElement().asString().startsWith("Timeout[");
    }

    @AsyncTest
    void anotherThreadThatWouldMoveItIsRefused() {
        expire(limit -> () -> catchThrowable(() -> limit.reschedule(ofDays(1))));
        assertThat(answers).singleElement().isExactlyInstanceOf(IllegalStateException.class);
    }
}
