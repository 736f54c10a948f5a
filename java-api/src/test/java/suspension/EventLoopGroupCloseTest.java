package suspension;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static suspension.TestBodies.awaitLatch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class EventLoopGroupCloseTest {

    private final Events events = new Events();

    private static EventLoopGroup group(int size) {
        return EventLoopGroup.builder().name("g").size(size).build();
    }

    /** The tasks never suspend, so that none needs a thread of its own, however many there are before the close. */
    @Test
    void aTaskThatStartsMeanwhileIsRefusedOrEnds() throws InterruptedException {
        for (int round = 0; round < 20; round++) {
            EventLoopGroup group = group(3);
            List<Task<String>> accepted = new CopyOnWriteArrayList<>();
            List<Throwable> refusals = new CopyOnWriteArrayList<>();
            CountDownLatch begun = new CountDownLatch(2);
            List<Thread> starters = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                Thread starter = new Thread(() -> {
                    for (int started = 0; started < 1000; started++) {
                        try {
                            accepted.add(group.createTask(() -> "value"));
                        } catch (IllegalStateException e) {
                            refusals.add(e);
                            return;
                        } finally {
                            begun.countDown();
                        }
                    }
                });
                starter.start();
                starters.add(starter);
            }
            awaitLatch(begun);
            group.close();
            for (Thread starter : starters) {
                starter.join();
            }
            assertThat(accepted).allSatisfy(task -> assertThat(task.isDone()).isTrue());
            assertThat(refusals).allSatisfy(refusal -> assertThat(refusal).hasMessageContaining("accepts no more"));
            long created = 0;
            for (EventLoop loop : group.loops()) {
                LoopStatistics now = loop.statistics();
                assertThat(now.pendingTasks()).isZero();
                assertThat(now.threads()).isZero();
                created += now.createdTasks();
            }
            assertThat(created).isEqualTo(accepted.size());
        }
    }

    @Test
    void theTimeIsForAllTogether() {
        EventLoopGroup group = group(3);
        CountDownLatch stuck = new CountDownLatch(3);
        CountDownLatch release = new CountDownLatch(1);
        for (int i = 0; i < 3; i++) {
            group.createTask("kettle-" + i, () -> {
                stuck.countDown();
                awaitLatch(release);
            });
        }
        awaitLatch(stuck);
        try (LogRecords log = new LogRecords()) {
            assertThat(group.close(ofMillis(20))).isFalse();
            assertThat(log.messages()).hasSize(3);
            for (int i = 0; i < 3; i++) {
                assertThat(log.messages().get(i)).contains("'g-" + (i + 1) + "'", "kettle-" + i, "PT0.02S");
            }
            assertThat(group.close(ofSeconds(-1))).isFalse();
        }
        release.countDown();
        group.close();
        assertThat(group.close(ofSeconds(Long.MAX_VALUE))).isTrue();
    }

    @Test
    void anInterruptDoesNotEndItAndIsKept() throws InterruptedException {
        for (boolean limited : List.of(false, true)) {
            EventLoopGroup group = group(2);
            CountDownLatch stuck = new CountDownLatch(2);
            CountDownLatch release = new CountDownLatch(1);
            for (int i = 0; i < 2; i++) {
                group.createTask(() -> {
                    stuck.countDown();
                    awaitLatch(release);
                });
            }
            awaitLatch(stuck);
            CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
            Thread closer = new Thread(() -> {
                Thread.currentThread().interrupt();
                if (limited) {
                    assertThat(group.close(ofSeconds(20))).isTrue();
                } else {
                    group.close();
                }
                interrupted.complete(Thread.currentThread().isInterrupted());
            });
            closer.start();
            closer.interrupt();
            release.countDown();
            closer.join();
            assertThat(interrupted).isCompletedWithValue(true);
        }
    }

    @Test
    void aBodyOfOneLoopThatAwaitsAnotherLoopsTaskEnds() {
        EventLoopGroup group = group(2);
        CountDownLatch waiting = new CountDownLatch(1);
        Task<Void> other = group.createTask(() -> TestBodies.forever(events, "other"));
        group.createTask(() -> {
            waiting.countDown();
            try {
                Async.await(other.toCompletableFuture());
            } finally {
                Throwable late = catchThrowable(() -> group.createTask(() -> "late"));
                events.add(late == null ? "started" : late.getClass().getSimpleName());
            }
        });
        awaitLatch(waiting);
        group.close();
        assertThat(events.all()).contains("other cancelled").hasSize(2);
        assertThat(other.isCancelled()).isTrue();
    }

    @Test
    void itIsRefusedWhereverALoopWouldWaitForTheCaller() {
        try (EventLoopGroup group = group(2)) {
            group.run(() -> {
                assertRefused(group);
                Async.toThread(() -> assertRefused(group));
                Async.withContext(kotlinx.coroutines.Dispatchers.getIO(), () -> assertRefused(group));
            });
            CountDownLatch called = new CountDownLatch(1);
            group.next().execute(() -> {
                assertRefused(group);
                events.add("callback");
                called.countDown();
            });
            awaitLatch(called);
            assertThat(group.run(() -> "a") + group.run(() -> "b")).isEqualTo("ab");
        }
        assertThat(events.all()).containsExactly("callback");
    }

    private static void assertRefused(EventLoopGroup group) {
        for (Throwable refusal :
                List.of(catchThrowable(group::close), catchThrowable(() -> group.close(ofSeconds(1))))) {
            assertThat(refusal).isExactlyInstanceOf(IllegalStateException.class).hasMessageContaining("close(");
        }
    }

    @Test
    void itsRequestsNameTheLoop() {
        EventLoopGroup group = group(2);
        CountDownLatch started = new CountDownLatch(2);
        List<Task<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            tasks.add(group.createTask(() -> {
                started.countDown();
                TestBodies.forever();
            }));
        }
        awaitLatch(started);
        group.close();
        assertThatThrownBy(tasks.get(0)::join)
                .isInstanceOf(CancellationException.class)
                .hasMessage("Loop 'g-1' was closed");
        assertThatThrownBy(tasks.get(1)::join)
                .isInstanceOf(CancellationException.class)
                .hasMessage("Loop 'g-2' was closed");
    }

    @Test
    void aLoopThatWasClosedByItselfIsNotChosen() {
        for (EventLoopGroup.Choice choice : EventLoopGroup.Choice.values()) {
            try (EventLoopGroup group =
                    EventLoopGroup.builder().name("g").size(3).choice(choice).build()) {
                Gate end = new Gate();
                for (EventLoop loop : group.loops()) {
                    loop.createTask(end::await);
                }
                group.loops().get(1).close();
                for (int i = 0; i < 6; i++) {
                    assertThat(group.run(() -> EventLoop.current().name())).isNotEqualTo("g-2");
                }
                end.open();
            }
        }
    }
}
