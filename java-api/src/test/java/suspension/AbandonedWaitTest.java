package suspension;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.Async.createTask;
import static suspension.TestBodies.forever;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import kotlinx.coroutines.Dispatchers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import suspension.interop.Suspend;
import suspension.sync.AsyncEvent;

/** Whoever no longer waits for a task or a stage leaves nothing with it, however long that lives on. */
@Timeout(value = 3, unit = MINUTES)
class AbandonedWaitTest {

    private static final int CALLS = 10_000;

    /** Less than anything that would be left with the task or the stage for each call. */
    private static final double NOTHING = 40;

    /** Place the bodies live. */
    enum Host {
        LOOP {
            @Override
            void run(Action<RuntimeException> body) {
                Async.run(body);
            }
        },
        DISPATCHER {
            @Override
            void run(Action<RuntimeException> body) {
                try (TaskScope scope = TaskScope.on(Dispatchers.getIO())) {
                    scope.createTask(body).join();
                }
            }
        };

        abstract void run(Action<RuntimeException> body);
    }

    private static void assertKeepsNothing(Action<RuntimeException> call) {
        assertThat(RetainedHeap.bytesPerCall(CALLS, NOTHING, call))
                .as("bytes a call")
                .isLessThan(NOTHING);
    }

    /** Starts a task, cancels it once it waits, and waits for its end. */
    private static void abandon(Task<?> waiting) {
        while (!waiting.toString().contains("waiting for")) {
            assertThat(waiting.isDone()).as("ended: " + waiting).isFalse();
            Async.yieldNow();
        }
        waiting.cancel();
        Async.wait(List.of(waiting));
        assertThat(waiting.isCancelled()).isTrue();
    }

    private static void withALongLivedTask(java.util.function.Consumer<Task<String>> body) {
        Task<String> longLived = createTask(() -> {
            forever();
            return "never";
        });
        try {
            body.accept(longLived);
        } finally {
            longLived.cancel();
        }
    }

    private static String fail() {
        throw new IllegalStateException("broken");
    }

    @ParameterizedTest
    @EnumSource
    void asCompletedThatIsLeftEarlyKeepsNothing(Host host) {
        host.run(() -> withALongLivedTask(longLived -> {
            Task<String> done = createTask(() -> "done");
            done.await();
            List<Task<String>> tasks = List.of(longLived, done);
            assertKeepsNothing(() -> {
                for (Task<String> first : Async.asCompleted(tasks)) {
                    assertThat(first).isSameAs(done);
                    break;
                }
            });
        }));
    }

    @ParameterizedTest
    @EnumSource
    void asCompletedThatIsNeverIteratedKeepsNothing(Host host) {
        host.run(() -> withALongLivedTask(longLived -> assertKeepsNothing(() -> {
            Iterable<Task<String>> never = Async.asCompleted(List.of(longLived));
            assertThat(never).isNotNull();
        })));
    }

    @Test
    void asCompletedThatIsStillHeldGivesItsTaskAfterACollection() {
        Async.run(() -> {
            Task<String> late = createTask(() -> {
                Async.yieldNow();
                return "late";
            });
            Iterable<Task<String>> tasks = Async.asCompleted(List.of(late));
            System.gc();
            Async.yieldNow();
            assertThat(tasks).containsExactly(late);
        });
    }

    @ParameterizedTest
    @EnumSource
    void gatherThatFailsKeepsNothing(Host host) {
        host.run(() -> withALongLivedTask(longLived -> assertKeepsNothing(() ->
                assertThatThrownBy(() -> Async.gather(longLived, () -> fail())).hasMessage("broken"))));
    }

    @ParameterizedTest
    @EnumSource
    void gatherWithATaskThatHasFailedKeepsNothing(Host host) {
        host.run(() -> withALongLivedTask(longLived -> {
            Task<String> failed = createTask(() -> fail());
            Async.wait(List.of(failed));
            assertKeepsNothing(() ->
                    assertThatThrownBy(() -> Async.gather(longLived, failed)).hasMessage("broken"));
        }));
    }

