package suspension.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static suspension.Async.await;
import static suspension.Async.createTask;
import static suspension.Async.gather;
import static suspension.Async.sleep;
import static suspension.TestBodies.untilWaiting;
import static suspension.TestBodies.untilWaitingFor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import suspension.Async;
import suspension.EventLoop;
import suspension.EventLoopGroup;
import suspension.Gate;
import suspension.Task;
import suspension.TaskGroup;

class TaskGraphTest {

    private static final Duration LONG = Duration.ofDays(1);

    private final EventLoop loop = EventLoop.start("orders");

    @AfterEach
    void close() {
        loop.close();
    }

    private static void forever() {
        sleep(LONG);
    }

    /** Blocks a plain thread until the tasks of the loop wait. */
    private void untilAllWait(Task<?>... tasks) {
        loop.run(() -> untilWaiting(tasks));
    }

    private TaskNode nodeOf(Task<?> task) {
        TaskNode node = TaskGraph.of(loop).node(task);
        assertThat(node).isNotNull();
        return node;
    }

    @Test
    void tellsWhatABodyWaitsForAndWhere() {
        Task<Void> task = loop.createTask("nap", () -> forever());
        untilAllWait(task);
        TaskNode node = nodeOf(task);
        assertThat(node.name()).isEqualTo("nap");
        assertThat(node.home()).isEqualTo("orders");
        assertThat(node.state()).isEqualTo(TaskState.WAITING);
        assertThat(node.waitsFor().what()).isEqualTo("sleep of PT24H");
        assertThat(node.waitsFor().reason()).isEqualTo(WaitReason.SLEEP);
        assertThat(node.waitsFor().tasks()).isEmpty();
        assertThat(node.cancelling()).isFalse();
        assertThat(node.creation()).isEmpty();
        assertThat(node.stack())
                .extracting(StackTraceElement::getMethodName)
                .first()
                .isEqualTo("forever");
        assertThat(node.stack())
                .extracting(StackTraceElement::getClassName)
                .allMatch(name -> name.equals(TaskGraphTest.class.getName()));
    }

    @Test
    void tellsOfAWaitThatCannotBeCancelled() {
        Gate gate = new Gate();
        Task<Void> task = loop.createTask(() -> Async.uncancellable(() -> gate.await()));
        untilAllWait(task);
        assertThat(nodeOf(task).waitsFor().what()).isEqualTo("a CompletableFuture");
        assertThat(nodeOf(task).waitsFor().reason()).isEqualTo(WaitReason.STAGE);
        gate.open();
        task.join();
    }

    private static List<String> names(List<TaskTree> trees) {
        return trees.stream().map(tree -> tree.node().name()).toList();
    }

    private List<TaskTree> trees() {
        return TaskGraph.of(loop).loops().get(0).trees();
    }

    /** Returns the names of what is beneath a body that waits for two tasks, "a" and "b", in some way. */
    private List<String> beneath(Consumer<List<Task<Void>>> wait) {
        Task<Void> waiting = loop.createTask("waiting", () -> {
            Task<Void> a = createTask("a", () -> forever());
            Task<Void> b = createTask("b", () -> forever());
            wait.accept(List.of(a, b));
        });
        untilAllWait(waiting);
        loop.run(() -> untilWaiting(loop.tasks().toArray(Task<?>[]::new)[1]));
        assertThat(names(trees())).containsExactly("waiting");
        return names(trees().get(0).beneath());
    }

    @Test
    void whatABodyAwaitsIsBeneathIt() {
        assertThat(beneath(tasks -> {
                    tasks.get(1).cancel();
                    tasks.get(0).await();
                }))
                .containsExactly("a");
    }

    @Test
    void whatABodyGathersIsBeneathIt() {
        assertThat(beneath(tasks -> gather(tasks))).containsExactly("a", "b");
    }

