package suspension.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import kotlinx.coroutines.DelayKt;
import kotlinx.coroutines.Dispatchers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import suspension.Async;
import suspension.ExceptionGroup;
import suspension.Rival;
import suspension.Task;
import suspension.TaskGroup;
import suspension.TaskScope;

/** Groups off a loop, whose tasks fail, start and stop it in parallel with its parent. */
@Timeout(120)
class TaskGroupElsewhereStressTest {

    private final long start = System.nanoTime();

    /** Bounded in time too: on a machine that is busy a round takes long. */
    private boolean goesOn(int round, int most) {
        return round < most && System.nanoTime() - start < TimeUnit.SECONDS.toNanos(4);
    }

    private final IllegalArgumentException failure = new IllegalArgumentException("of a child");

    /** Tasks started while their group aborts, of one round. */
    private final List<Task<?>> started = new CopyOnWriteArrayList<>();

    @Test
    void bodiesThatStartWhileTheirGroupAbortsAreCancelledOrRefused() throws Exception {
        assertAllAreCancelled(group -> group.createTask(() -> Async.sleep(Duration.ofDays(1))));
    }

    @Test
    void functionsThatStartWhileTheirGroupAbortsAreCancelledOrRefused() throws Exception {
        assertAllAreCancelled(group -> group.createTask(c -> DelayKt.delay(TimeUnit.DAYS.toMillis(1), c)));
    }

    private interface Starter {
        Task<?> start(TaskGroup group);
    }

    private void assertAllAreCancelled(Starter starter) throws Exception {
        TaskScope scope = TaskScope.on(Dispatchers.getIO());
        for (int round = 0; goesOn(round, 1_000); round++) {
            started.clear();
            Task<Void> parent = scope.createTask(() -> startUntilItFails(starter));
            try {
                parent.get(10, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                started.forEach(Task::cancel); // or the group waits for them for ever
                throw new AssertionError("a task of an aborted group was never cancelled, in round " + round, e);
            }
            assertThat(started).allMatch(Task::isCancelled);
        }
        scope.close();
    }

    private void startUntilItFails(Starter starter) {
        try {
            TaskGroup.run(group -> {
                group.createTask(() -> {
                    throw failure;
                });
                try {
                    while (started.size() < 1_000) {
                        started.add(starter.start(group));
                    }
                } catch (IllegalStateException refused) {
                    // a CancellationException is one too; either way the group aborts
                }
            });
            throw new AssertionError("the group did not fail");
        } catch (ExceptionGroup e) {
            assertThat(e.exceptions()).containsExactly(failure);
        }
    }

    // The end of a group

    /** Between the last look at its tasks and its end, somebody else stops the group. */
    @Test
    void requestOfAGroupThatIsStoppedAtItsEndNeverOutlivesIt() throws Exception {
        TaskScope scope = TaskScope.on(Dispatchers.getIO());
        scope.createTask(() -> {
                    AtomicReference<@Nullable TaskGroup> current = new AtomicReference<>();
                    try (Rival rival = new Rival(() -> stop(current.get()))) {
                        for (int round = 0; goesOn(round, 50_000); round++) {
                            int moment = round % 16;
                            TaskGroup.run(group -> {
                                current.set(group);
                                rival.go();
                                Rival.spin(moment);
                            });
                            rival.awaitAct();
                            assertNothingIsLeft(round);
                        }
                    }
                })
                .get(60, TimeUnit.SECONDS);
        scope.close();
    }

    /** Called by the rival, when there is a group. */
    private static void stop(@Nullable TaskGroup group) {
        if (group != null) {
            group.cancel();
        }
    }

    /** The last task fails just when its parent looks whether all are done. */
    @Test
    void requestOfAGroupWhoseLastTaskFailsNeverOutlivesIt() throws Exception {
        TaskScope scope = TaskScope.on(Dispatchers.getIO());
        scope.createTask(() -> {
                    for (int round = 0; goesOn(round, 20_000); round++) {
                        int moment = round % 256;
                        AtomicBoolean failing = new AtomicBoolean();
                        try {
                            TaskGroup.run(group -> {
                                group.createTask(() -> {
                                    failing.set(true);
                                    throw failure;
                                });
                                while (!failing.get()) {
                                    Thread.onSpinWait();
                                }
                                Rival.spin(moment);
                            });
                        } catch (ExceptionGroup e) {
                            assertThat(e.exceptions()).containsExactly(failure);
                        }
                        assertNothingIsLeft(round);
                    }
                })
                .get(60, TimeUnit.SECONDS);
        scope.close();
    }

    private static void assertNothingIsLeft(int round) {
        try {
            Async.yieldNow();
        } catch (CancellationException e) {
            throw new AssertionError("round " + round + ": a cancellation that nobody asked for", e);
        }
        assertThat(Async.currentTask().cancelling()).isZero();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
}
