package suspension;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.Async.createTask;
import static suspension.Async.waitFor;
import static suspension.TestBodies.forever;
import static suspension.TestBodies.settle;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class WaitForTest {

    private final Events events = new Events();

    private String foreverAsText() {
        TestBodies.foreverWithCleanUp(events, "body");
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

    @Test
    void givesTheValueInTime() {
        Async.run(() -> {
            assertThat(waitFor(() -> "tea", ofDays(1))).isEqualTo("tea");
            assertThat(waitFor(createTask(() -> "tea"), ofDays(1))).isEqualTo("tea");
        });
    }

    @Test
    void runsABodyInTheCallersOwnTask() {
        Async.run(() -> {
            Task<?> inside = WaitForTest.<Task<?>>limited(Async::currentTask);
            assertThat(inside).isSameAs(Async.currentTask());
        });
    }

    private static <T> T limited(Awaitable<T, RuntimeException> body) {
        return waitFor(body, ofDays(1));
    }

    @Test
    void tooLateThrowsWhenTheCleanUpIsDone() {
        Async.run(() -> {
            assertThatThrownBy(() -> waitFor(this::foreverAsText, ofMillis(1)))
                    .isExactlyInstanceOf(AsyncTimeoutException.class)
                    .hasCauseInstanceOf(CancellationException.class);
            events.add("caller");
            assertThat(Async.currentTask().cancelling()).isZero();
        });
        assertThat(events.all()).containsExactly("body cleaned up", "caller");
    }

    @Test
    void tooLateCancelsATask() {
        Async.run(() -> {
            Task<String> task = createTask(this::foreverAsText);
            assertThatThrownBy(() -> waitFor(task, ofMillis(1))).isExactlyInstanceOf(AsyncTimeoutException.class);
            assertThat(task.isCancelled()).isTrue();
            assertThat(Async.currentTask().cancelling()).isZero();
        });
        assertThat(events.all()).containsExactly("body cleaned up");
    }

    @Test
    void aValueReturnedDespiteTheCancellationWins() {
        Async.run(() -> {
            assertThat(waitFor(this::stubborn, ofMillis(1))).isEqualTo("all the same");
            assertThat(waitFor(createTask(this::stubborn), ofMillis(1))).isEqualTo("all the same");
        });
    }

    @Test
    void aDifferentErrorOfTheCleanUpWins() {
        IOException failure = new IOException("clean-up failed");
        Async.run(() -> assertThatThrownBy(() -> waitFor(() -> failCleaningUp(failure), ofMillis(1)))
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
    void throwsWhatTheBodyThrowsAsItIs() {
        IOException failure = new IOException("gone");
        Async.run(() -> {
            try {
                waitFor(() -> read(failure), ofDays(1));
            } catch (IOException e) {
                assertThat(e).isSameAs(failure);
                events.add("caught");
            }
        });
        assertThat(events.all()).containsExactly("caught");
    }

    private static String read(IOException failure) throws IOException {
        throw failure;
    }

    // No time at all

    @Test
    void withoutTimeADoneTaskGivesItsOutcome() {
        IOException failure = new IOException("gone");
        Async.run(() -> {
            Task<String> done = createTask(() -> "done");
            Task<String> failed = createTask(() -> read(failure));
            settle();
            assertThat(waitFor(done, ZERO)).isEqualTo("done");
            assertThatThrownBy(() -> waitFor(failed, ZERO))
                    .isExactlyInstanceOf(CompletionException.class)
                    .cause()
                    .isSameAs(failure);
        });
    }

    @Test
    void withoutTimeNothingIsEntered() {
        Async.run(() -> {
            Task<Void> task = createTask(() -> events.add("task entered"));
            assertThatThrownBy(() -> waitFor(task, ZERO)).isExactlyInstanceOf(AsyncTimeoutException.class);
            assertThat(task.isCancelled()).isTrue();
            assertThatThrownBy(() -> waitFor(this::enter, ofMillis(-1)))
                    .isExactlyInstanceOf(AsyncTimeoutException.class);
            assertThatThrownBy(() -> waitFor(Coroutine.of(this::enter), ZERO))
                    .isExactlyInstanceOf(AsyncTimeoutException.class);
            settle();
        });
        assertThat(events.all()).isEmpty();
    }

    private String enter() {
        events.add("body entered");
        return "entered";
    }

    @Test
    void withoutTimeARunningTaskIsCancelledAndAwaited() {
        Async.run(() -> {
            Task<String> task = createTask(this::foreverAsText);
            settle();
            assertThatThrownBy(() -> waitFor(task, ZERO)).isExactlyInstanceOf(AsyncTimeoutException.class);
            Task<String> stubborn = createTask(this::stubborn);
            settle();
            assertThat(waitFor(stubborn, ZERO)).isEqualTo("all the same");
        });
        assertThat(events.all()).containsExactly("body cleaned up");
    }

    @Test
    void cancellingTheCallerCancelsTheTask() {
        Async.run(() -> {
            Task<String> task = createTask(this::foreverAsText);
            Task<String> caller = createTask(() -> waitFor(task, ofDays(1)));
            settle();
            caller.cancel("enough");
            assertThatThrownBy(caller::await)
                    .isInstanceOf(CancellationException.class)
                    .hasMessage("enough");
            assertThat(task.isCancelled()).isTrue();
        });
    }

    @Test
    void outsideABodyIsRefused() {
        assertThatThrownBy(() -> waitFor(this::enter, ofDays(1)))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("waitFor()");
        assertThatThrownBy(() -> waitFor(this::enter, ZERO)).isExactlyInstanceOf(IllegalStateException.class);
        assertThat(events.all()).isEmpty();
    }
}