    @Test
    void whatWaitWaitsForIsBeneathIt() {
        assertThat(beneath(tasks -> Async.wait(Set.copyOf(tasks)))).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void whatAsCompletedHasNotGivenIsBeneathIt() {
        assertThat(beneath(tasks -> {
                    tasks.get(0).cancel();
                    List<Task<Void>> given = new ArrayList<>();
                    Async.asCompleted(tasks).forEach(given::add);
                }))
                .containsExactly("b");
    }

    @Test
    void whatAFutureIsOfIsBeneathWhoAwaitsIt() {
        assertThat(beneath(tasks -> {
                    tasks.get(1).cancel();
                    await(tasks.get(0).toCompletableFuture().thenApply(value -> "derived"));
                }))
                .containsExactly("a");
    }

    @Test
    void tasksOfAGroupAreBeneathWhoWaitsForIt() {
        Task<Void> parent = loop.createTask(
                "parent",
                () -> TaskGroup.run(group -> {
                    group.createTask("a", () -> forever());
                    group.createTask("b", () -> forever());
                }));
        untilAllWait(parent);
        List<TaskTree> trees = trees();
        assertThat(names(trees)).containsExactly("parent");
        assertThat(names(trees.get(0).beneath())).containsExactly("a", "b");
    }

    @Test
    void taskOfAnotherLoopIsBeneathWhoAwaitsItsFuture() {
        try (EventLoopGroup group =
                EventLoopGroup.builder().size(2).name("shop").build()) {
            EventLoop here = group.loops().get(0);
            EventLoop there = group.loops().get(1);
            Task<Void> far = there.createTask("far", () -> forever());
            Task<Void> near = here.createTask("near", () -> await(far.toCompletableFuture()));
            here.run(() -> untilWaiting(near));
            there.run(() -> untilWaiting(far));
            TaskGraph graph = TaskGraph.of(group);
            assertThat(names(graph.loops().get(0).trees())).containsExactly("near");
            assertThat(graph.loops().get(1).trees()).isEmpty();
            assertThat(graph.loops().get(1).tasks()).extracting(TaskNode::name).containsExactly("far");
            assertThat(graph.toString()).contains("(T) far on shop-2, waiting for sleep of PT24H");
            assertThat(TaskGraph.of(here).node(far)).isNotNull();
            assertThat(TaskGraph.of(here).loops()).hasSize(1);
        }
    }

    @Test
    void taskForWhichTwoWaitIsPrintedOnce() {
        Task<Void> shared = loop.createTask("shared", () -> {
            Task<Void> inner = createTask("inner", () -> forever());
            inner.await();
        });
        Task<Void> first = loop.createTask("first", () -> Async.shield(shared));
        Task<Void> second = loop.createTask("second", () -> Async.shield(shared));
        untilAllWait(shared, first, second);
        List<TaskTree> trees = trees();
        assertThat(names(trees)).containsExactly("first", "second");
        TaskTree there = trees.get(0).beneath().get(0);
        TaskTree again = trees.get(1).beneath().get(0);
        assertThat(there.node()).isSameAs(again.node());
        assertThat(names(there.beneath())).containsExactly("inner");
        assertThat(there.elsewhere()).isFalse();
        assertThat(again.elsewhere()).isTrue();
        assertThat(TaskGraph.of(loop).deadlocks()).isEmpty();
    }

    @Test
    void circleIsNamedAndNotFollowedForEver() {
        Gate gate = new Gate();
        List<Task<Void>> circle = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            int next = (circle.size() + 1) % 3;
            circle.add(loop.createTask(name, () -> {
                gate.await();
                circle.get(next).await();
            }));
        }
        untilAllWait(circle.toArray(Task<?>[]::new));
        gate.open();
        loop.run(() -> {
            for (int i = 0; i < 3; i++) {
                untilWaitingFor(circle.get((i + 1) % 3).name(), circle.get(i));
            }
        });
        TaskGraph graph = TaskGraph.of(loop);
        assertThat(graph.deadlocks()).hasSize(1);
        assertThat(graph.deadlocks().get(0).tasks()).extracting(TaskNode::name).containsExactly("a", "b", "c");
        assertThat(names(graph.loops().get(0).trees())).containsExactly("a");
        assertThat(graph.toString()).startsWith("Deadlock: 3 tasks wait for one another in a circle.\n");
        circle.get(0).cancel();
    }

    @Test
    void longChainIsCut() {
        Task<Void> last = loop.createTask("task 0", () -> forever());
        List<Task<Void>> chain = new ArrayList<>(List.of(last));
        for (int i = 1; i <= 500; i++) {
            Task<Void> before = chain.get(i - 1);
            chain.add(loop.createTask("task " + i, () -> before.await()));
        }
        untilAllWait(chain.toArray(Task<?>[]::new));
        TaskGraph graph = TaskGraph.of(loop);
        List<TaskTree> trees = graph.loops().get(0).trees();
        assertThat(names(trees)).startsWith("task 500", "task 460").hasSize(13);
        assertThat(graph.deadlocks()).isEmpty();
        assertThat(graph.toString().lines().filter(line -> line.contains("(T) task 460,")))
                .hasSize(2)
                .first()
                .asString()
                .endsWith("(see elsewhere)");
    }

