package suspension;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.Async.asCompleted;
import static suspension.Async.createTask;
import static suspension.Async.sleep;

import java.util.Iterator;
import java.util.List;
import suspension.testing.AsyncTest;
import suspension.testing.VirtualClock;

/** {@code wait} and {@code asCompleted} with a limit, which cancels nothing. */
class TimedWaitTest {

    private static Task<String> brew(String name, int seconds) {
        return createTask(name, () -> {
            sleep(ofSeconds(seconds));
            return name;
        });
    }

    @AsyncTest
    void aTimeoutReturnsWhatThereIsAndCancelsNothing(VirtualClock clock) {
        Task<String> done = brew("done", 1);
        Task<String> pending = brew("pending", 10);
        WaitResult<Task<String>> result = Async.wait(List.of(pending, done), ofSeconds(5));
        assertThat(clock.elapsed()).isEqualTo(ofSeconds(5));
        assertThat(result.done()).containsExactly(done);
        assertThat(result.pending()).containsExactly(pending);
        assertThat(pending.cancelling()).isZero();
        assertThat(pending.await()).isEqualTo("pending");
        assertThat(clock.elapsed()).isEqualTo(ofSeconds(10));
    }

    @AsyncTest
    void returnsBeforeTheTimeoutWhenAllAreDone(VirtualClock clock) {
        Async.wait(List.of(brew("a", 1), brew("b", 3)), ofSeconds(5));
        assertThat(clock.elapsed()).isEqualTo(ofSeconds(3));
    }

    @AsyncTest
    void aTimeoutIsThrownByNextAndCancelsNothing(VirtualClock clock) {
        Task<String> quick = brew("quick", 1);
        Task<String> slow = brew("slow", 20);
        Iterator<Task<String>> tasks =
                asCompleted(List.of(slow, quick), ofSeconds(10)).iterator();
        assertThat(tasks.next()).isSameAs(quick);
        assertThat(clock.elapsed()).isEqualTo(ofSeconds(1));
        for (int i = 0; i < 2; i++) {
            assertThat(tasks.hasNext()).isTrue();
            assertThatThrownBy(tasks::next)
                    .isExactlyInstanceOf(AsyncTimeoutException.class)
                    .hasMessageContaining("PT10S");
            assertThat(clock.elapsed()).isEqualTo(ofSeconds(10));
        }
        assertThat(slow.cancelling()).isZero();
        sleep(ofSeconds(20));
        assertThat(tasks.next()).isSameAs(slow);
        assertThat(tasks.hasNext()).isFalse();
    }
}
