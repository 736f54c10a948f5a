package suspension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.Async.createTask;
import static suspension.Async.currentTask;
import static suspension.Async.gather;
import static suspension.Async.gatherOutcomes;
import static suspension.Async.yieldNow;
import static suspension.TestBodies.forever;
import static suspension.TestBodies.settle;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Requests to cancel a caller whose gather has a failure to tell already. The order of events is CPython 3.13's. */
class GatherCancellationTest {

    private final IllegalArgumentException failure = new IllegalArgumentException("bad");

    private final Events events = new Events();

    private Task<Void> failed() {
        Task<Void> task = createTask(() -> {
            throw failure;
        });
        settle();
        return task;
    }

    private void gatherAndTell(Task<?>... tasks) {
        try {
            gather(tasks);
            events.add("gathered");
        } catch (IllegalArgumentException e) {
            assertThat(e).isSameAs(failure);
            events.add("failure");
        } catch (CancellationException e) {
            events.add("cancellation");
        }
    }

    private void yieldAndTell() {
        try {
            yieldNow();
            events.add("yielded");
        } catch (CancellationException e) {
            events.add("cancellation");
        }
    }

    // asyncio: gather's future has its exception then, and refuses to be cancelled; so the request meets the caller
    // alone,
    // when it goes on, instead of the failure.

    @Test
    void requestAfterItHasHeardOfAFailureLeavesTheOthersAlone() {
        Async.run(() -> {
            Task<Void> sibling = createTask(() -> forever(events, "sibling"));
            hearOfAFailureThenOfARequest(sibling);
            assertThat(sibling.cancelling()).isZero();
            assertThat(sibling.isDone()).isFalse();
        });
    }

    @Test
    void requestAfterItHasHeardOfAFailureIsMetOnceInItsPlace() {
        Async.run(() -> {
            hearOfAFailureThenOfARequest(createTask(() -> forever()));
            assertThat(events.all()).containsExactly("asked", "cancellation", "yielded");
        });
    }

    private void hearOfAFailureThenOfARequest(Task<?> sibling) {
        CompletableFuture<Void> gate = new CompletableFuture<>();
        Task<Void> failing = createTask(() -> {
            Async.await(gate);
            throw failure;
        });
        Task<Void> caller = createTask(() -> {
            gatherAndTell(failing, sibling);
            yieldAndTell();
        });
        settle();
        gate.complete(null);
        yieldNow(); // the failing task ends; the caller's turn is the next but one
        assertThat(failing.isDone()).isTrue();
        assertThat(events.all()).isEmpty();
        events.add("asked");
        assertThat(caller.cancel()).isTrue();
        settle();
        assertThat(caller.cancelling()).isEqualTo(1);
    }

    @Test
    void requestAfterItHasHeardOfAFailureLeavesWhatTheOthersAwaitAlone() {
        Async.run(() -> {
            Task<Void> inner = createTask(() -> forever(events, "inner"));
            hearOfAFailureThenOfARequest(createTask(() -> inner.await()));
            assertThat(inner.cancelling()).isZero();
            assertThat(inner.isDone()).isFalse();
        });
    }

    // asyncio: the await of gather's future, which is done, does not suspend; so it gives the failure, and the request
    // waits
    // for the next await.

    @Test
    void enteredWithAFailedTaskAndARequestPendingThrowsTheFailure() {
        Async.run(() -> {
            Task<Void> failed = failed();
            Task<Void> sibling = createTask(() -> forever(events, "sibling"));
            settle();
            currentTask().cancel();
            gatherAndTell(failed, sibling);
            yieldAndTell();
            settle();
            assertThat(sibling.cancelling()).isZero();
            assertThat(sibling.isDone()).isFalse();
            assertThat(currentTask().uncancel()).isZero();
            assertThat(events.all()).containsExactly("failure", "cancellation");
        });
    }

    @Test
    void enteredWithAFailedTaskAndARequestPendingStillStartsTheOthers() {
        Async.run(() -> {
            Task<Void> failed = failed();
            currentTask().cancel();
            gatherAndTell(failed, createTask(() -> {
                events.add("sibling starts");
                yieldNow();
                events.add("sibling ends");
            }));
            yieldAndTell();
            settle();
            currentTask().uncancel();
        });
        assertThat(events.all()).containsExactly("failure", "sibling starts", "cancellation", "sibling ends");
    }

    @Test
    void enteredWithFailedTasksOnlyAndARequestPendingThrowsTheFirstFailure() {
        Async.run(() -> {
            Task<Void> first = failed();
            Task<Void> second = failed();
            currentTask().cancel();
            gatherAndTell(first, second);
            yieldAndTell();
            currentTask().uncancel();
        });
        assertThat(events.all()).containsExactly("failure", "cancellation");
    }

    /** The cancellation of the task is the first, that of the caller the second. */
    @Test
    void enteredWithACancelledTaskAndARequestPendingThrowsBothInTurn() {
        Async.run(() -> {
            Task<Void> cancelled = createTask(() -> forever());
            Task<Void> sibling = createTask(() -> forever(events, "sibling"));
            settle();
            cancelled.cancel();
            settle();
            currentTask().cancel("mine");
            assertThatThrownBy(() -> gather(cancelled, sibling))
                    .isInstanceOf(CancellationException.class)
                    .hasMessage(null);
            assertThatThrownBy(Async::yieldNow)
                    .isInstanceOf(CancellationException.class)
                    .hasMessage("mine");
            settle();
            assertThat(sibling.isDone()).isFalse();
            assertThat(currentTask().uncancel()).isZero();
        });
    }

    /** It collects failures, so one of them ends nothing: asyncio cancels the others, and the request is met here. */
    @Test
    void gatherOutcomesEnteredWithAFailedTaskAndARequestPendingCancelsTheOthers() {
        Async.run(() -> {
            Task<Void> failed = failed();
            Task<Void> sibling = createTask(() -> forever(events, "sibling"));
            settle();
            currentTask().cancel();
            assertThatThrownBy(() -> gatherOutcomes(failed, sibling)).isInstanceOf(CancellationException.class);
            events.add("caller goes on");
            yieldNow();
            assertThat(sibling.isCancelled()).isTrue();
            assertThat(currentTask().uncancel()).isZero();
        });
        assertThat(events.all()).containsExactly("sibling cancelled", "caller goes on");
    }

    @Test
    void gatherOutcomesOfDoneTasksGivesThemAlthoughARequestIsPending() {
        Async.run(() -> {
            Task<Void> failed = failed();
            Task<Void> done = createTask(() -> {});
            settle();
            currentTask().cancel();
            List<Outcome<Void>> outcomes = gatherOutcomes(failed, done);
            assertThat(outcomes).hasSize(2);
            yieldAndTell();
            currentTask().uncancel();
        });
        assertThat(events.all()).containsExactly("cancellation");
    }
}
