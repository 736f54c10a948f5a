package suspension.interop;

import static java.time.Duration.ofDays;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.CoroutineScope;
import kotlinx.coroutines.CoroutineScopeKt;
import kotlinx.coroutines.DelayKt;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.ExecutorsKt;
import kotlinx.coroutines.JobKt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import suspension.Action;
import suspension.Async;
import suspension.ExceptionGroup;
import suspension.Task;
import suspension.TaskGroup;
import suspension.TaskScope;

/** Groups whose tasks run in parallel with their parent, which a request interrupts where it blocks. */
@Timeout(60)
class TaskGroupElsewhereTest {

    private final IOException failure = new IOException("of a child");

    private final List<String> log = new CopyOnWriteArrayList<>();

    /** Opens when the parent is about to block. */
    private final CountDownLatch blocking = new CountDownLatch(1);

    private static void run(Action<?> parent) throws Exception {
        run(Dispatchers.getIO(), parent);
    }

    /** Does not close the scope when its task hangs, for that would hang too. */
    private static void run(CoroutineContext context, Action<?> parent) throws Exception {
        TaskScope scope = TaskScope.on(context);
        scope.createTask(parent).get(20, TimeUnit.SECONDS);
        scope.close();
    }

    /** Blocks the thread, as code does that knows nothing of coroutines. */
    private void block() throws InterruptedException {
        blocking.countDown();
        new CountDownLatch(1).await();
    }

    private static void forever() {
        Async.sleep(ofDays(1));
    }

