package suspension.interop;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static suspension.TestBodies.untilWaiting;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import kotlin.Unit;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.CompletableJob;
import kotlinx.coroutines.CoroutineDispatcher;
import kotlinx.coroutines.CoroutineName;
import kotlinx.coroutines.CoroutineScope;
import kotlinx.coroutines.CoroutineScopeKt;
import kotlinx.coroutines.DelayKt;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.JobKt;
import kotlinx.coroutines.NonCancellable;
import kotlinx.coroutines.ThreadContextElementKt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import suspension.Async;
import suspension.AsyncTimeoutException;
import suspension.EventLoop;
import suspension.Gate;
import suspension.Task;
import suspension.TaskScope;

/** Scopes on Kotlin's dispatchers, and bodies that change their context. */
class TaskScopeTest {

    private final List<String> log = new CopyOnWriteArrayList<>();

    private static CoroutineScope kotlinScope() {
        return CoroutineScopeKt.CoroutineScope(Dispatchers.getDefault());
    }

    /** Completes with the job's failure when the job has ended, or with null. */
    private static CompletableFuture<@Nullable Throwable> ended(Job job) {
        CompletableFuture<@Nullable Throwable> ended = new CompletableFuture<>();
        job.invokeOnCompletion(cause -> {
            ended.complete(cause);
            return Unit.INSTANCE;
        });
        return ended;
    }

    private static Job jobOf(CoroutineScope scope) {
        return JobKt.getJob(scope.getCoroutineContext());
    }

    @Test
    void tasksRunOnTheDispatcher() {
        Users users = new JavaUsers(id -> "user-" + id);
        try (TaskScope scope = TaskScope.on(Dispatchers.getIO())) {
            Task<String> suspending = scope.createTask(c -> users.find(1, c));
            Task<String> body = scope.createTask("named", () -> {
                Async.sleep(java.time.Duration.ofMillis(1));
                return Async.currentTask().name();
            });

            assertThat(suspending.join()).isEqualTo("user-1");
            assertThat(body.join()).isEqualTo("named");
        }
    }

