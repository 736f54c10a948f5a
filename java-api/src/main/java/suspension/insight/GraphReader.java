package suspension.insight;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import suspension.EventLoop;
import suspension.Task;
import suspension.bridge.loop.Loop;
import suspension.bridge.task.BodyTask;
import suspension.bridge.task.BridgeTask;
import suspension.bridge.task.Waiter;
import suspension.internal.LoopAccess;

/**
 * Looks at loops that go on meanwhile. Nobody waits for anybody: each task is seen as it is when its turn comes, and if
 * it moves just then, it is looked at again.
 */
final class GraphReader {

    private static final int ATTEMPTS = 3;

    /** The nodes of the tasks seen; null for one that was done by then. */
    private final Map<Task<?>, @Nullable TaskNode> nodes = new HashMap<>();

    /** Tasks for which others wait, and which have not been looked at. */
    private final Deque<BridgeTask<?>> unseen = new ArrayDeque<>();

    static Loop bridge(EventLoop loop) {
        return LoopAccess.<EventLoop, EventLoop.Builder>get().bridge(loop);
    }

    static Task<?> taskOf(BridgeTask<?> bridge) {
        return (Task<?>) LoopAccess.<EventLoop, EventLoop.Builder>get().taskOf(bridge);
    }

    static TaskGraph read(Collection<Loop> loops) {
        return new GraphReader().graph(loops);
    }

    private TaskGraph graph(Collection<Loop> loops) {
        List<LoopNode> bare = new ArrayList<>();
        for (Loop loop : loops) {
            Turn turn = Turn.of(loop);
            List<TaskNode> tasks = new ArrayList<>();
            for (BridgeTask<?> bridge : loop.pendingTasks()) {
                TaskNode node = node(bridge);
                if (node != null) {
                    tasks.add(node);
                }
            }
            bare.add(new LoopNode(loop.name(), turn, tasks, List.of()));
        }
        for (BridgeTask<?> next = unseen.poll(); next != null; next = unseen.poll()) {
            node(next);
        }
        Map<Task<?>, TaskNode> found = new HashMap<>();
        nodes.forEach((task, node) -> {
            if (node != null) {
                found.put(task, node);
            }
        });
        return new TaskGraph(new Forest(found).grow(bare), found);
    }

    private @Nullable TaskNode node(BridgeTask<?> bridge) {
        Task<?> task = taskOf(bridge);
        if (!nodes.containsKey(task)) {
            nodes.put(task, look(bridge, task));
        }
        return nodes.get(task);
    }

    private @Nullable TaskNode look(BridgeTask<?> bridge, Task<?> task) {
        TaskNode node = bridge instanceof BodyTask<?> body
                ? look(body, task)
                : node(bridge, task, TaskState.IN_KOTLIN, null, List.of());
        return bridge.isDone() ? null : node;
    }

    private TaskNode look(BodyTask<?> body, Task<?> task) {
        Thread thread = body.thread();
        if (thread == null) {
            return node(body, task, TaskState.NOT_BEGUN, null, List.of());
        }
        for (int attempt = 1; ; attempt++) {
            Waiter waiter = body.waiter();
            Wait wait = waiter != null && waiter.isWaiting() ? waitOf(waiter) : null;
            StackTraceElement[] stack = thread.getStackTrace();
            boolean moved = body.waiter() != waiter || (waiter != null && waiter.isWaiting() != (wait != null));
            if (moved && attempt < ATTEMPTS) {
                continue;
            }
            if (wait != null) {
                return node(body, task, TaskState.WAITING, wait, Frames.waiting(stack));
            }
            boolean runs = waiter == null && (!(body.host() instanceof Loop loop) || loop.busyThread() == thread);
            return runs
                    ? node(body, task, TaskState.RUNNING, null, Frames.running(stack))
                    : node(body, task, TaskState.READY, null, Frames.waiting(stack));
        }
    }

    private Wait waitOf(Waiter waiter) {
        List<Task<?>> tasks = new ArrayList<>();
        for (BridgeTask<?> awaited : waiter.awaited()) {
            if (!awaited.isDone()) {
                unseen.add(awaited);
                tasks.add(taskOf(awaited));
            }
        }
        return new Wait(waiter.describe(), tasks);
    }

    private static TaskNode node(
            BridgeTask<?> bridge, Task<?> task, TaskState state, @Nullable Wait wait, List<StackTraceElement> stack) {
        Throwable creation = bridge.creation();
        return new TaskNode(
                task,
                bridge.host().name(),
                state,
                bridge.cancelling() > 0,
                wait,
                stack,
                creation == null ? List.of() : Frames.ofCreation(creation));
    }
}
