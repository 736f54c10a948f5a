package suspension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static suspension.TestBodies.awaitLatch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;

/** That the counters of {@link LoopStatistics} add up. */
class LoopCountersTest {

    @Test
    void everyEndIsCountedOnce() {
        EventLoop loop = EventLoop.builder().exceptionHandler(error -> {}).build();
        loop.run(() -> {
            fails(() -> Async.gather(() -> "value", () -> {
                throw new IllegalStateException("failed");
            }));
            fails(() -> Async.gather(
                    () -> {
                        throw new CancellationException("by itself");
                    },
                    () -> "value",
                    (a, b) -> "never"));
            Task<Void> neverEntered = Async.createTask(() -> TestBodies.forever());
            neverEntered.cancel();
            fails(neverEntered::await);
            Task<Object> late = Async.createTask(() -> {
                throw new AsyncTimeoutException("late", null);
            });
            fails(late::await);
            TaskGroupFailure.run();
        });
        loop.close();
        LoopStatistics end = loop.statistics();
        assertThat(end.pendingTasks()).isZero();
        assertThat(end.createdTasks()).isEqualTo(1 + 2 + 2 + 1 + 1 + 2);
        assertThat(end.failedTasks()).isEqualTo(1 + 1 + 1);
        assertThat(end.cancelledTasks()).isEqualTo(1 + 1 + 1);
    }

    private static void fails(ThrowableAssert.ThrowingCallable code) {
        assertThat(catchThrowable(code)).isNotNull();
    }

    /** A group of a task that fails, and one that is cancelled therefore. */
    private static final class TaskGroupFailure {

        static void run() {
            Throwable failure = catchThrowable(() -> TaskGroup.run(group -> {
                group.createTask(() -> TestBodies.forever());
                group.createTask(() -> {
                    throw new IllegalStateException("dry");
                });
            }));
            assertThat(failure)
                    .isExactlyInstanceOf(ExceptionGroup.class)
                    .hasCauseInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void readersSeeFiguresThatFitTogetherWhileTasksComeAndGo() throws InterruptedException {
        EventLoop loop = EventLoop.start();
        List<Throwable> wrong = new ArrayList<>();
        CountDownLatch ended = new CountDownLatch(1);
        Thread reader = new Thread(() -> {
            LoopStatistics before = loop.statistics();
            while (ended.getCount() > 0) {
                LoopStatistics now = loop.statistics();
                try {
                    assertThat(now.pendingTasks() + now.failedTasks() + now.cancelledTasks())
                            .isLessThanOrEqualTo(now.createdTasks());
                    assertThat(now.createdTasks()).isGreaterThanOrEqualTo(before.createdTasks());
                    assertThat(now.slices()).isGreaterThanOrEqualTo(before.slices());
                    assertThat(now.timeInSlices()).isGreaterThanOrEqualTo(before.timeInSlices());
                    assertThat(now.pendingTasks()).isNotNegative();
                    assertThat(now.threads()).isNotNegative();
                    assertThat(now.queueLag()).isGreaterThanOrEqualTo(Duration.ZERO);
                    assertThat(now.timerLag()).isGreaterThanOrEqualTo(Duration.ZERO);
                } catch (Throwable e) {
                    wrong.add(e);
                    return;
                }
                before = now;
            }
        });
        reader.start();
        for (int i = 0; i < 300; i++) {
            loop.run(
                    () -> Async.gather(() -> TestBodies.settle(), () -> Async.sleep(Duration.ofNanos(1000)), () -> {}));
        }
        ended.countDown();
        reader.join();
        loop.close();
        assertThat(wrong).isEmpty();
        assertThat(loop.statistics().createdTasks()).isEqualTo(300 * 4);
    }

    @Test
    void itMayBeReadInABodyAndInALongSliceAndAfterTheEnd() {
        EventLoop loop = EventLoop.start();
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Task<LoopStatistics> task = loop.createTask(() -> {
            stuck.countDown();
            awaitLatch(release);
            return loop.statistics();
        });
        awaitLatch(stuck);
        LoopStatistics outside = loop.statistics();
        release.countDown();
        LoopStatistics inside = task.join();
        assertThat(outside.slices()).isEqualTo(inside.slices());
        assertThat(inside.longestSlice()).isGreaterThanOrEqualTo(outside.longestSlice());
        assertThat(inside.pendingTasks()).isEqualTo(1);
        loop.close();
        LoopStatistics after = loop.statistics();
        assertThat(loop.statistics().timeInSlices()).isEqualTo(after.timeInSlices());
        assertThat(after.threads()).isZero();
        assertThat(after.blockingThreads()).isZero();
    }
}