    @Test
    void loopThatIsBlockedIsSeen() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Task<Void> task = loop.createTask("report", () -> {
            blocked.countDown();
            release.await();
        });
        blocked.await();
        Task<Void> behind = loop.createTask("behind", () -> {});
        TaskGraph graph = TaskGraph.of(loop);
        Turn turn = graph.loops().get(0).turn();
        assertThat(turn).isNotNull();
        assertThat(turn.task()).isSameAs(task);
        Duration held = turn.held();
        long deadline = System.nanoTime() + 15_000_000_000L;
        while (held.toMillis() < 2 && System.nanoTime() - deadline < 0) {
            held = Turn.of(loop).held();
        }
        assertThat(TaskGraph.of(loop).toString()).startsWith("orders, 2 tasks: report has had the turn for ");
        assertThat(turn.stack()).anyMatch(frame -> frame.getClassName().equals(TaskGraphTest.class.getName()));
        assertThat(graph.node(task).state()).isEqualTo(TaskState.RUNNING);
        assertThat(graph.node(behind).state()).isEqualTo(TaskState.NOT_BEGUN);
        assertThat(graph.toString()).contains("(T) report, running");
        release.countDown();
        behind.join();
    }

    @Test
    void turnOfACallbackHasNoTask() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        loop.execute(() -> block(blocked, release));
        blocked.await();
        Turn turn = Turn.of(loop);
        assertThat(turn).isNotNull();
        assertThat(turn.task()).isNull();
        assertThat(turn.stack()).extracting(StackTraceElement::getMethodName).contains("block");
        release.countDown();
    }

    private static void block(CountDownLatch blocked, CountDownLatch release) {
        blocked.countDown();
        try {
            release.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void bodySeesItself() {
        loop.run(() -> {
            Task<?> self = Async.currentTask();
            assertThat(nodeOf(self).state()).isEqualTo(TaskState.RUNNING);
        });
    }

    @Test
    void bodyThatWaitsForItsTurnIsReady() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Gate gate = new Gate();
        Task<Void> task = loop.createTask(gate::await);
        untilAllWait(task);
        loop.execute(() -> block(blocked, release));
        blocked.await();
        gate.open();
        assertThat(nodeOf(task).state()).isEqualTo(TaskState.READY);
        assertThat(nodeOf(task).waitsFor()).isNull();
        release.countDown();
        task.join();
    }

    @Test
    void suspendFunctionsAreKotlins() {
        Task<Object> task = loop.createTask(c -> kotlinx.coroutines.DelayKt.awaitCancellation(c));
        loop.run(() -> {}); // comes after it
        assertThat(nodeOf(task).state()).isEqualTo(TaskState.IN_KOTLIN);
        assertThat(nodeOf(task).stack())
                .extracting(StackTraceElement::getMethodName)
                .containsExactly("awaitCancellation");
    }

    @Test
    void debugModeTellsWhereATaskWasMade() {
        try (EventLoop debugged = EventLoop.builder().debug(true).build()) {
            Task<Void> task = debugged.createTask(() -> forever());
            assertThat(TaskGraph.of(debugged).node(task).creation())
                    .extracting(StackTraceElement::getMethodName)
                    .first()
                    .isEqualTo("debugModeTellsWhereATaskWasMade");
        }
    }

    @Test
    void taskThatWasAskedToCancelSaysSo() {
        Gate gate = new Gate();
        Task<Void> task = loop.createTask(() -> {
            try {
                forever();
            } finally {
                gate.await();
            }
        });
        untilAllWait(task);
        task.cancel();
        untilAllWait(task);
        assertThat(nodeOf(task).cancelling()).isTrue();
        assertThat(TaskGraph.of(loop).toString()).contains(", waiting for a CompletableFuture, asked to cancel");
        gate.open();
    }

    @Test
    void loopsOfTheProcessAreFoundUntilTheyClose() {
        EventLoop other = EventLoop.start("other");
        assertThat(TaskGraph.ofAll().loops()).extracting(LoopNode::name).containsSubsequence("orders", "other");
        other.close();
        assertThat(TaskGraph.ofAll().loops())
                .extracting(LoopNode::name)
                .contains("orders")
                .doesNotContain("other");
        assertThat(TaskGraph.of(other).loops()).singleElement().satisfies(node -> {
            assertThat(node.tasks()).isEmpty();
            assertThat(node.turn()).isNull();
        });
    }

    @Test
    void doneTasksAreNotThere() {
        Task<String> task = loop.createTask(() -> "done");
        task.join();
        assertThat(TaskGraph.of(loop).node(task)).isNull();
    }

    @Test
    void textIsATree() {
        Task<Void> checkout = loop.createTask("checkout", () -> checkout());
        untilAllWait(checkout);
        loop.run(() -> untilWaiting(loop.tasks().toArray(Task<?>[]::new)[1]));
        String text = TaskGraph.of(loop).toString();
        assertThat(text.replaceAll("\\.java:\\d+", ".java")
                        .replaceAll("\\.kt:\\d+", ".kt")
                        .replaceAll("lambda\\$\\w+\\$\\d+", "lambda")
                        .replaceFirst("tasks: .*", "tasks")) // the thread that untilAllWait has released may be slow
                .isEqualTo("""
                        orders, 3 tasks
                        └── (T) checkout, waiting for gather of 2
                            └──  TaskGraphTest.lambda TaskGraphTest.java
                                └──  TaskGraphTest.checkout TaskGraphTest.java
                                    ├── (T) price, waiting for sleep of PT24H
                                    │   └──  TaskGraphTest.lambda TaskGraphTest.java
                                    │       └──  TaskGraphTest.forever TaskGraphTest.java
                                    └── (T) stock, in a suspend function
                                        └──  DelayKt.awaitCancellation Delay.kt""");
    }

    private static void checkout() {
        Task<Void> price = createTask("price", () -> forever());
        Task<Object> stock = createTask("stock", c -> kotlinx.coroutines.DelayKt.awaitCancellation(c));
        gather(List.of(price, stock));
    }
}