    @Test
    void taskIsDoneBeforeItsScopesJobTellsOfItsEnd() throws Exception {
        CompletableJob job = JobKt.Job(null);
        TaskScope scope = TaskScope.of(
                CoroutineScopeKt.CoroutineScope(Dispatchers.getDefault().plus(job)));
        CountDownLatch gate = new CountDownLatch(1);
        Task<Void> task = scope.createTask(() -> gate.await());
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        job.invokeOnCompletion(cause -> {
            done.complete(task.isDone());
            return Unit.INSTANCE;
        });
        job.complete(); // from here on it waits for its children

        gate.countDown();

        assertThat(done.get(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void failureStaysInItsTask() {
        IOException failure = new IOException("no");
        try (TaskScope scope = TaskScope.on(Dispatchers.getDefault())) {
            Task<String> bad = scope.createTask(() -> {
                throw failure;
            });
            scope.join();
            assertThat(bad.exceptionNow()).isSameAs(failure);
            assertThat(scope.createTask(() -> "fine").join()).isEqualTo("fine");
        }
    }

    @Test
    void taskThatIsStartedMeanwhileIsCancelledOrRefused() throws Exception {
        for (int i = 0; i < 300; i++) {
            TaskScope scope = TaskScope.on(Dispatchers.getDefault());
            Thread starter = new Thread(() -> {
                try {
                    for (int n = 0; n < 1000; n++) {
                        scope.createTask(c -> DelayKt.delay(60_000, c));
                    }
                } catch (IllegalStateException e) {
                    log.add("refused");
                }
            });
            starter.start();
            scope.cancel();
            scope.close();
            starter.join();
        }

        assertThat(log).isNotEmpty();
    }

    @Test
    void taskCannotWaitForItsOwnScope() {
        TaskScope scope = TaskScope.on(Dispatchers.getDefault());
        scope.createTask(() -> {
                    assertThatThrownBy(scope::join)
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageContaining("is one of them");
                    assertThatThrownBy(scope::close)
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageContaining("is one of them");
                })
                .join();

        scope.close();
    }

    @Test
    void bodyOnAnotherDispatcherEndsBeforeItsCancelledCaller() {
        CoroutineScope kotlin = kotlinScope();
        CountDownLatch started = new CountDownLatch(1);
        Task<?> task = TaskScope.of(kotlin).createTask(() -> {
            try {
                Async.withContext(Dispatchers.getIO(), () -> {
                    try {
                        started.countDown();
                        Async.sleep(ofHours(1));
                    } finally {
                        Async.uncancellable(() -> Async.sleep(ofMillis(50)));
                        log.add("inner");
                    }
                });
            } finally {
                log.add("outer");
            }
        });

        assertThatCode(started::await).doesNotThrowAnyException();
        jobOf(kotlin).cancel(null);

        assertThatThrownBy(task::join).isInstanceOf(CancellationException.class);
        assertThat(log).containsExactly("inner", "outer");
    }

    @Test
    void timeoutEndsABlockingCall() {
        try (TaskScope scope = TaskScope.on(Dispatchers.getDefault())) {
            scope.createTask(() -> {
                        assertThatThrownBy(() -> Async.timeout(ofMillis(20), () -> new CountDownLatch(1).await()))
                                .isInstanceOf(AsyncTimeoutException.class)
                                .hasCauseInstanceOf(CancellationException.class);
                        assertThat(Thread.currentThread().isInterrupted()).isFalse();
                        Async.yieldNow();
                    })
                    .join();
        }
    }

    @Test
    void closeCancelsAndWaits() {
        CountDownLatch started = new CountDownLatch(1);
        TaskScope scope = TaskScope.on(Dispatchers.getIO());
        Task<?> blocked = scope.createTask(() -> {
            try {
                started.countDown();
                new CountDownLatch(1).await();
            } finally {
                log.add("ended, flag " + Thread.currentThread().isInterrupted());
            }
        });
        assertThat(catchThrowable(started::await)).isNull();

        scope.close();
        scope.close();

        assertThat(log).containsExactly("ended, flag false");
        assertThat(blocked.isCancelled()).isTrue();
        assertThatThrownBy(() -> scope.createTask(() -> "x"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is closed");
    }

    @Test
    void bodyMayCleanUpWithFurtherAwaitsAndGoOn() {
        CountDownLatch started = new CountDownLatch(1);
        try (TaskScope scope = TaskScope.on(Dispatchers.getDefault())) {
            Task<String> task = scope.createTask(() -> {
                started.countDown();
                try {
                    Async.sleep(ofHours(1));
                } catch (CancellationException e) {
                    Async.yieldNow();
                    return "kept";
                }
                return "slept";
            });
            assertThat(catchThrowable(started::await)).isNull();
            task.cancel();

            assertThat(task.join()).isEqualTo("kept");
        }
    }

    @Test
    void closeInABodySuspends() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch loopWentOn = new CountDownLatch(1);
        Async.run(() -> {
            try (TaskScope scope = TaskScope.on(Dispatchers.getDefault())) {
                scope.createTask(() -> {
                    started.countDown();
                    Async.uncancellable(() -> loopWentOn.await()); // so close has something to wait for
                });
                Async.toThread(() -> started.await());
                Async.createTask(() -> {
                    log.add("loop goes on");
                    loopWentOn.countDown();
                });
            }
            log.add("closed");
        });

        assertThat(log).containsExactly("loop goes on", "closed");
    }

    @Test
    void loopsDispatcherConfinesBodies() throws Exception {
        try (EventLoop loop = EventLoop.start();
                TaskScope scope = TaskScope.on(loop.dispatcher())) {
            assertThat(scope.createTask(() -> EventLoop.current()).join()).isSameAs(loop);
        }
    }

    @Test
    void lentScopeSurvivesFailuresAndClosing() throws Exception {
        CoroutineScope kotlin = kotlinScope();
        try (TaskScope scope = TaskScope.of(kotlin)) {
            Task<?> bad = scope.createTask(() -> {
                throw new IllegalStateException("no");
            });
            scope.join();
            assertThat(bad.outcome()).isNotNull();
        }

        assertThat(jobOf(kotlin).isActive()).isTrue();
        ((CompletableJob) jobOf(kotlin)).complete();
        assertThat(ended(jobOf(kotlin)).get(60, TimeUnit.SECONDS))
                .isNull(); // it waits for nobody, and nothing failed it
    }

    @Test
    void cancellingTheLentScopeCancelsItsTasks() {
        CoroutineScope kotlin = kotlinScope();
        CountDownLatch started = new CountDownLatch(1);
        Task<?> task = TaskScope.of(kotlin).createTask(() -> {
            started.countDown();
            Async.sleep(ofHours(1));
        });
        assertThat(catchThrowable(started::await)).isNull();

        jobOf(kotlin).cancel(null);

        assertThatThrownBy(task::join).isInstanceOf(CancellationException.class);
        assertThatThrownBy(TaskScope.of(kotlin).createTask(() -> "late")::join)
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void jobInTheContextIsRefused() {
        assertThatThrownBy(() -> TaskScope.on(jobOf(kotlinScope())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("TaskScope.of(scope)");
    }

    // withContext

    @Test
    void anotherDispatcherRunsTheBodyThereAndReturns() {
        Async.run(() -> {
            Thread here = Thread.currentThread();
            Thread there = Async.withContext(Dispatchers.getDefault(), () -> {
                Async.yieldNow();
                return Thread.currentThread();
            });
            assertThat(there).isNotSameAs(here);
            assertThat(Thread.currentThread()).isSameAs(here);
        });
    }

    @Test
    void checkedExceptionOfTheBodyIsTheSameObject() {
        IOException failure = new IOException("no");
        assertThatThrownBy(() -> Async.run(() -> Async.withContext(Dispatchers.getIO(), () -> {
                    throw failure;
                })))
                .isSameAs(failure);
    }

    @Test
    void cancellingTheCallerInterruptsABlockedBody() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        Async.run(() -> {
            Task<Void> task = Async.createTask(() -> Async.withContext(Dispatchers.getIO(), () -> {
                started.countDown();
                try {
                    new CountDownLatch(1).await();
                } finally {
                    log.add("ended");
                }
            }));
            Async.toThread(() -> started.await(10, TimeUnit.SECONDS));
            task.cancel();
            Async.wait(List.of(task));
            assertThat(task.isCancelled()).isTrue();
        });

        assertThat(log).containsExactly("ended");
    }

    @Test
    void elementsAreInForceInTheCallersOwnTask() {
        ThreadLocal<String> local = new ThreadLocal<>();
        Async.run(() -> {
            Task<?> self = Async.currentTask();
            Async.withContext(ThreadContextElementKt.asContextElement(local, "request-7"), () -> {
                Async.yieldNow();
                log.add(local.get());
                log.add("" + (Async.currentTask() == self));
            });
            log.add("" + local.get());
        });

        assertThat(log).containsExactly("request-7", "true", "null");
    }

    @Test
    void nonCancellableIsUncancellable() {
        Async.run(() -> {
            Task<Void> task = Async.createTask(() -> Async.withContext(NonCancellable.INSTANCE, () -> {
                Async.currentTask().cancel();
                Async.yieldNow();
                log.add("undisturbed");
            }));
            Async.wait(List.of(task));
            assertThat(task.isCancelled()).isTrue();
        });

        assertThat(log).containsExactly("undisturbed");
    }

    @Test
    void anotherJobIsRefused() {
        assertThatThrownBy(() -> Async.run(() -> Async.withContext(jobOf(kotlinScope()), () -> "x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("TaskScope.of(scope)");
    }

    @Test
    void emptyContextChangesNothing() {
        assertThat(Async.run(() ->
                        Async.withContext(new CoroutineName("x").plus(EmptyCoroutineContext.INSTANCE), () -> "same")))
                .isEqualTo("same");
    }

    @Test
    void whatABodyStartsInheritsTheElementsThatItRunsUnder() {
        ThreadLocal<String> local = new ThreadLocal<>();
        Async.run(() -> {
            Async.withContext(ThreadContextElementKt.asContextElement(local, "request-7"), () -> {
                Task<String> task =
                        Async.createTask(() -> Async.createTask(local::get).await());
                List<String> gathered = Async.gather(local::get, () -> {
                    Async.yieldNow();
                    return Async.toThread(local::get);
                });
                assertThat(gathered).containsExactly("request-7", "request-7");
                assertThat(task.await()).isEqualTo("request-7");
            });
            assertThat(Async.createTask(() -> String.valueOf(local.get())).await())
                    .isEqualTo("null");
        });
    }

    @Test
    void dispatcherThatThrowsIsSeenByWhoeverStartsATaskAndTheScopeCloses() {
        CoroutineDispatcher broken = new CoroutineDispatcher() {
            @Override
            public void dispatch(CoroutineContext context, Runnable block) {
                throw new IllegalStateException("no thread");
            }
        };
        for (CoroutineContext context : List.of(broken, Dispatchers.getMain())) { // there is no main thread here
            TaskScope scope = TaskScope.on(context);
            assertThatIllegalStateException().isThrownBy(() -> scope.createTask(c -> DelayKt.delay(1, c)));
            scope.close();
            assertThat(scope.toString()).endsWith(", 0 tasks]");
        }
    }

    @Test
    void cancelledJobEndsAWaitForATaskAndLeavesThatTaskAlone() throws Exception {
        CoroutineScope kotlin = kotlinScope();
        try (TaskScope scope = TaskScope.on(Dispatchers.getIO())) {
            Gate gate = new Gate();
            Task<Void> awaited = scope.createTask(() -> gate.await());
            Task<Void> waiting = TaskScope.of(kotlin).createTask(() -> awaited.await());
            scope.createTask(() -> untilWaiting(waiting)).get(20, TimeUnit.SECONDS);
            jobOf(kotlin).cancel(null);
            scope.createTask(() -> Async.wait(List.of(waiting))).get(20, TimeUnit.SECONDS);
            assertThat(waiting.isCancelled()).isTrue();
            assertThat(awaited.cancelling()).isZero();
            gate.open();
            awaited.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void joinBlocksAPlainThreadUntilTheTasksAreDone() throws Exception {
        try (TaskScope scope = TaskScope.on(Dispatchers.getIO())) {
            Gate gate = new Gate();
            scope.createTask(() -> gate.await());
            Thread joining = new Thread(() -> {
                scope.join();
                log.add("joined");
            });
            joining.start();
            while (joining.getState() != Thread.State.WAITING && joining.isAlive()) {
                Thread.onSpinWait();
            }
            log.add("open");
            gate.open();
            joining.join(20_000);
        }
        assertThat(log).containsExactly("open", "joined");
    }
}
