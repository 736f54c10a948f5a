package suspension;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static suspension.Async.createTask;
import static suspension.TestBodies.forever;
import static suspension.TestBodies.settle;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Every suspending call, where it cannot suspend; and arguments that make no sense. */
class MisuseTest {

    private final Events events = new Events();

    private final Map<String, ThrowingCallable> suspendingCalls = suspendingCalls();

    private Map<String, ThrowingCallable> suspendingCalls() {
        Task<String> task = Async.run(() -> createTask(() -> "tea"));
        Map<String, ThrowingCallable> calls = new LinkedHashMap<>();
        calls.put("sleep()", () -> Async.sleep(ofSeconds(1)));
        calls.put("yieldNow()", () -> Async.yieldNow());
        calls.put("Async.await()", () -> Async.await(continuation -> run()));
        calls.put("Async.await() ", () -> Async.await(CompletableFuture.completedFuture("x")));
        calls.put("Task.await()", () -> task.await());
        calls.put("Task.await(Class)", () -> task.await(RuntimeException.class));
        calls.put("Coroutine.await()", () -> Coroutine.of(this::run).await());
        calls.put("gather()", () -> Async.gather(this::run, this::run));
        calls.put("gatherOutcomes()", () -> Async.gatherOutcomes(Coroutine.of(this::run)));
        calls.put("Async.wait()", () -> Async.wait(java.util.List.of(task)));
        calls.put("Async.asCompleted()", () -> Async.asCompleted(java.util.List.of(task)));
        calls.put("waitFor()", () -> Async.waitFor(this::run, ofDays(1)));
        calls.put("timeout()", () -> Async.timeout(ofDays(1), this::run));
        calls.put("shield()", () -> Async.shield(this::run));
        calls.put("uncancellable()", () -> Async.uncancellable(this::run));
        calls.put("toThread()", () -> Async.toThread(this::run));
        calls.put("TaskGroup.run()", () -> TaskGroup.run((TaskGroup group) -> run()));
        calls.put("currentTask()", () -> Async.currentTask());
        return calls;
    }

    private String run() {
        events.add("ran");
        return "ran";
    }

    @Test
    void onAPlainThreadIsRefused() {
        String thread = Thread.currentThread().getName();
        suspendingCalls.forEach((name, call) -> assertThatThrownBy(call)
                .as(name)
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining(name.strip())
                .hasMessageContaining("MisuseTest")
                .hasMessageContaining("thread '" + thread + "'")
                .hasMessageContaining("Start a loop with Async.run(() -> ...)"));
        assertThat(events.all()).isEmpty();
    }

    @Test
    void inACallbackOnTheLoopIsRefused() {
        try (EventLoop loop = EventLoop.start("busy")) {
            suspendingCalls.forEach((name, call) -> {
                CompletableFuture<Throwable> refusal = new CompletableFuture<>();
                loop.execute(() -> refusal.complete(catchThrowable(call)));
                assertThat(refusal.join())
                        .as(name)
                        .isExactlyInstanceOf(IllegalStateException.class)
                        .hasMessageContaining(name.strip())
                        .hasMessageContaining("'busy'")
                        .hasMessageContaining("In a callback, start a body with createTask(() -> ...)");
            });
        }
        assertThat(events.all()).isEmpty();
    }

    @Test
    void inTheLambdaOfASuspendCallIsRefused() {
        suspendingCalls.forEach((name, call) -> {
            Throwable refusal = Async.run(continuation -> catchThrowable(call));
            assertThat(refusal)
                    .as(name)
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(name.strip())
                    .hasMessageContaining("Compute it before the lambda");
        });
        assertThat(events.all()).isEmpty();
    }

    @Test
    void onAThreadOfToThreadIsRefused() {
        Async.run(() -> assertThatThrownBy(() -> Async.toThread(() -> Async.yieldNow()))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("loop.createTask"));
    }

    @Test
    void nullBodiesAreRefusedAndNothingStarts() {
        Async.run(() -> {
            ThrowingCallable[] calls = {
                () -> createTask((Awaitable<String, RuntimeException>) null),
                () -> createTask((Action<RuntimeException>) null),
                () -> createTask((SuspendCall<String>) null),
                () -> createTask(null, () -> run()),
                () -> Async.await((SuspendCall<String>) null),
                () -> Async.await((CompletableFuture<String>) null),
                () -> Async.waitFor(null, ofDays(1)),
                () -> Async.waitFor(this::run, null),
                () -> Async.timeout(ofDays(1), (Awaitable<String, RuntimeException>) null),
                () -> Async.timeout(null, this::run),
                () -> Async.shield(null),
                () -> Async.uncancellable((Awaitable<String, RuntimeException>) null),
                () -> Async.toThread((Awaitable<String, RuntimeException>) null),
                () -> Async.sleep(null),
                () -> TaskGroup.run((TaskGroup.VoidBody) null),
            };
            for (int i = 0; i < calls.length; i++) {
                assertThatThrownBy(calls[i]).as("call " + i).isExactlyInstanceOf(NullPointerException.class);
            }
            assertThat(Async.allTasks()).containsExactly(Async.currentTask());
            settle();
        });
        assertThatThrownBy(() -> Async.run((Awaitable<String, RuntimeException>) null))
                .isExactlyInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> Async.run((Action<RuntimeException>) null))
                .isExactlyInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> Async.run((SuspendCall<String>) null)).isExactlyInstanceOf(NullPointerException.class);
        assertThat(events.all()).isEmpty();
    }

    @Test
    void aNegativeSleepIsOneTurn() {
        Async.run(() -> {
            createTask(() -> events.add("other"));
            Async.sleep(ofSeconds(-5));
            events.add("caller");
        });
        assertThat(events.all()).containsExactly("other", "caller");
    }

    @Test
    void anOverflowingSleepIsForEver() {
        Async.run(() -> {
            for (Duration endless : new Duration[] {ofSeconds(Long.MAX_VALUE), ofSeconds(Long.MAX_VALUE / 2)}) {
                Task<Void> task = createTask(() -> Async.sleep(endless));
                settle();
                assertThat(task.isDone()).isFalse();
                task.cancel();
            }
            Task<Void> longAgo = createTask(() -> Async.sleep(ofSeconds(Long.MIN_VALUE)));
            settle();
            assertThat(longAgo.isDone()).isTrue();
        });
    }

    @Test
    void aTaskOfAnotherLoopIsRefusedWithTheWayOut() {
        try (EventLoop other = EventLoop.start("elsewhere")) {
            Task<String> foreign = other.createTask(() -> {
                forever();
                return "never";
            });
            Async.run(() -> {
                for (Throwable refusal : new Throwable[] {
                    catchThrowable(foreign::await),
                    catchThrowable(() -> Async.shield(foreign)),
                    catchThrowable(() -> Async.waitFor(foreign, ofDays(1))),
                    catchThrowable(() -> Async.waitFor(foreign, Duration.ZERO))
                }) {
                    assertThat(refusal)
                            .isExactlyInstanceOf(IllegalStateException.class)
                            .hasMessageContaining("elsewhere")
                            .hasMessageContaining("Async.await(task.toCompletableFuture())");
                }
            });
            assertThat(foreign.cancelling()).isZero();
        }
    }
}
