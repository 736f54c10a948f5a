package suspension;

import static org.assertj.core.api.Assertions.assertThat;
import static suspension.Async.asCompleted;
import static suspension.Async.createTask;
import static suspension.Async.currentTask;
import static suspension.Async.gather;
import static suspension.Async.shield;
import static suspension.Async.yieldNow;
import static suspension.TestBodies.forever;
import static suspension.TestBodies.settle;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import suspension.sync.AsyncBarrier;
import suspension.sync.AsyncCondition;
import suspension.sync.AsyncEvent;
import suspension.sync.AsyncLock;
import suspension.sync.AsyncQueue;
import suspension.sync.AsyncSemaphore;

/**
 * A request that is pending when its task calls what may suspend: it is met where asyncio suspends, and kept for the next
 * wait where asyncio does not. Each case was observed with CPython 3.13.
 */
class PendingRequestTest {

    private static final String CANCELLATION = "cancellation";

    private final IllegalArgumentException failure = new IllegalArgumentException("bad");

    private final Events events = new Events();

    private void tell(Awaitable<?, ?> code) {
        try {
            events.add(String.valueOf(code.await()));
        } catch (CancellationException e) {
            events.add(CANCELLATION);
        } catch (Exception e) {
            assertThat(e).isSameAs(failure);
            events.add("failure");
        }
    }

    /** Runs the code with a request pending, then waits twice. */
    private List<String> withARequest(Awaitable<?, ?> code) {
        currentTask().cancel();
        tell(code);
        for (int i = 0; i < 2; i++) {
            tell(() -> {
                yieldNow();
                return "yielded";
            });
        }
        assertThat(currentTask().uncancel()).isZero();
        return events.all();
    }

    private Task<String> done(String value) {
        Task<String> task = createTask(() -> value);
        settle();
        return task;
    }

    private Task<String> failed() {
        Task<String> task = createTask(() -> {
            throw failure;
        });
        settle();
        return task;
    }

    // Not met: asyncio does not suspend

    @Test
    void awaitOfACompletedStageGivesTheValue() {
        CompletionStage<String> stage = CompletableFuture.completedFuture("tea");
        Async.run(() ->
                assertThat(withARequest(() -> Async.await(stage))).containsExactly("tea", CANCELLATION, "yielded"));
    }

    @Test
    void awaitOfAFailedStageThrowsTheFailure() {
        CompletionStage<String> stage = CompletableFuture.failedFuture(failure);
        Async.run(() ->
                assertThat(withARequest(() -> Async.await(stage))).containsExactly("failure", CANCELLATION, "yielded"));
    }

    /** The stage's cancellation is the first, the request's the second. */
    @Test
    void awaitOfACancelledStageThrowsAndTheRequestIsMetAfterIt() {
        CompletableFuture<String> stage = new CompletableFuture<>();
        stage.cancel(false);
        Async.run(() -> assertThat(withARequest(() -> Async.await(stage)))
                .containsExactly(CANCELLATION, CANCELLATION, "yielded"));
    }

    @Test
    void awaitOfADoneTaskGivesTheValue() {
        Async.run(() -> {
            Task<String> done = done("tea");
            assertThat(withARequest(done)).containsExactly("tea", CANCELLATION, "yielded");
        });
    }

    @Test
    void awaitOfAFailedTaskThrowsTheFailure() {
        Async.run(() -> {
            Task<String> failed = failed();
            assertThat(withARequest(failed)).containsExactly("failure", CANCELLATION, "yielded");
        });
    }

    @Test
    void shieldOfADoneTaskGivesTheValue() {
        Async.run(() -> {
            Task<String> done = done("tea");
            assertThat(withARequest(() -> shield(done))).containsExactly("tea", CANCELLATION, "yielded");
        });
    }

    @Test
    void gatherOfDoneTasksGivesTheValues() {
        Async.run(() -> {
            Task<String> done = done("tea");
            assertThat(withARequest(() -> gather(done, done))).containsExactly("[tea, tea]", CANCELLATION, "yielded");
        });
    }

