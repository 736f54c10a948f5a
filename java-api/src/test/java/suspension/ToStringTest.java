package suspension;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static suspension.Async.createTask;
import static suspension.TestBodies.forever;
import static suspension.TestBodies.settle;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import kotlinx.coroutines.Dispatchers;
import org.junit.jupiter.api.Test;
import suspension.sync.AsyncEvent;

class ToStringTest {

    @Test
    void tellsNameAndState() {
        Async.run(() -> {
            Task<Result> task = createTask("kettle", Result::new);
            assertThat(task).hasToString("Task[kettle, pending]");
            task.await();
            assertThat(task).hasToString("Task[kettle, finished]");
        });
    }

    /** A value whose own text must not be asked for. */
    private static final class Result {
        @Override
        public String toString() {
            throw new AssertionError("asked");
        }
    }

    @Test
    void tellsWhatATaskWaitsFor() {
        Async.run(() -> {
            Task<Void> sleeper = createTask("sleeper", () -> Async.sleep(Duration.ofSeconds(9)));
            Task<Void> awaiter = createTask("awaiter", () -> sleeper.await());
            Task<Void> gatherer = createTask("gatherer", () -> Async.gather(() -> forever(), () -> forever()));
            settle();
            assertThat(sleeper).hasToString("Task[sleeper, pending, waiting for sleep of PT9S]");
            assertThat(awaiter).hasToString("Task[awaiter, pending, waiting for sleeper]");
            assertThat(gatherer).hasToString("Task[gatherer, pending, waiting for gather of 2]");
        });
    }

    @Test
    void tellsOfCancellationAndFailure() {
        Async.run(() -> {
            Task<Void> cancelled = createTask("a", () -> forever());
            Task<Void> failed = createTask("b", () -> {
                throw new IllegalStateException("secret");
            });
            cancelled.cancel();
            assertThat(cancelled.toString()).startsWith("Task[a, cancelling");
            Async.wait(List.of(cancelled, failed));
            assertThat(cancelled).hasToString("Task[a, cancelled]");
            assertThat(failed).hasToString("Task[b, failed with java.lang.IllegalStateException]");
        });
    }

    @Test
    void ofTasksThatAwaitEachOtherEnds() {
        Async.run(() -> {
            Task<?>[] second = new Task<?>[1];
            Task<Void> first = createTask("first", () -> {
                second[0].await();
            });
            second[0] = createTask("second", () -> first.await());
            settle();
            assertThat(first).hasToString("Task[first, pending, waiting for second]");
            first.cancel();
        });
    }

    @Test
    void ofATimeoutTellsStateAndLimit() {
        Async.run(() -> {
            String text = Async.timeout(Duration.ofSeconds(5), (Timeout t) -> t.toString());
            assertThat(text).isEqualTo("Timeout[active, PT5S]");
        });
    }

    @Test
    void namesEachKindOfWait() {
        CountDownLatch latch = new CountDownLatch(1);
        try (TaskScope scope = TaskScope.on(Dispatchers.getDefault())) {
            scope.createTask(() -> forever());
            Async.run(() -> {
                Task<Void> a = createTask(() -> forever());
                Task<Void> b = createTask(() -> forever());
                assertWaitsFor("a CompletableFuture", () -> Async.await(new CompletableFuture<>()));
                assertWaitsFor("wait for 2", () -> Async.wait(List.of(a, b)));
                assertWaitsFor(
                        "the next of 2 tasks",
                        () -> Async.asCompleted(List.of(a, b)).iterator().next());
                assertWaitsFor("a call on another thread", () -> Async.toThread(() -> latch.await(20, SECONDS)));
                latch.countDown(); // the call is not cancelled, and the run waits for it
                assertWaitsFor("the tasks of a scope", scope::join);
                assertWaitsFor(
                        "the tasks of its group",
                        () -> TaskGroup.run(group -> {
                            group.createTask(() -> forever());
                        }));
                assertWaitsFor("AsyncEvent.await()", () -> new AsyncEvent().await());
            });
            scope.cancel();
        }
    }

    private static void assertWaitsFor(String what, Action<Exception> code) {
        Task<Void> task = createTask("waiter", code);
        settle();
        assertThat(task).hasToString("Task[waiter, pending, waiting for " + what + "]");
        task.cancel();
    }
}
