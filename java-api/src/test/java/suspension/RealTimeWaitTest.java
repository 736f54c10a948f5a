package suspension;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.Async.asCompleted;
import static suspension.Async.createTask;
import static suspension.Async.waitFor;
import static suspension.TestBodies.forever;
import static suspension.TestBodies.foreverWithCleanUp;
import static suspension.TestBodies.settle;
import static suspension.TestBodies.untilWaiting;

import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** What comes of {@code waitFor}, and of {@code wait} and {@code asCompleted} with a limit, on a real clock. */
@InEveryPlace
class RealTimeWaitTest {

    private static final Duration SHORT = ofMillis(10);

    @Parameter
    private Place place;

    private final Events events = new Events();

    private String foreverAsText() {
        foreverWithCleanUp(events, "body");
        return "never";
    }

    private static String stubborn() {
        try {
            forever();
        } catch (CancellationException e) {
            return "all the same";
        }
        return "never";
    }

    private String enter() {
        events.add("entered");
        return "entered";
    }

    // waitFor

    @Test
    void givesTheValueInTimeOfABodyInTheCallersOwnTask() {
        place.run(() -> {
            Task<?> self = Async.currentTask();
            assertThat(waitFor(
                            () -> {
                                settle();
                                return Async.currentTask() == self;
                            },
                            ofDays(1)))
                    .isTrue();
            assertThat(waitFor(createTask(this::enter), ofDays(1))).isEqualTo("entered");
        });
    }

    @Test
    void tooLateThrowsWhenTheCleanUpIsDone() {
        place.run(() -> {
            assertThatThrownBy(() -> waitFor(this::foreverAsText, SHORT))
                    .isExactlyInstanceOf(AsyncTimeoutException.class)
                    .hasCauseInstanceOf(CancellationException.class);
            assertThat(Async.currentTask().cancelling()).isZero();
            settle();
        });
        assertThat(events.all()).containsExactly("body cleaned up");
    }

    @Test
    void tooLateCancelsATask() {
        place.run(() -> {
            Task<String> task = createTask(this::foreverAsText);
            untilWaiting(task);
            assertThatThrownBy(() -> waitFor(task, SHORT)).isExactlyInstanceOf(AsyncTimeoutException.class);
            assertThat(task.isCancelled()).isTrue();
            assertThat(Async.currentTask().cancelling()).isZero();
            settle();
        });
        assertThat(events.all()).containsExactly("body cleaned up");
    }

    @Test
    void aValueReturnedDespiteTheCancellationWins() {
        place.run(() -> {
            assertThat(waitFor(RealTimeWaitTest::stubborn, SHORT)).isEqualTo("all the same");
            Task<String> task = createTask(RealTimeWaitTest::stubborn);
            untilWaiting(task);
            assertThat(waitFor(task, SHORT)).isEqualTo("all the same");
            settle();
        });
    }

    @Test
    void aDifferentErrorOfTheCleanUpWins() {
        IOException failure = new IOException("clean-up failed");
        place.run(() -> assertThatThrownBy(() -> waitFor(() -> failCleaningUp(failure), SHORT))
                .isSameAs(failure));
    }

    private static String failCleaningUp(IOException failure) throws IOException {
        try {
            forever();
        } catch (CancellationException e) {
            throw failure;
        }
        return "never";
    }

    @Test
    void withoutTimeADoneTaskGivesItsOutcome() {
        IOException failure = new IOException("gone");
        place.run(() -> {
            Task<String> done = createTask(() -> "done");
            Task<String> failed = createTask(() -> failing(failure));
            Async.wait(List.of(done, failed));
            assertThat(waitFor(done, ZERO)).isEqualTo("done");
            assertThatThrownBy(() -> waitFor(failed, ZERO))
                    .isExactlyInstanceOf(CompletionException.class)
                    .cause()
                    .isSameAs(failure);
        });
    }

    private static String failing(IOException failure) throws IOException {
        throw failure;
    }

    @Test
    void withoutTimeNothingIsEntered() {
        place.run(() -> {
            assertThatThrownBy(() -> waitFor(this::enter, ofSeconds(-1)))
                    .isExactlyInstanceOf(AsyncTimeoutException.class);
            assertThatThrownBy(() -> waitFor(Coroutine.of(this::enter), ZERO))
                    .isExactlyInstanceOf(AsyncTimeoutException.class);
            settle();
        });
        assertThat(events.all()).isEmpty();
    }

    @Test
    void withoutTimeABodyIsTooLateThoughItsTaskIsCancelledAtOnce() {
        place.run(() -> {
            for (int round = 0; round < 500; round++) {
                assertThatThrownBy(() -> waitFor(this::enter, ZERO)).isExactlyInstanceOf(AsyncTimeoutException.class);
            }
        });
    }

    @Test
    void withoutTimeARunningTaskIsCancelledAndAwaited() {
        place.run(() -> {
            Task<String> task = createTask(this::foreverAsText);
            Task<String> stubborn = createTask(RealTimeWaitTest::stubborn);
            untilWaiting(task, stubborn);
            assertThatThrownBy(() -> waitFor(task, ZERO)).isExactlyInstanceOf(AsyncTimeoutException.class);
            assertThat(waitFor(stubborn, ZERO)).isEqualTo("all the same");
        });
        assertThat(events.all()).containsExactly("body cleaned up");
    }

    @Test
    void withoutTimeATaskThatCannotBeAwaitedIsRefused() {
        place.run(() -> {
            Task<?> self = Async.currentTask();
            assertThatThrownBy(() -> waitFor(self, ZERO))
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("awaits itself");
            assertThat(self.cancelling()).isZero();
        });
    }

    @Test
    void cancellingTheCallerCancelsTheTask() {
        place.run(() -> {
            Task<String> task = createTask(this::foreverAsText);
            Task<String> caller = createTask(() -> waitFor(task, ofDays(1)));
            untilWaiting(task, caller);
            caller.cancel("enough");
            assertThatThrownBy(caller::await)
                    .isInstanceOf(CancellationException.class)
                    .hasMessage("enough");
            assertThat(task.isCancelled()).isTrue();
        });
    }

    // wait and asCompleted, which cancel nothing

    @Test
    void waitReturnsWhatThereIsAndCancelsNothing() {
        place.run(() -> {
            Gate gate = new Gate();
            Task<Void> pending = createTask(() -> gate.await());
            Task<Void> done = createTask(() -> {});
            Async.wait(List.of(done));
            WaitResult<Task<Void>> result = Async.wait(List.of(pending, done), SHORT);
            assertThat(result.done()).containsExactly(done);
            assertThat(result.pending()).containsExactly(pending);
            assertThat(pending.cancelling()).isZero();
            gate.open();
            assertThat(Async.wait(List.of(pending, done), ofDays(1)).pending()).isEmpty();
        });
    }

    @Test
    void nextThrowsATimeoutAndCancelsNothing() {
        place.run(() -> {
            Gate gate = new Gate();
            Task<Void> slow = createTask(() -> gate.await());
            Iterator<Task<Void>> tasks = asCompleted(List.of(slow), SHORT).iterator();
            for (int i = 0; i < 2; i++) {
                assertThat(tasks.hasNext()).isTrue();
                assertThatThrownBy(tasks::next)
                        .isExactlyInstanceOf(AsyncTimeoutException.class)
                        .hasMessageContaining(SHORT.toString());
            }
            assertThat(slow.cancelling()).isZero();
            gate.open();
            slow.await();
            assertThat(tasks.next()).isSameAs(slow);
            assertThat(tasks.hasNext()).isFalse();
        });
    }
}
