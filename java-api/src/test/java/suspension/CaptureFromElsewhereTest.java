package suspension;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.TestBodies.awaitLatch;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.CoroutineName;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.JobKt;
import kotlinx.coroutines.ThreadContextElementKt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CaptureFromElsewhereTest {

    private static final ThreadLocal<String> USER = new ThreadLocal<>();

    private final Events events = new Events();

    @AfterEach
    void clear() {
        USER.remove();
    }

    private static CoroutineContext user() {
        return ThreadContextElementKt.asContextElement(USER, USER.get());
    }

    private static EventLoop loop(Supplier<? extends CoroutineContext> source) {
        return EventLoop.builder().capture(source).build();
    }

    private static String seen() {
        return String.valueOf(USER.get());
    }

    @Test
    void nullIsRefusedWithAdvice() {
        try (EventLoop loop = loop(() -> null)) {
            assertThatThrownBy(() -> loop.createTask(() -> events.add("ran")))
                    .isExactlyInstanceOf(NullPointerException.class)
                    .hasMessageContaining("capture")
                    .hasMessageContaining("EmptyCoroutineContext");
            assertThat(loop.statistics().createdTasks()).isZero();
        }
        assertThat(events.all()).isEmpty();
    }

    @Test
    void whateverStartsATaskGetsWhatTheSourceThrows() {
        IllegalStateException failure = new IllegalStateException("no request");
        try (EventLoop loop = loop(() -> {
            throw failure;
        })) {
            List<Runnable> starts = List.of(
                    () -> loop.run(() -> events.add("ran")),
                    () -> loop.future(() -> events.add("ran")),
                    () -> loop.<Object>future(c -> "ran"),
                    () -> loop.<Object>run(c -> "ran"),
                    () -> loop.createTask("named", () -> events.add("ran")));
            for (Runnable start : starts) {
                assertThatThrownBy(start::run).isSameAs(failure);
            }
            assertThat(loop.tasks()).isEmpty();
            assertThat(loop.statistics().createdTasks()).isZero();
        }
        assertThat(events.all()).isEmpty();
    }

    @Test
    void aSourceThatFailsInACallbackIsReportedAndTheLoopGoesOn() {
        CountDownLatch reported = new CountDownLatch(1);
        boolean[] fails = {true};
        try (EventLoop loop = EventLoop.builder()
                .capture(() -> {
                    if (fails[0]) {
                        throw new IllegalStateException("no request");
                    }
                    return user();
                })
                .exceptionHandler(error -> {
                    events.add(error.exception().getMessage());
                    fails[0] = false;
                    reported.countDown();
                })
                .build()) {
            loop.execute(() -> Async.createTask(() -> events.add("ran")));
            awaitLatch(reported);
            assertThat(loop.run(() -> "alive")).isEqualTo("alive");
        }
        assertThat(events.all()).containsExactly("no request");
    }

    @Test
    void aJobAmongOthersIsRefusedAndIsNotCancelled() {
        CoroutineContext job = JobKt.Job(null);
        try (EventLoop loop = loop(() -> user().plus(job))) {
            assertThatThrownBy(() -> loop.future(() -> events.add("ran"))).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(JobKt.isActive(job)).isTrue();
        assertThat(events.all()).isEmpty();
    }

    @Test
    void aNameThatIsCapturedIsNotTheTasks() {
        try (EventLoop loop = loop(() -> new CoroutineName("request"))) {
            Task<String> task =
                    loop.createTask("kettle", () -> Async.currentTask().name());
            assertThat(task.join()).isEqualTo("kettle");
        }
    }

    @Test
    void aTaskStartedInACallOfToThreadHasWhatItsCallerHas() {
        try (EventLoop loop = loop(CaptureFromElsewhereTest::user)) {
            USER.set("ada");
            CompletableFuture<String> inner = loop.run(() -> Async.toThread(() -> loop.future(() -> seen())));
            assertThat(inner.join()).isEqualTo("ada");
            USER.set("bob");
            assertThat(loop.run(() -> Async.toThread(() -> seen()))).isEqualTo("bob");
            USER.remove();
            assertThat(loop.run(() -> Async.toThread(() -> seen()))).isEqualTo("null");
        }
    }

    @Test
    void aTimersCallbackIsAskedOnTheLoop() {
        try (EventLoop loop = loop(CaptureFromElsewhereTest::user)) {
            USER.set("ada");
            CompletableFuture<String> later = new CompletableFuture<>();
            loop.callLater(ofMillis(1), () -> Async.createTask(() -> later.complete(seen())));
            assertThat(later.join()).isEqualTo("null");
        }
    }

    @Test
    void aBodyOfAnotherLoopHandsOnWhatIsInForceThere() {
        try (EventLoop loop = loop(CaptureFromElsewhereTest::user);
                EventLoop other = loop(CaptureFromElsewhereTest::user)) {
            USER.set("ada");
            List<String> seen = other.run(() -> {
                Async.yieldNow();
                CompletableFuture<String> first = loop.future(() -> {
                    Async.yieldNow();
                    return seen();
                });
                String io = Async.withContext(Dispatchers.getIO(), () -> Async.await(loop.future(() -> seen())));
                return List.of(Async.await(first), io, seen());
            });
            assertThat(seen).containsExactly("ada", "ada", "ada");
        }
    }

    @Test
    void afterABodyNothingOfItIsLeftOnTheLoop() {
        try (EventLoop loop = loop(CaptureFromElsewhereTest::user)) {
            USER.set("ada");
            for (int i = 0; i < 3; i++) {
                loop.run(() -> {
                    Async.yieldNow();
                    USER.set("changed");
                });
                CompletableFuture<String> callback = new CompletableFuture<>();
                loop.execute(() -> callback.complete(seen()));
                assertThat(callback.join()).isEqualTo("null");
            }
        }
    }

    @Test
    void aRefusedTaskOfAClosedLoopIsRefusedAsUsual() {
        EventLoop loop = loop(CaptureFromElsewhereTest::user);
        loop.close();
        assertThatThrownBy(() -> loop.future(() -> "late")).isExactlyInstanceOf(IllegalStateException.class);
    }
}
