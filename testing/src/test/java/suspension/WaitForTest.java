package suspension;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.Async.createTask;
import static suspension.Async.sleep;
import static suspension.Async.waitFor;
import static suspension.TimedBodies.CLEAN_UP;
import static suspension.TimedBodies.forever;
import static suspension.TimedBodies.foreverWithCleanUp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import suspension.testing.AsyncTest;
import suspension.testing.VirtualClock;

class WaitForTest {

    private final List<String> events = new ArrayList<>();

    private String foreverAsText() {
        foreverWithCleanUp(events, "body");
        return "never";
    }

    private String stubborn() {
        try {
            forever();
        } catch (CancellationException e) {
            return "all the same";
        }
        return "never";
    }

    @AsyncTest
    void givesTheValueInTime(VirtualClock clock) {
        assertThat(waitFor(WaitForTest::brew, ofSeconds(3))).isEqualTo("tea");
        assertThat(waitFor(createTask(WaitForTest::brew), ofSeconds(3))).isEqualTo("tea");
        assertThat(clock.elapsed()).isEqualTo(ofSeconds(4));
    }

    private static String brew() {
        sleep(ofSeconds(2));
        return "tea";
    }

    @AsyncTest
    void runsABodyInTheCallersOwnTask() {
        Task<?> inside = WaitForTest.<Task<?>>limited(Async::currentTask);
        assertThat(inside).isSameAs(Async.currentTask());
    }

    private static <T> T limited(Awaitable<T, RuntimeException> body) {
        return waitFor(body, ofDays(1));
    }

    @AsyncTest
    void tooLateThrowsWhenTheCleanUpIsDone(VirtualClock clock) {
        assertThatThrownBy(() -> waitFor(this::foreverAsText, ofSeconds(1)))
                .isExactlyInstanceOf(AsyncTimeoutException.class)
                .hasCauseInstanceOf(CancellationException.class);
        assertThat(clock.elapsed()).isEqualTo(ofSeconds(1).plus(CLEAN_UP));
        assertThat(Async.currentTask().cancelling()).isZero();
        assertThat(events).containsExactly("body cleaned up");
    }

    @AsyncTest
    void tooLateCancelsATask(VirtualClock clock) {
        Task<String> task = createTask(this::foreverAsText);
        assertThatThrownBy(() -> waitFor(task, ofSeconds(1))).isExactlyInstanceOf(AsyncTimeoutException.class);
        assertThat(clock.elapsed()).isEqualTo(ofSeconds(1).plus(CLEAN_UP));
        assertThat(task.isCancelled()).isTrue();
        assertThat(Async.currentTask().cancelling()).isZero();
        assertThat(events).containsExactly("body cleaned up");
    }

    @AsyncTest
    void aValueReturnedDespiteTheCancellationWins() {
        assertThat(waitFor(this::stubborn, ofSeconds(1))).isEqualTo("all the same");
        assertThat(waitFor(createTask(this::stubborn), ofSeconds(1))).isEqualTo("all the same");
    }

    @AsyncTest
    void aDifferentErrorOfTheCleanUpWins() {
        IOException failure = new IOException("clean-up failed");
        assertThatThrownBy(() -> waitFor(() -> failCleaningUp(failure), ofSeconds(1)))
                .isSameAs(failure);
    }

    private static String failCleaningUp(IOException failure) throws IOException {
        try {
            forever();
        } catch (CancellationException e) {
            throw failure;
        }
        return "never";
    }

    @AsyncTest
    void throwsWhatTheBodyThrowsAsItIs() {
        IOException failure = new IOException("gone");
        try {
            waitFor(() -> read(failure), ofDays(1));
        } catch (IOException e) {
            assertThat(e).isSameAs(failure);
            events.add("caught");
        }
        assertThat(events).containsExactly("caught");
    }

    private static String read(IOException failure) throws IOException {
        throw failure;
    }

    // No time at all

    @AsyncTest
    void withoutTimeADoneTaskGivesItsOutcome() {
        IOException failure = new IOException("gone");
        Task<String> done = createTask(() -> "done");
        Task<String> failed = createTask(() -> read(failure));
        sleep(ofSeconds(1));
        assertThat(waitFor(done, ZERO)).isEqualTo("done");
        assertThatThrownBy(() -> waitFor(failed, ZERO))
                .isExactlyInstanceOf(CompletionException.class)
                .cause()
                .isSameAs(failure);
        Task<String> cancelled = createTask(this::foreverAsText);
        cancelled.cancel("before");
        sleep(ofSeconds(1));
        assertThatThrownBy(() -> waitFor(cancelled, ZERO))
                .isInstanceOf(CancellationException.class)
                .hasMessage("before");
    }

    @AsyncTest
    void withoutTimeNothingIsEntered() {
        Task<Void> task = createTask(() -> {
            events.add("task entered");
        });
        assertThatThrownBy(() -> waitFor(task, ZERO)).isExactlyInstanceOf(AsyncTimeoutException.class);
        assertThat(task.isCancelled()).isTrue();
        assertThatThrownBy(() -> waitFor(this::enter, ofSeconds(-1))).isExactlyInstanceOf(AsyncTimeoutException.class);
        assertThatThrownBy(() -> waitFor(Coroutine.of(this::enter), ZERO))
                .isExactlyInstanceOf(AsyncTimeoutException.class);
        sleep(ofSeconds(1));
        assertThat(events).isEmpty();
    }

    private String enter() {
        events.add("body entered");
        return "entered";
    }

    @AsyncTest
    void withoutTimeARunningTaskIsCancelledAndAwaited() {
        Task<String> task = createTask(this::foreverAsText);
        sleep(ofSeconds(1));
        assertThatThrownBy(() -> waitFor(task, ZERO)).isExactlyInstanceOf(AsyncTimeoutException.class);
        Task<String> stubborn = createTask(this::stubborn);
        sleep(ofSeconds(1));
        assertThat(waitFor(stubborn, ZERO)).isEqualTo("all the same");
        assertThat(events).containsExactly("body cleaned up");
    }

    @AsyncTest
    void cancellingTheCallerCancelsTheTask() {
        Task<String> task = createTask(this::foreverAsText);
        Task<String> caller = createTask(() -> waitFor(task, ofDays(1)));
        sleep(ofSeconds(1));
        caller.cancel("enough");
        assertThatThrownBy(caller::await)
                .isInstanceOf(CancellationException.class)
                .hasMessage("enough");
        assertThat(task.isCancelled()).isTrue();
    }

    @Test
    void outsideABodyIsRefused() {
        assertThatThrownBy(() -> waitFor(this::enter, ofDays(1)))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("waitFor()");
        assertThatThrownBy(() -> waitFor(this::enter, ZERO)).isExactlyInstanceOf(IllegalStateException.class);
        assertThat(events).isEmpty();
    }
}