    private static void awaitUninterruptibly(CountDownLatch latch, long millis) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        boolean interrupted = false;
        while (true) {
            try {
                latch.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The request of the group has been taken back, and its interrupt with it. */
    private static void assertNothingIsLeft() {
        assertThat(Async.currentTask().cancelling()).isZero();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        Async.yieldNow();
    }

    private static void assertCancelled(@Nullable Task<?> task) {
        assertThat(task != null && task.isCancelled()).isTrue();
    }

    // Its own interrupt

    @Test
    void interruptOfTheBlockedParentIsNoFailureBesideThatOfATask() throws Exception {
        run(() -> {
            Throwable thrown = catchThrowable(() -> TaskGroup.run(group -> {
                group.createTask(() -> {
                    blocking.await();
                    throw failure;
                });
                block();
            }));
            assertThat(thrown).isExactlyInstanceOf(ExceptionGroup.class);
            assertThat(((ExceptionGroup) thrown).exceptions()).hasSize(1);
            assertThat(((ExceptionGroup) thrown).find(IOException.class)).containsSame(failure);
            assertThat(((ExceptionGroup) thrown).find(InterruptedException.class))
                    .isEmpty();
            assertNothingIsLeft();
        });
    }

    @Test
    void interruptOfTheBlockedParentIsNoFailureOfAGroupThatStops() throws Exception {
        run(() -> {
            String value = TaskGroup.run(group -> {
                group.createTask(() -> {
                    blocking.await();
                    group.cancel();
                });
                block();
                return "never";
            });
            assertThat(value).isNull();
            assertNothingIsLeft();
        });
    }

    @Test
    void interruptThatTheParentHasHandledIsNoFailureEither() throws Exception {
        run(() -> {
            assertThatThrownBy(() -> TaskGroup.run(group -> {
                        group.createTask(() -> {
                            blocking.await();
                            throw failure;
                        });
                        try {
                            block();
                        } catch (InterruptedException e) {
                            log.add("interrupted");
                        }
                    }))
                    .isInstanceOfSatisfying(
                            ExceptionGroup.class,
                            group -> assertThat(group.exceptions()).hasSize(1));
            assertNothingIsLeft();
        });
        assertThat(log).containsExactly("interrupted");
    }

    @Test
    void requestFromOutsideInterruptsTheBlockedParentAndCancelsAll() throws Exception {
        AtomicReference<@Nullable Task<?>> child = new AtomicReference<>();
        TaskScope scope = TaskScope.on(Dispatchers.getIO());
        Task<Void> parent = scope.createTask(() -> {
            try {
                TaskGroup.run(group -> {
                    child.set(group.createTask(() -> forever()));
                    block();
                });
            } catch (Throwable e) {
                log.add(e.getClass().getSimpleName());
                throw e;
            }
        });
        blocking.await();

        assertThat(parent.cancel()).isTrue();

        assertThatThrownBy(() -> parent.get(20, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
        assertThat(parent.isCancelled()).isTrue();
        assertCancelled(child.get());
        assertThat(log).containsExactly("CancellationException");
        scope.close();
    }

    @Test
    void requestFromOutsideThatInterruptsTheParentIsMetAfterTheFailureOfATask() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        TaskScope scope = TaskScope.on(Dispatchers.getIO());
        Task<Void> parent = scope.createTask(() -> {
            try {
                TaskGroup.run(group -> {
                    group.createTask(() -> {
                        try {
                            waiting.countDown();
                            forever();
                        } catch (CancellationException e) {
                            throw failure;
                        }
                    });
                    block();
                });
            } catch (ExceptionGroup e) {
                e.exceptions().forEach(each -> log.add(each.getClass().getSimpleName()));
            }
            assertThat(Async.currentTask().cancelling()).isEqualTo(1);
            Async.yieldNow(); // meets the request
            log.add("not met");
        });
        blocking.await();
        waiting.await();

        assertThat(parent.cancel()).isTrue();

        assertThatThrownBy(() -> parent.get(20, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
        assertThat(log).containsExactly("IOException");
        scope.close();
    }

    @Test
    void interruptedExceptionThatNoRequestHasCausedIsAFailure() throws Exception {
        InterruptedException own = new InterruptedException("thrown by the body itself");
        run(() -> {
            TaskGroup.VoidBody body = group -> {
                throw own;
            };
            assertThatThrownBy(() -> TaskGroup.run(body))
                    .isInstanceOfSatisfying(
                            ExceptionGroup.class,
                            group -> assertThat(group.exceptions()).containsExactly(own));
            assertNothingIsLeft();
        });
    }

    // Tasks that start while it aborts

    /** The dispatcher holds the start of the new task up until the failure of another has cancelled the sibling. */
    @Test
    void taskThatStartsWhileTheGroupAbortsIsCancelledOrRefused() throws Exception {
        CountDownLatch fail = new CountDownLatch(1);
        CountDownLatch aborted = new CountDownLatch(1);
        AtomicReference<@Nullable Task<?>> late = new AtomicReference<>();
        Executor executor = slice -> {
            if (blocking.getCount() == 0) {
                fail.countDown();
                awaitUninterruptibly(aborted, 1_000); // or the group lets nobody fail meanwhile, which is as good
            }
            new Thread(slice).start();
        };
        try {
            run(ExecutorsKt.from(executor), () -> {
                Throwable thrown = catchThrowable(() -> TaskGroup.run(group -> {
                    group.createTask(() -> {
                        try {
                            forever();
                        } finally {
                            aborted.countDown();
                        }
                    });
                    group.createTask(() -> {
                        fail.await();
                        throw failure;
                    });
                    blocking.countDown();
                    late.set(group.createTask(c -> DelayKt.delay(TimeUnit.DAYS.toMillis(1), c)));
                }));
                assertThat(thrown).isExactlyInstanceOf(ExceptionGroup.class);
                assertThat(((ExceptionGroup) thrown).find(IOException.class)).containsSame(failure);
                if (late.get() != null) {
                    assertCancelled(late.get());
                }
            });
        } finally {
            Task<?> started = late.get();
            if (started != null) {
                started.cancel(); // or the group waits for it for ever
            }
        }
    }

    // Cancellation by Kotlin

    @Test
    void cancelledScopeEndsParentAndTasksAsCancelled() throws Exception {
        CoroutineScope kotlin = CoroutineScopeKt.CoroutineScope(Dispatchers.getDefault());
        AtomicReference<@Nullable Task<?>> child = new AtomicReference<>();
        CountDownLatch waiting = new CountDownLatch(1);
        Task<Void> parent = TaskScope.of(kotlin).createTask(() -> {
            try {
                TaskGroup.run(group -> {
                    child.set(group.createTask(() -> {
                        waiting.countDown();
                        forever();
                    }));
                });
            } catch (Throwable e) {
                log.add(e.getClass().getSimpleName());
                throw e;
            }
        });
        waiting.await();
        while (!parent.toString().contains("waiting for the tasks of its group")) {
            Thread.onSpinWait();
        }

        JobKt.getJob(kotlin.getCoroutineContext()).cancel(null);

        assertThatThrownBy(() -> parent.get(20, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
        assertCancelled(child.get());
        assertThat(log).hasSize(1).first().asString().contains("Cancellation");
    }
}
