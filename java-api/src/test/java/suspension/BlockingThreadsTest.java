package suspension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.TestBodies.awaitLatch;
import static suspension.TestBodies.settle;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** A loop that is built with a limit for the threads of toThread. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class BlockingThreadsTest {

    private final EventLoop loop =
            EventLoop.builder().name("narrow").blockingThreads(1).build();
    private final Events events = new Events();
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void closeLoop() {
        release.countDown();
        Home.close(loop);
    }

    private Task<Void> blockTheOnlyThread() {
        CountDownLatch running = new CountDownLatch(1);
        Task<Void> caller = loop.createTask(() -> Async.toThread(() -> {
            running.countDown();
            awaitLatch(release);
            events.add("first call ends");
        }));
        awaitLatch(running);
        return caller;
    }

    @Test
    void callsRunOneAfterAnotherInTheirOrder() {
        List<Task<Void>> callers = new ArrayList<>();
        callers.add(blockTheOnlyThread());
        for (int i = 1; i <= 3; i++) {
            String call = "call " + i;
            callers.add(loop.createTask(() -> Async.toThread(() -> events.add(call))));
        }
        Home.value(loop.createTask(() -> settle()));
        release.countDown();
        callers.forEach(Home::value);

        assertThat(events.all()).containsExactly("first call ends", "call 1", "call 2", "call 3");
    }

    @Test
    void callsShareTheOneThread() {
        for (int i = 0; i < 5; i++) { // under -ea kotlinx adds the coroutine to the name
            Task<String> task = loop.createTask(
                    () -> Async.toThread(() -> Thread.currentThread().getName().replaceFirst(" @.*", "")));
            assertThat(Home.value(task)).isEqualTo("narrow-blocking-1");
        }
    }

    @Test
    void cancelledCallerWithdrawsItsCall() {
        Task<Void> first = blockTheOnlyThread();
        Task<Void> second = loop.createTask(() -> Async.toThread(() -> events.add("second call")));
        Task<Void> third = loop.createTask(() -> Async.toThread(() -> events.add("third call")));
        Home.value(loop.createTask(() -> settle()));
        second.cancel();
        Home.end(second);
        release.countDown();
        Home.value(first);
        Home.value(third);

        assertThat(second.isCancelled()).isTrue();
        assertThat(events.all()).containsExactly("first call ends", "third call");
    }

    @Test
    void callThatFailsLeavesTheThreadToTheNext() {
        IllegalStateException failure = new IllegalStateException("call failed");
        Task<Void> bad = loop.createTask(() -> Async.toThread(() -> {
            throw failure;
        }));
        Home.end(bad);

        assertThat(bad.exceptionNow()).isSameAs(failure);
        assertThat(Home.value(loop.createTask(() -> Async.toThread(() -> "next"))))
                .isEqualTo("next");
    }

    @Test
    void limitIsPositive() {
        EventLoop.Builder builder = EventLoop.builder();
        for (int limit : new int[] {0, -1}) {
            assertThatThrownBy(() -> builder.blockingThreads(limit))
                    .isExactlyInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(String.valueOf(limit));
        }
    }
}