    @Test
    void gatherOfFailedTasksThrowsTheFirstFailure() {
        Async.run(() -> {
            Task<String> failed = failed();
            Task<String> done = done("tea");
            assertThat(withARequest(() -> gather(done, failed))).containsExactly("failure", CANCELLATION, "yielded");
        });
    }

    @Test
    void gatherOfNothingGivesNothing() {
        Async.run(() -> assertThat(withARequest(() -> gather(List.<Task<String>>of())))
                .containsExactly("[]", CANCELLATION, "yielded"));
    }

    @Test
    void groupWithoutTasksEnds() {
        Async.run(() -> assertThat(withARequest(() -> TaskGroup.run(group -> "ended")))
                .containsExactly("ended", CANCELLATION, "yielded"));
    }

    @Test
    void groupWhoseTasksAreDoneEnds() {
        Async.run(() -> {
            TaskGroup.run(group -> {
                group.createTask(() -> {});
                settle();
                currentTask().cancel();
            });
            tell(() -> {
                yieldNow();
                return "yielded";
            });
            currentTask().uncancel();
        });
        assertThat(events.all()).containsExactly(CANCELLATION);
    }

    @Test
    void primitivesThatNeedNotWaitDoNotMeetIt() {
        Async.run(() -> {
            AsyncLock lock = new AsyncLock();
            AsyncSemaphore semaphore = new AsyncSemaphore(1);
            AsyncEvent event = new AsyncEvent();
            event.set();
            AsyncQueue<String> queue = AsyncQueue.unbounded();
            AsyncBarrier barrier = new AsyncBarrier(1);
            AsyncCondition condition = new AsyncCondition();
            condition.lock().acquire();
            currentTask().cancel();
            lock.acquire();
            semaphore.acquire();
            event.await();
            queue.put("tea");
            assertThat(queue.get()).isEqualTo("tea");
            queue.taskDone();
            queue.join();
            barrier.await();
            condition.awaitUntil(() -> true);
            tell(() -> {
                yieldNow();
                return "yielded";
            });
            currentTask().uncancel();
        });
        assertThat(events.all()).containsExactly(CANCELLATION);
    }

    // Met: asyncio suspends

    @Test
    void asCompletedOfDoneTasksMeetsItAtTheFirst() {
        Async.run(() -> {
            List<Task<String>> tasks = List.of(done("a"), done("b"));
            assertThat(withARequest(() -> asCompleted(tasks).iterator().next().await()))
                    .containsExactly(CANCELLATION, "yielded", "yielded");
        });
    }

    /** The first wait of asyncio's has filled the queue, so those after it need not wait. */
    @Test
    void asCompletedGivesWhatIsReadyAlthoughARequestHasComeMeanwhile() {
        Async.run(() -> {
            Iterator<Task<String>> finished =
                    asCompleted(List.of(done("a"), done("b"), done("c"))).iterator();
            events.add(finished.next().await());
            assertThat(withARequest(
                            () -> finished.next().await() + finished.next().await()))
                    .containsExactly("a", "bc", CANCELLATION, "yielded");
        });
    }

    @Test
    void asCompletedThatHasMetItGoesOn() {
        Async.run(() -> {
            Iterator<Task<String>> finished =
                    asCompleted(List.of(done("a"), done("b"))).iterator();
            currentTask().cancel();
            tell(() -> finished.next().await());
            tell(() -> finished.next().await());
            tell(() -> finished.next().await());
            assertThat(finished.hasNext()).isFalse();
            assertThat(currentTask().uncancel()).isZero();
        });
        assertThat(events.all()).containsExactly(CANCELLATION, "a", "b");
    }

    @Test
    void waitForDoneTasksMeetsIt() {
        Async.run(() -> {
            Task<String> done = done("tea");
            assertThat(withARequest(() -> Async.wait(List.of(done))))
                    .containsExactly(CANCELLATION, "yielded", "yielded");
        });
    }

    @Test
    void gatherOfWhatIsNotDoneMeetsItAndCancelsThat() {
        Async.run(() -> {
            Task<Void> pending = createTask(() -> forever(events, "sibling"));
            settle();
            assertThat(withARequest(() -> gather(pending)))
                    .containsExactly("sibling cancelled", CANCELLATION, "yielded", "yielded");
        });
    }
}
