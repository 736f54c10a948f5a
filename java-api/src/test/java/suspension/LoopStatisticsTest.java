package suspension;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.TestBodies.awaitLatch;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LoopStatisticsTest {

    private static final Duration LONG = ofMillis(20);

    /** Holds the turn for so long. */
    private static void hold(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - end < 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void countsTasks() {
        EventLoop loop = EventLoop.builder().exceptionHandler(error -> {}).build();
        Gate end = new Gate();
        Task<Void> pending = loop.createTask(end::await);
        loop.createTask(() -> "value").join();
        Task<String> failing = loop.createTask(() -> {
            throw new IllegalStateException("dry");
        });
        assertThatThrownBy(failing::join).hasMessage("dry");
        Task<Void> cancelled = loop.createTask(() -> TestBodies.forever());
        cancelled.cancel();
        assertThatThrownBy(cancelled::join).isInstanceOf(CancellationException.class);
        LoopStatistics now = loop.statistics();
        assertThat(now.pendingTasks()).isEqualTo(1);
        assertThat(now.createdTasks()).isEqualTo(4);
        assertThat(now.failedTasks()).isEqualTo(1);
        assertThat(now.cancelledTasks()).isEqualTo(1);
        end.open();
        pending.join();
        loop.close();
        assertThatThrownBy(() -> loop.createTask(() -> "late")).isInstanceOf(IllegalStateException.class);
        assertThat(loop.statistics().createdTasks()).isEqualTo(4);
        assertThat(loop.statistics().pendingTasks()).isZero();
    }

    @Test
    void countsEachSlice() {
        try (EventLoop loop = EventLoop.start()) {
            loop.run(() -> {
                long before = loop.statistics().slices();
                for (int i = 0; i < 100; i++) {
                    Async.yieldNow();
                }
                assertThat(loop.statistics().slices() - before).isEqualTo(100);
            });
        }
    }

    @Test
    void aSliceThatHoldsTheTurnIsTheLongest() {
        try (EventLoop loop = EventLoop.start()) {
            loop.run(() -> hold(LONG));
            LoopStatistics now = loop.statistics();
            assertThat(now.longestSlice()).isGreaterThanOrEqualTo(LONG);
            assertThat(now.timeInSlices()).isGreaterThanOrEqualTo(now.longestSlice());
        }
    }

    @Test
    void whileASliceHoldsTheTurnItsFiguresGrow() {
        try (EventLoop loop = EventLoop.start()) {
            CountDownLatch stuck = new CountDownLatch(1);
            CountDownLatch release = new CountDownLatch(1);
            loop.execute(() -> {
                stuck.countDown();
                awaitLatch(release);
            });
            awaitLatch(stuck);
            hold(LONG);
            LoopStatistics now = loop.statistics();
            release.countDown();
            assertThat(now.longestSlice()).isGreaterThanOrEqualTo(LONG);
            assertThat(now.queueLag()).isGreaterThanOrEqualTo(LONG);
            assertThat(now.timeInSlices()).isGreaterThanOrEqualTo(LONG);
        }
    }

    @Test
    void timeThatTheLoopSleepsIsNotInSlices() {
        try (EventLoop loop = EventLoop.start()) {
            loop.run(() -> Async.sleep(LONG));
            Duration busy = loop.statistics().timeInSlices();
            for (int i = 0; i < 1000; i++) { // until it sleeps again
                hold(ofMillis(1));
                Duration next = loop.statistics().timeInSlices();
                if (next.equals(busy)) {
                    return;
                }
                busy = next;
            }
            throw new AssertionError("a loop without work is busy");
        }
    }

    @Test
    void aTimerThatMustWaitForTheTurnIsLate() {
        EventLoop loop = EventLoop.start();
        loop.run(() -> {
            Gate fired = new Gate();
            loop.callLater(ofMillis(1), fired::open);
            hold(LONG.plusMillis(1));
            fired.await();
        });
        loop.close();
        assertThat(loop.statistics().timerLag()).isGreaterThanOrEqualTo(LONG);
    }

    @Test
    void aTimerWithoutDelayIsNotLate() {
        EventLoop loop = EventLoop.start();
        CountDownLatch fired = new CountDownLatch(1);
        loop.callLater(Duration.ofDays(-1), fired::countDown);
        awaitLatch(fired);
        loop.close();
        assertThat(loop.statistics().timerLag()).isLessThan(Duration.ofDays(1));
    }

    @Test
    void aSuspendedBodyHasAThread() {
        EventLoop loop = EventLoop.start();
        Gate started = new Gate();
        loop.createTask(() -> TestBodies.forever());
        loop.createTask(() -> {
            started.open();
            TestBodies.forever();
        });
        loop.run(() -> {
            started.await();
            Async.toThread(() -> {});
        });
        assertThat(loop.statistics().threads()).isGreaterThanOrEqualTo(3);
        assertThat(loop.statistics().blockingThreads()).isEqualTo(1);
        loop.close();
        assertThat(loop.statistics().threads()).isZero();
    }
}
