package suspension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static suspension.Async.createTask;
import static suspension.TestBodies.forever;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.CoroutineDispatcher;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.ExecutorsKt;
import org.junit.jupiter.api.Test;

/** What can happen to a group only where its bodies run in parallel, and are interrupted while they block. */
class TaskGroupOnDispatcherTest {

    private final IllegalStateException failure = new IllegalStateException("child failed");

    @Test
    void aTaskCreatedWhileItAbortsIsRefusedOrCancelled() {
        Place.DISPATCHER.run(() -> {
            for (int round = 0; round < 200; round++) {
                assertThatThrownBy(() -> TaskGroup.run(group -> {
                            group.createTask(() -> {
                                throw failure;
                            });
                            createUntilRefused(group);
                        }))
                        .isInstanceOfSatisfying(
                                ExceptionGroup.class,
                                thrown -> assertThat(thrown.exceptions()).containsExactly(failure));
            }
        });
    }

    private static void createUntilRefused(TaskGroup group) {
        try {
            for (int i = 0; i < 50; i++) {
                group.createTask(() -> forever());
            }
        } catch (IllegalStateException e) {
            assertThat(e).hasMessageContaining("being cancelled");
        }
    }

    @Test
    void cancelledWhileItsBodyBlocksItIsACancelledTask() {
        Place.DISPATCHER.run(() -> {
            Gate entered = new Gate();
            Task<Void> parent = createTask(() -> TaskGroup.run(group -> {
                entered.open();
                new CountDownLatch(1).await();
            }));
            entered.await();
            parent.cancel("enough");
            Async.wait(List.of(parent));
            assertThat(parent.outcome()).isInstanceOf(Outcome.Cancelled.class);
        });
    }

    @Test
    void aFailureWhileItsBodyBlocksIsTheOnlyMember() {
        Place.DISPATCHER.run(() -> {
            ExceptionGroup thrown = catchThrowableOfType(
                    ExceptionGroup.class,
                    () -> TaskGroup.run(group -> {
                        group.createTask(() -> {
                            throw failure;
                        });
                        new CountDownLatch(1).await();
                    }));
            assertThat(thrown.exceptions()).containsExactly(failure);
            assertThat(Async.currentTask().cancelling()).isZero();
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            TestBodies.settle();
        });
    }

    @Test
    void cancelledWhileATaskOfItBlocksItIsACancelledTask() {
        Place.DISPATCHER.run(() -> {
            Gate entered = new Gate();
            Task<Void> parent = createTask(() -> TaskGroup.run(group -> {
                group.createTask(() -> {
                    entered.open();
                    new CountDownLatch(1).await();
                });
            }));
            entered.await();
            parent.cancel();
            assertThatThrownBy(parent::await).isInstanceOf(CancellationException.class);
            assertThat(parent.isCancelled()).isTrue();
        });
    }

    @Test
    void aFailureIsDealtWithAlthoughTheDispatcherIsBusy() throws Exception {
        ExecutorService only = Executors.newSingleThreadExecutor();
        CompletableFuture<String> never = new CompletableFuture<>();
        try (TaskScope scope = TaskScope.on(ExecutorsKt.from(only))) {
            Future<Outcome<Object>> blocked = only.submit(() -> {
                Task<Object> group = scope.createTask(() -> TaskGroup.run(tasks -> {
                    tasks.createTask(() -> Async.await(never));
                    tasks.createTask(() -> {
                        throw new IllegalStateException("no");
                    });
                    return "value";
                }));
                try {
                    group.join();
                } catch (ExceptionGroup e) {
                    // seen in the outcome
                }
                return group.outcome();
            });
            assertThat(blocked.get(20, TimeUnit.SECONDS)).isInstanceOf(Outcome.Failure.class);
        } finally {
            only.shutdown();
        }
    }

    // A task is being started while the group's parent gets to the end

    /** What a dispatcher does before it takes the next code, which is that of a suspend function that is started. */
    private static final class HookedDispatcher extends CoroutineDispatcher {

        private final AtomicReference<Runnable> hook = new AtomicReference<>();

        @Override
        public void dispatch(CoroutineContext context, Runnable block) {
            Runnable first = hook.getAndSet(null);
            if (first != null) {
                first.run();
            }
            Dispatchers.getDefault().dispatch(context, block);
        }
    }

    private final Events events = new Events();
    private final CompletableFuture<TaskGroup> group = new CompletableFuture<>();
    private final Gate bodyMayEnd = new Gate();

    private void runAGroup() {
        TaskGroup.run(open -> {
            group.complete(open);
            bodyMayEnd.await();
        });
        events.add("the group has ended");
    }

    private void letTheBodyEnd(Task<?> parent) {
        bodyMayEnd.open();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!parent.isDone() && !parent.toString().contains("waiting for the tasks of its group")) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    @Test
    void itWaitsForATaskThatIsBeingStarted() throws Exception {
        HookedDispatcher dispatcher = new HookedDispatcher();
        try (TaskScope scope = TaskScope.on(dispatcher)) {
            Task<Void> parent = scope.createTask(() -> runAGroup());
            TaskGroup open = group.get(20, TimeUnit.SECONDS);
            dispatcher.hook.set(() -> {
                letTheBodyEnd(parent);
                events.add("a task has started");
            });
            open.createTask(continuation -> "ran");
            parent.get(20, TimeUnit.SECONDS);
        }
        assertThat(events.all()).containsExactly("a task has started", "the group has ended");
    }

    @Test
    void itDoesNotWaitForATaskThatCouldNotBeStarted() throws Exception {
        HookedDispatcher dispatcher = new HookedDispatcher();
        try (TaskScope scope = TaskScope.on(dispatcher)) {
            Task<Void> parent = scope.createTask(() -> runAGroup());
            TaskGroup open = group.get(20, TimeUnit.SECONDS);
            dispatcher.hook.set(() -> {
                letTheBodyEnd(parent);
                events.add("a task was refused");
                throw failure;
            });
            assertThatThrownBy(() -> open.createTask(continuation -> "never")).isSameAs(failure);
            parent.get(20, TimeUnit.SECONDS);
        }
        assertThat(events.all()).containsExactly("a task was refused", "the group has ended");
    }
}