    @Test
    void futureOfATaskIsTheSameEachTime() {
        Async.run(() -> withALongLivedTask(longLived -> {
            CompletableFuture<String> future = longLived.toCompletableFuture();
            assertThat(longLived.toCompletableFuture()).isSameAs(future);
            longLived.cancel();
            Async.wait(List.of(longLived));
            assertThat(longLived.toCompletableFuture()).isSameAs(future).isCancelled();
        }));
    }

    @Test
    void futureOfATaskThatIsDoneIsTheSameEachTime() {
        Async.run(() -> {
            Task<String> task = createTask(() -> "tea");
            task.await();
            assertThat(task.toCompletableFuture())
                    .isSameAs(task.toCompletableFuture())
                    .isCompletedWithValue("tea");
        });
    }

    @ParameterizedTest
    @EnumSource
    void futureThatIsAskedForKeepsNothing(Host host) {
        host.run(() -> withALongLivedTask(longLived -> assertKeepsNothing(
                () -> assertThat(longLived.toCompletableFuture().isDone()).isFalse())));
    }

    @ParameterizedTest
    @EnumSource
    void waitForAStageThatCannotBeCancelledKeepsNothing(Host host) {
        CompletableFuture<String> source = new CompletableFuture<>();
        CompletionStage<String> stage = source.minimalCompletionStage();
        host.run(() -> assertKeepsNothing(() -> abandon(createTask(() -> Async.await(stage)))));
        assertThat(source).isNotDone();
    }

    @ParameterizedTest
    @EnumSource
    void waitForAFutureThatRefusesToBeCancelledKeepsNothing(Host host) {
        CompletableFuture<String> future = new CompletableFuture<>() {
            @Override
            public boolean cancel(boolean mayInterruptIfRunning) {
                return false;
            }
        };
        host.run(() -> assertKeepsNothing(() -> abandon(createTask(() -> Async.await(future)))));
        assertThat(future).isNotDone();
    }

    @ParameterizedTest
    @EnumSource
    void implementationByAStageThatCannotBeCancelledKeepsNothing(Host host) {
        CompletionStage<String> stage = new CompletableFuture<String>().minimalCompletionStage();
        host.run(() -> assertKeepsNothing(() -> {
            Task<?> waiting =
                    createTask(() -> Async.<String>await(continuation -> Suspend.implement(continuation, stage)));
            abandon(waiting);
        }));
    }

    @ParameterizedTest
    @EnumSource
    void waitForAnEventThatIsNeverSetKeepsNothing(Host host) {
        AsyncEvent never = new AsyncEvent();
        host.run(() -> assertKeepsNothing(() -> abandon(createTask(() -> never.await()))));
        assertThat(never.isSet()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void timeoutThatIsLeftInTimeKeepsNothing(Host host) {
        host.run(() -> assertKeepsNothing(() -> Async.timeout(Duration.ofDays(1), Async::yieldNow)));
    }

    @ParameterizedTest
    @EnumSource
    void waitThatEndsInTimeKeepsNothing(Host host) {
        host.run(() -> {
            Task<Void> done = createTask(() -> {});
            assertKeepsNothing(() -> {
                Async.wait(List.of(done), Duration.ofDays(1));
                Async.yieldNow();
            });
        });
    }

    @ParameterizedTest
    @EnumSource
    void joinOfAScopeThatIsLeftKeepsNothing(Host host) {
        TaskScope scope = TaskScope.on(Dispatchers.getIO());
        Task<?> longLived = scope.createTask(() -> forever());
        try {
            host.run(() -> assertKeepsNothing(() -> abandon(createTask(scope::join))));
            assertThat(longLived.isDone()).isFalse();
        } finally {
            scope.close();
        }
    }
}
