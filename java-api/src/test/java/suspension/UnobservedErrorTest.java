package suspension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static suspension.Async.createTask;
import static suspension.TestBodies.forever;
import static suspension.TestBodies.settle;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import suspension.bridge.task.Reachability;

/** A failure that nobody looks at is reported, once: when its task is garbage, or when the loop closes. */
class UnobservedErrorTest {

    private final Events errors = new Events();

    /** What is reported of a failed task with which somebody does something. */
    private List<String> reportsAfter(Consumer<Task<String>> use) {
        try (EventLoop loop = EventLoop.builder()
                .exceptionHandler(error ->
                        errors.add(error.taskName() + ": " + error.exception().getMessage() + ", " + error.message()))
                .build()) {
            loop.run(() -> {
                Task<String> task = createTask("kettle", () -> {
                    throw new IllegalStateException("dry");
                });
                settle();
                use.accept(task);
            });
        }
        return errors.all();
    }

    @Test
    void isReportedOnceWhenTheLoopCloses() {
        assertThat(reportsAfter(task -> {}))
                .singleElement()
                .asString()
                .startsWith("kettle: dry")
                .contains("nobody looked");
    }

    @Test
    void isReportedOnceWhenTheTaskIsGarbage() throws InterruptedException {
        try (EventLoop loop = EventLoop.builder()
                .exceptionHandler(error -> errors.add(error.exception().getMessage()))
                .build()) {
            loop.run(() -> {
                createTask(() -> {
                    throw new IllegalStateException("dry");
                });
                settle();
            });
            long deadline = System.nanoTime() + 20_000_000_000L;
            while (errors.all().isEmpty() && System.nanoTime() < deadline) {
                System.gc();
                loop.run(() -> Async.sleep(java.time.Duration.ofMillis(10)));
            }
            assertThat(errors.all()).containsExactly("dry");
        }
        assertThat(errors.all()).containsExactly("dry");
    }

    @Test
    void thatWasLookedAtIsLeftToNobodyElse() throws InterruptedException {
        CountDownLatch cleanerIsBusy = new CountDownLatch(1);
        CountDownLatch cleanerMayGoOn = new CountDownLatch(1);
        Reachability.onceUnreachable(new Object(), () -> {
            cleanerIsBusy.countDown();
            TestBodies.awaitLatch(cleanerMayGoOn);
        });
        try {
            while (!cleanerIsBusy.await(10, TimeUnit.MILLISECONDS)) {
                System.gc();
            }
            WeakReference<Throwable> seen = Async.run(() -> {
                Task<String> task = createTask(() -> {
                    throw new IllegalStateException("dry");
                });
                settle();
                return new WeakReference<>(catchThrowable(task::await));
            });
            assertThat(RetainedHeap.isGarbage(seen)).isTrue();
        } finally {
            cleanerMayGoOn.countDown();
        }
    }

    @Test
    void awaitingItIsLooking() {
        assertThat(reportsAfter(task -> assertThat(catchThrowable(task::await)).isNotNull()))
                .isEmpty();
    }

    @Test
    void askingForTheOutcomeIsLooking() {
        assertThat(reportsAfter(Task::outcome)).isEmpty();
    }

    @Test
    void askingForTheExceptionIsLooking() {
        assertThat(reportsAfter(Task::exceptionNow)).isEmpty();
    }

    @Test
    void cancellingItAfterwardsIsLooking() {
        assertThat(reportsAfter(Task::cancel)).isEmpty();
    }

    @Test
    void gatheringItIsLooking() {
        assertThat(reportsAfter(task -> Async.gatherOutcomes(List.of(task)))).isEmpty();
    }

    @Test
    void askingWhetherItIsDoneIsNot() {
        assertThat(reportsAfter(
                        task -> assertThat(task.isDone() && !task.isCancelled()).isTrue()))
                .hasSize(1);
    }

    @Test
    void aCallbackThatLooksIsLooking() {
        assertThat(reportsAfter(task -> {
                    task.onDone(Task::outcome);
                    settle();
                }))
                .isEmpty();
    }

    @Test
    void takingItAsAFutureOrADeferredIsLooking() {
        assertThat(reportsAfter(Task::toCompletableFuture)).isEmpty();
        assertThat(reportsAfter(Task::asDeferred)).isEmpty();
    }

    @Test
    void cancelledTasksAreNotReported() {
        try (EventLoop loop = EventLoop.builder()
                .exceptionHandler(error -> errors.add(error.message()))
                .build()) {
            loop.run(() -> {
                createTask(() -> forever()).cancel();
                createTask(() -> {
                    throw new java.util.concurrent.CancellationException("own");
                });
                settle();
            });
        }
        assertThat(errors.all()).isEmpty();
    }

    @Test
    void theMainBodysErrorIsThrownAndNotReported() {
        try (EventLoop loop = EventLoop.builder()
                .exceptionHandler(error -> errors.add(error.message()))
                .build()) {
            assertThat(catchThrowable(() -> loop.run(() -> {
                        throw new IllegalStateException("thrown");
                    })))
                    .hasMessage("thrown");
        }
        assertThat(errors.all()).isEmpty();
    }

    @Test
    void ofAGatherAfterItsFirstFailureIsNotReported() {
        try (EventLoop loop = EventLoop.builder()
                .exceptionHandler(error -> errors.add(error.message()))
                .build()) {
            loop.run(() -> {
                assertThatThrownBy(() -> Async.gather(
                                () -> {
                                    throw new IllegalStateException("first");
                                },
                                () -> {
                                    Async.yieldNow();
                                    throw new IllegalStateException("second");
                                }))
                        .hasMessage("first");
                settle();
            });
        }
        assertThat(errors.all()).isEmpty();
    }

    @Test
    void ofATaskThatWasOnlyWaitedForIsReported() {
        try (EventLoop loop = EventLoop.builder()
                .exceptionHandler(error -> errors.add(error.exception().getMessage()))
                .build()) {
            loop.run(() -> {
                Task<String> failed = createTask(() -> {
                    throw new IllegalStateException("bad");
                });
                Async.wait(List.of(failed));
            });
        }
        assertThat(errors.all()).containsExactly("bad");
    }

    @Test
    void thatItsShieldLeftAloneIsReportedOnceAndOnlyIfNobodyLooks() {
        try (EventLoop loop = EventLoop.builder()
                .exceptionHandler(error -> errors.add(error.exception().getMessage()))
                .build()) {
            loop.run(() -> {
                abandonAndFail("unseen");
                Task<String> seen = abandonAndFail("seen");
                assertThatThrownBy(seen::await).hasMessage("seen");
            });
        }
        assertThat(errors.all()).containsExactly("unseen");
    }

    private static Task<String> abandonAndFail(String message) {
        Task<String> inner = createTask(() -> {
            settle();
            throw new IllegalStateException(message);
        });
        Task<String> caller = createTask(() -> Async.shield(inner));
        Async.yieldNow();
        caller.cancel();
        settle();
        settle();
        assertThat(caller.isCancelled()).isTrue();
        return inner;
    }
}
