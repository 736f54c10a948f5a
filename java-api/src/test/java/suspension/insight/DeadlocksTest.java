package suspension.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static suspension.Async.await;
import static suspension.Async.createTask;
import static suspension.Async.gather;
import static suspension.TestBodies.untilWaiting;
import static suspension.TestBodies.untilWaitingFor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import suspension.Async;
import suspension.EventLoop;
import suspension.Gate;
import suspension.ReturnWhen;
import suspension.Task;
import suspension.TaskGroup;
import suspension.sync.AsyncCondition;
import suspension.sync.AsyncLock;

/** What waits for itself in a circle is named, by tasks and source lines. */
@SuppressWarnings("try") // a lock is held, and not used otherwise
class DeadlocksTest {

    private final EventLoop loop = EventLoop.start("shop");
    private final AsyncLock lock = new AsyncLock();
    private final AsyncLock other = new AsyncLock();

    @AfterEach
    void close() {
        loop.close();
    }

    private TaskGraph graph() {
        return TaskGraph.of(loop);
    }

    private void untilAllWait(Task<?>... tasks) {
        loop.run(() -> untilWaiting(tasks));
    }

    private void untilWaits(Task<?> task, String what) {
        loop.run(() -> untilWaitingFor(what, task));
    }

    private static List<String> names(Deadlock deadlock) {
        return deadlock.tasks().stream().map(TaskNode::name).toList();
    }

    /** Returns the text without numbers of lines, and without what javac calls lambdas. */
    private static String text(Deadlock deadlock) {
        return deadlock.toString().replaceAll("\\.java:\\d+", ".java").replaceAll("lambda\\$\\w+\\$\\d+", "lambda");
    }

    private void awaitHolding(AsyncLock held, Task<?> task) {
        try (AsyncLock.Held ignored = held.acquire()) {
            task.await();
        }
    }

    private void acquire(AsyncLock wanted) {
        wanted.acquire().close();
    }

    @Test
    void ofATaskAndTheHolderOfALockThatAwaitsIt() {
        Gate gate = new Gate();
        Task<Void> refund = loop.createTask("refund", () -> {
            gate.await();
            acquire(lock);
        });
        Task<Void> checkout = loop.createTask("checkout", () -> awaitHolding(lock, refund));
        untilWaits(checkout, "refund");
        assertThat(graph().deadlocks()).isEmpty();
        gate.open();
        untilWaits(refund, "AsyncLock.acquire()");
        TaskGraph graph = graph();
        assertThat(graph.node(refund).waitsFor().holder()).isSameAs(checkout);
        assertThat(graph.deadlocks())
                .singleElement()
                .satisfies(deadlock -> assertThat(text(deadlock)).isEqualTo("""
                Deadlock: 2 tasks wait for one another in a circle.
                  refund waits for AsyncLock.acquire(), which checkout holds, at DeadlocksTest.acquire(DeadlocksTest.java)
                  checkout waits for refund, at DeadlocksTest.awaitHolding(DeadlocksTest.java)"""));
        assertThat(graph.toString())
                .startsWith("Deadlock: ")
                .contains("(T) refund, waiting for AsyncLock.acquire(), held by checkout")
                .contains("\n\nshop, 2 tasks");
        refund.cancel();
    }

    @Test
    void ofALockAndItsOwnHolder() {
        Task<Void> task = loop.createTask("audit", () -> {
            try (AsyncLock.Held ignored = lock.acquire()) {
                acquire(lock);
            }
        });
        untilWaits(task, "AsyncLock.acquire()");
        assertThat(graph().deadlocks())
                .singleElement()
                .satisfies(deadlock -> assertThat(text(deadlock)).isEqualTo("""
                Deadlock: a task waits for itself.
                  audit waits for AsyncLock.acquire(), which it holds itself, at DeadlocksTest.acquire(DeadlocksTest.java)"""));
        assertThat(graph().toString()).contains("(T) audit, waiting for AsyncLock.acquire(), held by itself");
        task.cancel();
    }

    private void acquireBoth(AsyncLock first, AsyncLock second, Gate gate) {
        try (AsyncLock.Held ignored = first.acquire()) {
            gate.await();
            acquire(second);
        }
    }

    @Test
    void ofTwoLocksTakenInBothOrders() {
        Gate gate = new Gate();
        Task<Void> a = loop.createTask("a", () -> acquireBoth(lock, other, gate));
        Task<Void> b = loop.createTask("b", () -> acquireBoth(other, lock, gate));
        untilAllWait(a, b);
        assertThat(graph().deadlocks()).isEmpty();
        gate.open();
        untilWaits(a, "AsyncLock.acquire()");
        untilWaits(b, "AsyncLock.acquire()");
        assertThat(graph().deadlocks())
                .singleElement()
                .satisfies(deadlock -> assertThat(names(deadlock)).containsExactly("a", "b"));
        a.cancel();
    }

