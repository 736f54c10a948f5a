package suspension;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static suspension.Async.createTask;
import static suspension.Async.gather;
import static suspension.Async.shield;
import static suspension.Async.sleep;
import static suspension.Async.yieldNow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import suspension.testing.AsyncTest;

/** Groups, gathers, timeouts and shields in every order, while tasks are cancelled, limits come early and calls fail. */
class TasksUnderEveryScheduleTest {

    private int begun;
    private int ended;

    private Void work() {
        begun++;
        try {
            yieldNow();
            sleep(ofMillis(2));
        } finally {
            ended++;
        }
        return null;
    }

    private Void workAndFail() throws IOException {
        work();
        throw new IOException("broken");
    }

    /** A body in a task of its own, which may be cancelled too. */
    private static Task<?> settled(Action<?> body) {
        Task<?> task = createTask("parent", body);
        Async.wait(List.of(task));
        return task;
    }

    @AsyncTest(interleavings = 2_000, cancellations = true)
    void aGroupEndsAfterItsTasks() {
        Task<?> parent = settled(() -> {
            try {
                TaskGroup.run(group -> {
                    for (int i = 0; i < 3; i++) {
                        Task<?> unused = group.createTask(this::work);
                    }
                    Task<?> unusedLate = group.createTask(() -> {
                        yieldNow();
                        return group.createTask(this::work);
                    });
                    yieldNow();
                });
            } finally {
                assertThat(ended).isEqualTo(begun);
            }
        });
        assertThat(parent.outcome()).isNotInstanceOf(Outcome.Failure.class);
    }

    @AsyncTest(interleavings = 2_000, cancellations = true)
    void aGroupThatFailsEndsAfterItsTasks() {
        Task<?> parent = settled(() -> {
            try {
                TaskGroup.run(group -> {
                    Task<?> unusedFailing = group.createTask(this::workAndFail);
                    for (int i = 0; i < 3; i++) {
                        Task<?> unused = group.createTask(this::work);
                    }
                });
            } finally {
                assertThat(ended).isEqualTo(begun);
            }
        });
        if (parent.outcome() instanceof Outcome.Failure<?> failure) {
            assertThat(failure.exception()).isInstanceOf(ExceptionGroup.class);
        }
    }

    @AsyncTest(interleavings = 2_000, cancellations = true, timeouts = true)
    void limitsWithinLimitsEndTheirOwnRegions() {
        List<String> events = new ArrayList<>();
        Task<?> parent = settled(() -> {
            try {
                Async.timeout(ofSeconds(2), () -> {
                    try {
                        Async.timeout(ofSeconds(1), () -> {
                            work();
                            work();
                        });
                    } catch (AsyncTimeoutException e) {
                        events.add("inner");
                        yieldNow();
                    }
                });
            } catch (AsyncTimeoutException e) {
                events.add("outer");
            }
            if (Async.currentTask().cancelling() == 0) {
                yieldNow(); // nothing is left of a limit
            }
        });
        assertThat(ended).isEqualTo(begun);
        assertThat(parent.outcome()).isNotInstanceOf(Outcome.Failure.class);
        assertThat(events).isIn(List.of(), List.of("inner"), List.of("outer"), List.of("inner", "outer"));
    }

    @AsyncTest(interleavings = 2_000, cancellations = true)
    void gatherLeavesNothingBehindThatIsNotAskedToCancel() {
        Task<?> parent = settled(() -> gather(this::work, this::work, this::work));
        sleep(ofSeconds(1));
        assertThat(ended).isEqualTo(begun);
        assertThat(parent.outcome()).isNotInstanceOf(Outcome.Failure.class);
    }

    @AsyncTest(interleavings = 1_000)
    void aShieldedTaskIsNotCancelled() {
        Task<Void> inner = createTask("inner", this::work);
        Task<?> outer = createTask("outer", () -> shield(inner));
        Task<?> cancelling = createTask("cancelling", () -> {
            yieldNow();
            outer.cancel();
        });
        Async.wait(List.of(inner, outer, cancelling));
        assertThat(inner.isCancelled()).isFalse();
        assertThat(ended).isEqualTo(1);
    }

    @AsyncTest(interleavings = 2_000, cancellations = true)
    void eachTaskIsCompletedOnce() {
        List<Task<Void>> tasks = List.of(createTask(this::work), createTask(this::work), createTask(this::work));
        List<Task<?>> seen = new ArrayList<>();
        for (Task<Void> task : Async.asCompleted(tasks)) {
            assertThat(task.isDone()).isTrue();
            seen.add(task);
        }
        assertThat(seen).doesNotHaveDuplicates().hasSize(3);
    }

    @AsyncTest(interleavings = 1_000, cancellations = true, failures = IOException.class)
    void aCallThatFailsLeavesItsCallerAsItWas() {
        Task<?> parent = settled(() -> {
            begun++;
            try {
                Async.uncancellable(() -> yieldNow());
                String done = Async.toThread(() -> "done");
                assertThat(done).isEqualTo("done");
            } catch (CancellationException e) {
                assertThat(Async.currentTask().cancelling()).isPositive();
                throw e;
            } finally {
                ended++;
            }
        });
        assertThat(ended).isEqualTo(begun);
        if (parent.outcome() instanceof Outcome.Failure<?> failure) {
            assertThat(failure.exception()).isInstanceOf(IOException.class);
        }
    }
}
