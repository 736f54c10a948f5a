package suspension.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static suspension.Async.await;
import static suspension.TestBodies.untilWaiting;
import static suspension.TestBodies.untilWaitingFor;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import kotlin.Unit;
import kotlin.jvm.functions.Function0;
import kotlinx.coroutines.sync.MutexKt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import suspension.Async;
import suspension.EventLoop;
import suspension.SuspendCall;
import suspension.Task;
import suspension.interop.Suspend;

/** What can be seen of Kotlin's functions that have suspended. */
class KotlinStacksTest {

    private final EventLoop loop = EventLoop.start("shop");

    @AfterEach
    void close() {
        loop.close();
    }

    private TaskNode nodeOf(Task<?> task) {
        TaskNode node = TaskGraph.of(loop).node(task);
        assertThat(node).isNotNull();
        return node;
    }

    private static void call(SuspendCall<String> function) {
        await(function);
    }

    private static List<String> frames(TaskNode node) {
        return node.stack().stream()
                .map(frame -> Frames.simpleName(frame) + "." + frame.getMethodName())
                .map(frame -> frame.replaceAll("lambda\\$\\w+\\$\\d+", "lambda"))
                .toList();
    }

    /** Returns the node of a body that waits for a function that does not come back. */
    private TaskNode waitingFor(SuspendCall<String> function) {
        Task<Void> task = loop.createTask("pay", () -> call(function));
        loop.run(() -> untilWaiting(task));
        TaskNode node = nodeOf(task);
        assertThat(node.waitsFor()).isNotNull();
        assertThat(node.waitsFor().reason()).isEqualTo(WaitReason.SUSPEND_FUNCTION);
        return node;
    }

    @Test
    void functionsAreAboveTheBodyThatWaitsForThem() {
        TaskNode node = waitingFor(c -> Prices.INSTANCE.of("tea", c));
        assertThat(frames(node))
                .containsExactly(
                        "DelayKt.awaitCancellation",
                        "Prices.fetch",
                        "Prices.of",
                        "KotlinStacksTest.call",
                        "KotlinStacksTest.lambda");
        assertThat(node.waitsFor().detail()).startsWith("DelayKt.awaitCancellation(Delay.kt:");
        assertThat(TaskGraph.of(loop).toString())
                .contains("(T) pay, waiting for a suspend function, DelayKt.awaitCancellation(Delay.kt:")
                .contains("Prices.fetch Prices.kt:");
    }

    @Test
    void functionsInScopesOfTheirOwnAreFollowedToTheBody() {
        assertThat(frames(waitingFor(c -> Prices.INSTANCE.inScopes("tea", c))))
                .startsWith("DelayKt.awaitCancellation", "Prices.fetch", "Prices.of")
                .contains("Prices.inScopes")
                .endsWith("KotlinStacksTest.call", "KotlinStacksTest.lambda");
    }

    @Test
    void functionThatWaitsForItsChildrenIsSeenItself() {
        assertThat(frames(waitingFor(c -> Prices.INSTANCE.launching(c))))
                .containsExactly("Prices.launching", "KotlinStacksTest.call", "KotlinStacksTest.lambda");
    }

    @Test
    void mutexIsSeenButNotItsHolder() {
        TaskNode node = waitingFor(c -> Prices.INSTANCE.locking(MutexKt.Mutex(true), c));
        assertThat(frames(node)).contains("Prices.locking");
        assertThat(node.waitsFor().holder()).isNull();
    }

    @Test
    void functionThatCannotBeCancelledIsHidden() {
        AtomicReference<Function0<Unit>> goOn = new AtomicReference<>();
        TaskNode node = waitingFor(c -> Prices.INSTANCE.hidden(
                resume -> {
                    goOn.set(resume);
                    return Unit.INSTANCE;
                },
                c));
        assertThat(node.waitsFor().detail()).isNull();
        assertThat(frames(node)).containsExactly("KotlinStacksTest.call", "KotlinStacksTest.lambda");
        goOn.get().invoke();
    }

    @Test
    void taskThatIsASuspendFunctionHasItsFrames() {
        Task<String> task = loop.createTask("price", c -> Prices.INSTANCE.of("tea", c));
        loop.run(Async::yieldNow);
        TaskNode node = nodeOf(task);
        assertThat(node.state()).isEqualTo(TaskState.IN_KOTLIN);
        assertThat(frames(node)).containsExactly("DelayKt.awaitCancellation", "Prices.fetch", "Prices.of");
    }

    @Test
    void bodyThatIsBlockedInKotlinCodeHasFramesOfBoth() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Task<Void> task = loop.createTask(
                "pay",
                () -> call(c -> Prices.INSTANCE.hidden(
                        resume -> {
                            blocked.countDown();
                            awaitUninterruptibly(release);
                            resume.invoke();
                            return Unit.INSTANCE;
                        },
                        c)));
        blocked.await();
        TaskNode node = nodeOf(task);
        assertThat(node.state()).isEqualTo(TaskState.RUNNING);
        assertThat(frames(node))
                .contains("Prices.hidden", "KotlinStacksTest.call", "KotlinStacksTest.awaitUninterruptibly");
        assertThat(TaskGraph.of(loop).toString()).contains("at suspension.insight.Prices.hidden(Prices.kt:");
        release.countDown();
        task.join();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void javaCodeInAFunctionIsBeneathWhoCallsTheFunction() {
        Task<Void> outer = loop.createTask(
                "outer",
                () -> call(c -> Prices.INSTANCE.calling(
                        again -> Suspend.implement(again, () -> {
                            Async.sleep(Duration.ofDays(1));
                            return "inner";
                        }),
                        c)));
        loop.run(() -> untilWaitingFor("a suspend function", outer));
        loop.run(() -> loop.tasks().forEach(task -> {
            if (task != Async.currentTask()) {
                untilWaiting(task);
            }
        }));
        LoopNode node = TaskGraph.of(loop).loops().get(0);
        assertThat(node.trees()).hasSize(1);
        assertThat(node.trees().get(0).node().name()).isEqualTo("outer");
        assertThat(node.trees().get(0).beneath()).hasSize(1);
        outer.cancel();
    }

    @Test
    void circleThroughAFunctionThatCallsJavaIsADeadlock() {
        Task<Void> outer = loop.createTask("outer", () -> {
            Task<?> self = Async.currentTask();
            call(c -> Prices.INSTANCE.calling(
                    again -> Suspend.implement(again, () -> {
                        Async.shield(self);
                        return "inner";
                    }),
                    c));
        });
        loop.run(() -> {
            untilWaitingFor("a suspend function", outer);
            while (TaskGraph.of(loop).deadlocks().isEmpty()) {
                Async.yieldNow();
            }
        });
        assertThat(TaskGraph.of(loop).deadlocks())
                .singleElement()
                .satisfies(deadlock -> assertThat(deadlock.tasks()).hasSize(2));
        outer.cancel();
    }

    @Test
    void coroutinesOfTheScopeAreThere() {
        Task<String> launched = loop.createTask("price", c -> Prices.INSTANCE.of("tea", c));
        loop.run(Async::yieldNow);
        LoopNode node = TaskGraph.of(loop).loops().get(0);
        assertThat(node.coroutines()).isEmpty();
        assertThat(nodeOf(launched).name()).isEqualTo("price");
    }
}
