package suspension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static suspension.Async.createTask;
import static suspension.Async.yieldNow;
import static suspension.TestBodies.forever;
import static suspension.TestBodies.settle;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class TaskAwaitTest {

    private final Events events = new Events();

    @Test
    void givesTheValueAnyNumberOfTimes() {
        Async.run(() -> {
            Task<String> task = createTask(() -> {
                events.add("ran");
                return "tea";
            });
            assertThat(task.await()).isEqualTo("tea");
            assertThat(task.await()).isEqualTo("tea");
        });
        assertThat(events.all()).containsExactly("ran");
    }

    @Test
    void doesNotSuspendWhenTheTaskIsDone() {
        Async.run(() -> {
            Task<String> task = createTask(() -> "tea");
            task.await();
            createTask(() -> events.add("other"));
            task.await();
            events.add("awaited");
            yieldNow();
        });
        assertThat(events.all()).containsExactly("awaited", "other");
    }

    @Test
    void everyAwaiterGetsTheSameException() {
        IllegalArgumentException failure = new IllegalArgumentException("bad");
        Async.run(() -> {
            Task<String> task = createTask(() -> {
                yieldNow();
                throw failure;
            });
            Task<Throwable> other = createTask(() -> catchThrowable(task::await));
            assertThatThrownBy(task::await).isSameAs(failure);
            assertThatThrownBy(task::await).isSameAs(failure);
            assertThat(other.await()).isSameAs(failure);
        });
    }

    @Test
    void everyAwaiterGetsTheSameError() {
        AssertionError failure = new AssertionError("bad");
        Async.run(() -> {
            Task<String> task = createTask(() -> {
                throw failure;
            });
            assertThatThrownBy(task::await).isSameAs(failure);
            assertThatThrownBy(() -> task.await(IOException.class)).isSameAs(failure);
        });
    }

    @Test
    void wrapsAChecked() {
        IOException failure = new IOException("gone");
        Async.run(() -> {
            Task<String> task = createTask(() -> {
                throw failure;
            });
            assertThatThrownBy(task::await)
                    .isExactlyInstanceOf(CompletionException.class)
                    .cause()
                    .isSameAs(failure);
        });
    }

    @Test
    void throwsTheNamedCheckedTypeAsItself() {
        IOException failure = new FileNotFoundException("gone");
        Async.run(() -> {
            Task<String> task = createTask(() -> {
                throw failure;
            });
            try {
                task.await(IOException.class);
                events.add("returned");
            } catch (IOException e) {
                assertThat(e).isSameAs(failure);
            }
            assertThatThrownBy(() -> task.await(TimeoutException.class))
                    .isExactlyInstanceOf(CompletionException.class)
                    .cause()
                    .isSameAs(failure);
        });
        assertThat(events.all()).isEmpty();
    }

    @Test
    void namedTypeOfATaskThatSucceedsGivesTheValue() throws IOException {
        String value = Async.run(() -> createTask(() -> "tea").await(IOException.class));
        assertThat(value).isEqualTo("tea");
    }

    @Test
    void throwsCancellationWhenTheTaskWasCancelled() {
        Async.run(() -> {
            Task<Void> task = createTask(() -> forever());
            yieldNow();
            task.cancel("no longer needed");
            assertThatThrownBy(task::await)
                    .isInstanceOf(CancellationException.class)
                    .hasMessage("no longer needed");
            assertThat(Async.currentTask().cancelling()).isZero();
        });
    }

    @Test
    void awaiterCanGoOnAfterAnAwaitedTaskWasCancelled() {
        Async.run(() -> {
            Task<Void> task = createTask(() -> forever());
            task.cancel();
            assertThatThrownBy(task::await).isInstanceOf(CancellationException.class);
            yieldNow();
            events.add("went on");
        });
        assertThat(events.all()).containsExactly("went on");
    }

    // Cancelling the awaiter

    @Test
    void cancellingTheAwaiterCancelsTheTask() {
        Async.run(() -> {
            Task<Void> task = createTask(() -> forever(events, "task"));
            Task<Void> awaiter = createTask(() -> {
                try {
                    task.await();
                } catch (CancellationException e) {
                    events.add("awaiter cancelled");
                    throw e;
                }
            });
            settle();
            awaiter.cancel();
            settle();
            assertThat(awaiter.isCancelled()).isTrue();
            assertThat(task.isCancelled()).isTrue();
        });
        assertThat(events.all()).containsExactly("task cancelled", "awaiter cancelled");
    }

    @Test
    void cancellingOneAwaiterCancelsTheOtherAsWell() {
        Async.run(() -> {
            Task<Void> task = createTask(() -> forever());
            Task<Void> one = createTask(() -> task.await());
            Task<Void> two = createTask(() -> task.await());
            settle();
            one.cancel();
            settle();
            assertThat(List.of(task, one, two)).allMatch(Task::isCancelled);
            assertThat(two.cancelling()).isZero();
        });
    }

    @Test
    void awaiterWaitsForTheCleanUpOfTheCancelledTask() {
        Async.run(() -> {
            Task<Void> task = createTask(() -> TestBodies.foreverWithCleanUp(events, "task"));
            Task<Void> awaiter = createTask(() -> {
                try {
                    task.await();
                } finally {
                    events.add("awaiter goes on");
                }
            });
            settle();
            awaiter.cancel();
            Async.wait(List.of(awaiter));
        });
        assertThat(events.all()).containsExactly("task cleaned up", "awaiter goes on");
    }

    @Test
    void awaiterGetsTheValueOfATaskThatSwallowsTheCancellation() {
        Async.run(() -> {
            Task<String> task = createTask(() -> {
                try {
                    forever();
                } catch (CancellationException e) {
                    return "all the same";
                }
                return "never";
            });
            Task<String> awaiter = createTask(() -> task.await());
            settle();
            awaiter.cancel();
            settle();
            assertThat(awaiter.resultNow()).isEqualTo("all the same");
            assertThat(awaiter.cancelling()).isEqualTo(1);
        });
    }

    @Test
    void messageReachesTheAwaiterThroughAChainOfTasks() {
        Async.run(() -> {
            Task<Void> inner = createTask(() -> forever());
            Task<Void> middle = createTask(() -> inner.await());
            Task<Void> outer = createTask(() -> middle.await());
            settle();
            outer.cancel("shutting down");
            assertThatThrownBy(outer::await)
                    .isInstanceOf(CancellationException.class)
                    .hasMessage("shutting down");
            assertThat(inner.isCancelled()).isTrue();
        });
    }

    @Test
    void cancelsASuspendFunctionThatItAwaits() {
        Async.run(() -> {
            Task<Object> function = createTask(
                    continuation -> kotlinx.coroutines.DelayKt.delay(100_000, SuspendCalls.unit(continuation)));
            Task<Object> awaiter = createTask(() -> function.await());
            settle();
            awaiter.cancel();
            settle();
            assertThat(function.isCancelled()).isTrue();
            assertThat(awaiter.isCancelled()).isTrue();
        });
    }

    // Cycles

    @Test
    void awaitingItselfIsRefused() {
        Async.run(() -> {
            Task<?> self = Async.currentTask();
            assertThatThrownBy(self::await)
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("awaits itself");
            assertThatThrownBy(() -> Async.shield(self))
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("itself");
            assertThatThrownBy(() -> Async.gather(List.of(self)))
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("itself");
            assertThatThrownBy(() -> Async.wait(List.of(self)))
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("itself");
            assertThatThrownBy(() -> Async.asCompleted(List.of(self)))
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("itself");
        });
    }

    @Test
    void twoTasksThatAwaitEachOtherCanBeCancelled() {
        Async.run(() -> {
            Task<?>[] second = new Task<?>[1];
            Task<Void> first = createTask(() -> {
                yieldNow();
                second[0].await();
            });
            second[0] = createTask(() -> first.await());
            settle();
            first.cancel();
            settle();
            assertThat(first.isCancelled()).isTrue();
            assertThat(second[0].isCancelled()).isTrue();
        });
    }
}
