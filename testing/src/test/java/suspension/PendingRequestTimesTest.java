package suspension;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static suspension.Async.createTask;
import static suspension.Async.currentTask;
import static suspension.Async.sleep;
import static suspension.Async.timeout;
import static suspension.Async.waitFor;
import static suspension.Async.yieldNow;
import static suspension.TimedBodies.forever;
import static suspension.TimedBodies.goOn;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import suspension.testing.AsyncTest;

/**
 * A request that is pending when its task calls something with a time limit. What asyncio does was observed with CPython
 * 3.13; where it swallows a request that came before the limit began, this does not.
 */
class PendingRequestTimesTest {

    private static final String CANCELLATION = "cancellation";
    private static final String TIMEOUT = "timeout";

    private final List<String> events = new ArrayList<>();

    private void tell(Awaitable<?, ?> code) {
        try {
            events.add(String.valueOf(code.await()));
        } catch (CancellationException e) {
            events.add(CANCELLATION);
        } catch (AsyncTimeoutException e) {
            events.add(TIMEOUT);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Runs the code with a request pending, then waits twice. */
    private List<String> withARequest(Awaitable<?, ?> code) {
        currentTask().cancel();
        return thenGoOn(code);
    }

    /** Runs the code, which meets one request or leaves it pending, then waits twice. */
    private List<String> thenGoOn(Awaitable<?, ?> code) {
        tell(code);
        assertThat(currentTask().cancelling()).isEqualTo(1);
        for (int i = 0; i < 2; i++) {
            tell(() -> {
                goOn();
                return "went on";
            });
        }
        assertThat(currentTask().uncancel()).isZero();
        return events;
    }

    private Task<String> done() {
        Task<String> task = createTask(() -> "tea");
        sleep(ofSeconds(1));
        return task;
    }

    private String enter() {
        events.add("entered");
        return "tea";
    }

    // waitFor without time

    // asyncio: the coroutine is made a task, cancelled and waited for; that wait meets the request.

    @AsyncTest
    void waitForABodyWithoutTimeMeetsItAndNeverEntersTheBody() {
        assertThat(withARequest(() -> waitFor(this::enter, ZERO))).containsExactly(CANCELLATION, "went on", "went on");
    }

    @AsyncTest
    void waitForACoroutineWithoutTimeMeetsItAndNeverEntersTheCoroutine() {
        assertThat(withARequest(() -> waitFor(Coroutine.of(this::enter), ZERO)))
                .containsExactly(CANCELLATION, "went on", "went on");
    }

    @AsyncTest
    void waitForATaskThatHasNotStartedWithoutTimeMeetsItAndCancelsTheTask() {
        Task<String> task = createTask(this::enter);
        assertThat(withARequest(() -> waitFor(task, ZERO))).containsExactly(CANCELLATION, "went on", "went on");
        assertThat(task.isCancelled()).isTrue();
    }

    @AsyncTest
    void waitForAPendingTaskWithoutTimeMeetsItAndCancelsTheTaskFirst() {
        Task<Void> task = createTask(() -> forever(events, "task"));
        yieldNow();
        assertThat(withARequest(() -> waitFor(task, ZERO)))
                .containsExactly("task cancelled", CANCELLATION, "went on", "went on");
        assertThat(task.isCancelled()).isTrue();
    }

    // asyncio: does not suspend, so the request waits for the next wait.

    @AsyncTest
    void waitForADoneTaskWithoutTimeGivesTheValue() {
        Task<String> done = done();
        assertThat(withARequest(() -> waitFor(done, ZERO))).containsExactly("tea", CANCELLATION, "went on");
    }

    @AsyncTest
    void waitForABodyThatDoesNotSuspendGivesTheValue() {
        assertThat(withARequest(() -> waitFor(this::enter, ofSeconds(9))))
                .containsExactly("entered", "tea", CANCELLATION, "went on");
    }

    /** Without a request it gives up one turn. */
    @AsyncTest
    void waitForABodyWithoutTimeLetsOthersRunFirst() {
        createTask(() -> events.add("other"));
        tell(() -> waitFor(this::enter, ZERO));
        assertThat(events).containsExactly("other", TIMEOUT);
        assertThat(currentTask().cancelling()).isZero();
    }

    // timeout without time

    /** asyncio: TimeoutError, and nobody ever meets the request. Here a timeout swallows only its own. */
    @AsyncTest
    void timeoutWithoutTimeAroundAWaitLetsTheRequestThroughThatWasThereBefore() {
        assertThat(withARequest(() -> timeout(ZERO, PendingRequestTimesTest::yielded)))
                .containsExactly(CANCELLATION, "went on", "went on");
    }

    /** As in asyncio. */
    @AsyncTest
    void timeoutWithoutTimeAroundAWaitLetsTheRequestThroughThatCameInside() {
        assertThat(thenGoOn(() -> timeout(ZERO, () -> {
                    currentTask().cancel();
                    return yielded();
                })))
                .containsExactly(CANCELLATION, "went on", "went on");
    }

    /** As in asyncio: the wait gives up a turn although the request is there, and in that turn the time is up. */
    @AsyncTest
    void timeoutWithoutTimeExpiresInTheWaitThatMeetsTheRequest() {
        AtomicReference<@Nullable Timeout> limit = new AtomicReference<>();
        assertThat(thenGoOn(() -> Async.<String, RuntimeException>timeout(ZERO, timeout -> {
                    limit.set(timeout);
                    currentTask().cancel();
                    return yielded();
                })))
                .containsExactly(CANCELLATION, "went on", "went on");
        Timeout timeout = limit.get();
        assertThat(timeout != null && timeout.expired()).isTrue();
    }

    /** As in asyncio: it does not suspend, so the time is not up either. */
    @AsyncTest
    void timeoutWithoutTimeAroundWhatDoesNotSuspendKeepsTheRequest() {
        Task<String> done = done();
        assertThat(withARequest(() -> Async.<String, RuntimeException>timeout(ZERO, timeout -> {
                    String value = done.await();
                    return value + (timeout.expired() ? ", expired" : ", in time");
                })))
                .containsExactly("tea, in time", CANCELLATION, "went on");
    }

    @AsyncTest
    void timeoutWithoutTimeAroundAWaitExpiresWhenThereIsNoRequest() {
        tell(() -> timeout(ZERO, PendingRequestTimesTest::yielded));
        assertThat(currentTask().cancelling()).isZero();
        goOn();
        assertThat(events).containsExactly(TIMEOUT);
    }

    private static String yielded() {
        yieldNow();
        return "yielded";
    }
}