    @Test
    void ofAConditionThatTakesItsLockAgain() {
        AsyncCondition condition = new AsyncCondition(lock);
        Task<Void> waiter = loop.createTask("waiter", () -> {
            try (AsyncLock.Held ignored = lock.acquire()) {
                condition.await();
            }
        });
        untilWaits(waiter, "AsyncCondition.await()");
        Task<Void> signaller = loop.createTask("signaller", () -> {
            try (AsyncLock.Held ignored = lock.acquire()) {
                condition.signal();
                Async.shield(waiter); // or the request to cancel below would go on to a wait that takes none
            }
        });
        untilWaits(waiter, "AsyncLock.acquire()");
        assertThat(graph().deadlocks())
                .singleElement()
                .satisfies(deadlock -> assertThat(names(deadlock)).containsExactly("waiter", "signaller"));
        signaller.cancel();
    }

    @Test
    void acrossTwoLoops() {
        try (EventLoop there = EventLoop.start("stock")) {
            List<Task<Void>> tasks = new ArrayList<>();
            Gate gate = new Gate();
            tasks.add(loop.createTask("near", () -> {
                gate.await();
                await(tasks.get(1).toCompletableFuture());
            }));
            untilAllWait(tasks.get(0));
            tasks.add(there.createTask("far", () -> await(tasks.get(0).toCompletableFuture())));
            there.run(() -> untilWaiting(tasks.get(1)));
            gate.open();
            untilWaits(tasks.get(0), "a TaskFuture");
            assertThat(graph().deadlocks())
                    .singleElement()
                    .satisfies(deadlock -> assertThat(text(deadlock))
                            .contains(
                                    "  near waits for far, in a TaskFuture, at DeadlocksTest.lambda(DeadlocksTest.java)")
                            .contains("  far waits for near, in a TaskFuture, at"));
            tasks.get(0).cancel();
        }
    }

    @Test
    void throughAGroupAndAGather() {
        Task<Void> parent = loop.createTask("parent", () -> {
            Task<?> self = Async.currentTask();
            TaskGroup.run(group -> {
                group.createTask("free", () -> Async.sleep(Duration.ofDays(1)));
                group.createTask("child", () -> gather(createTask("grandchild", () -> Async.shield(self))));
            });
        });
        loop.run(() -> {
            untilWaitingFor("the tasks of its group", parent);
            for (Task<?> task : loop.tasks()) {
                if (task != Async.currentTask()) {
                    untilWaiting(task);
                }
            }
            while (graph().deadlocks().isEmpty()) {
                Async.yieldNow();
            }
        });
        assertThat(graph().deadlocks())
                .singleElement()
                .satisfies(deadlock -> assertThat(text(deadlock))
                        .contains("  parent waits for child, in the tasks of its group, at")
                        .contains("  child waits for grandchild, in gather of 1, at"));
        parent.cancel();
    }

    @Test
    void notWhereOneOfTheOthersIsEnough() {
        Gate gate = new Gate();
        List<Task<Void>> tasks = new ArrayList<>();
        tasks.add(loop.createTask("any", () -> {
            gate.await();
            Async.wait(Set.of(tasks.get(1), tasks.get(2)), ReturnWhen.FIRST_COMPLETED);
        }));
        tasks.add(loop.createTask("back", () -> tasks.get(0).await()));
        tasks.add(loop.createTask("free", () -> Async.sleep(Duration.ofDays(1))));
        untilAllWait(tasks.toArray(Task<?>[]::new));
        gate.open();
        untilWaits(tasks.get(0), "wait for 2");
        assertThat(graph().deadlocks()).isEmpty();
        tasks.get(0).cancel();
    }

    @Test
    void taskThatHasEndedWithALockIsNamedAsItsHolder() {
        Task<Void> forgetful = loop.createTask("forgetful", () -> {
            lock.acquire();
        });
        forgetful.join();
        Task<Void> task = loop.createTask("next", () -> acquire(lock));
        untilAllWait(task);
        assertThat(graph().deadlocks()).isEmpty();
        assertThat(graph().node(task).waitsFor().holder()).isSameAs(forgetful);
        assertThat(graph().toString())
                .contains("waiting for AsyncLock.acquire(), held by forgetful, which has ended without releasing it");
        lock.release();
        task.join();
    }

    @Test
    void lockOnItsWayIsHeldByItsReceiver() {
        Gate gate = new Gate();
        loop.run(() -> {
            lock.acquire();
            Task<Void> first = createTask("first", () -> {
                try (AsyncLock.Held ignored = lock.acquire()) {
                    gate.await();
                }
            });
            Task<Void> second = createTask("second", () -> acquire(lock));
            untilWaiting(first, second);
            assertThat(graph().node(second).waitsFor().holder()).isSameAs(Async.currentTask());
            lock.release();
            assertThat(graph().node(second).waitsFor().holder()).isSameAs(first);
            untilWaiting(first);
            assertThat(graph().node(second).waitsFor().holder()).isSameAs(first);
            gate.open();
            gather(first, second);
        });
    }
}
