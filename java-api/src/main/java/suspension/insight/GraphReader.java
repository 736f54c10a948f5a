package suspension.insight;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kotlinx.coroutines.Job;
import org.jspecify.annotations.Nullable;
import suspension.EventLoop;
import suspension.Task;
import suspension.bridge.loop.Loop;
import suspension.bridge.task.BodyTask;
import suspension.bridge.task.BridgeTask;
import suspension.bridge.task.Carrier;
import suspension.bridge.task.KotlinFrames;
import suspension.bridge.task.TaskRegion;
import suspension.bridge.task.Waiter;
import suspension.internal.LoopAccess;

/**
 * Looks at loops that go on meanwhile. Nobody waits for anybody: each task is seen as it is when its turn comes, and if
 * it moves just then, it is looked at again.
 *
 * <p>What is read is made to be read from outside. A task's waiter is one volatile reference, and its state another. What
 * a waiter waits for is final, or is copied under the monitor of the primitive, the group or the loop that it belongs to;
 * such a monitor is held for a few instructions, and never while code of the user's runs or a thread waits. So a loop that
 * is blocked, or stuck in native code, keeps nobody from looking. The rest is read without order: it can only be that of
 * the wait before, and then the waiter has changed too.
 */
final class GraphReader {

    private static final int ATTEMPTS = 3;

    private final Frames frames = new Frames();
    private final Stacks stacks = new Stacks();

    /** The nodes of the tasks seen; null for one that was done by then. */
    private final Map<Task<?>, @Nullable TaskNode> nodes = new HashMap<>();

    /** Tasks for which others wait, and which have not been looked at. */
    private final Deque<BridgeTask<?>> unseen = new ArrayDeque<>();

    /** The tasks of the loops, by their jobs. */
    private final IdentityHashMap<Job, BridgeTask<?>> byJob = new IdentityHashMap<>();

    /** The threads that run a call for a body that waits for it. */
    private final Set<Thread> helpers = Collections.newSetFromMap(new IdentityHashMap<>());

    static Loop bridge(EventLoop loop) {
        return LoopAccess.<EventLoop, EventLoop.Builder>get().bridge(loop);
    }

    static Task<?> taskOf(BridgeTask<?> bridge) {
        return (Task<?>) LoopAccess.<EventLoop, EventLoop.Builder>get().taskOf(bridge);
    }

    static long idOf(Task<?> task) {
        return LoopAccess.<EventLoop, EventLoop.Builder>get().bridgeOf(task).id();
    }

    static TaskGraph read(Collection<Loop> loops) {
        return new GraphReader().graph(loops);
    }

    private TaskGraph graph(Collection<Loop> loops) {
        Map<Loop, List<BridgeTask<?>>> pending = new HashMap<>();
        for (Loop loop : loops) {
            List<BridgeTask<?>> tasks = loop.pendingTasks();
            pending.put(loop, tasks);
            tasks.forEach(task -> byJob.put(task.job(), task));
        }
        List<LoopNode> bare = new ArrayList<>();
        for (Loop loop : loops) {
            Turn turn = Turn.of(loop);
            List<TaskNode> tasks = new ArrayList<>();
            List<BridgeTask<?>> left = pending.getOrDefault(loop, List.of());
            for (int i = 0; i < left.size(); i += Stacks.AT_ONCE) {
                tasks.addAll(nodes(left.subList(i, Math.min(left.size(), i + Stacks.AT_ONCE))));
            }
            bare.add(new LoopNode(loop.name(), loop.group(), turn, tasks, List.of(), coroutines(loop), calls(loop)));
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

    private List<TaskNode> nodes(List<BridgeTask<?>> bridges) {
        List<BodyTask<?>> bodies = new ArrayList<>();
        for (BridgeTask<?> bridge : bridges) {
            if (bridge instanceof BodyTask<?> body) {
                bodies.add(body);
            }
        }
        stacks.take(bodies);
        List<TaskNode> found = new ArrayList<>();
        for (BridgeTask<?> bridge : bridges) {
            TaskNode node = node(bridge);
            if (node != null) {
                found.add(node);
            }
        }
        return found;
    }

    private @Nullable TaskNode node(BridgeTask<?> bridge) {
        Task<?> task = taskOf(bridge);
        if (!nodes.containsKey(task)) {
            nodes.put(task, look(bridge, task));
        }
        return nodes.get(task);
    }

    private @Nullable TaskNode look(BridgeTask<?> bridge, Task<?> task) {
        TaskNode node = bridge instanceof BodyTask<?> body ? look(body, task) : inKotlin(bridge, task);
        return bridge.isDone() ? null : node;
    }

    /** What the function waits for can be seen only where that is a task in its scope. */
    private TaskNode inKotlin(BridgeTask<?> bridge, Task<?> task) {
        return node(bridge, task, TaskState.IN_KOTLIN, null, List.of(), KotlinFrames.of(bridge.job(), bridge));
    }

    private TaskNode look(BodyTask<?> body, Task<?> task) {
        Thread thread = body.thread();
        if (thread == null) {
            return node(body, task, TaskState.NOT_BEGUN, null, List.of(), List.of());
        }
        for (int attempt = 1; ; attempt++) {
            Stacks.Seen seen = stacks.look(body, thread);
            if (seen.hasMoved(body) && attempt < ATTEMPTS) {
                continue;
            }
            Waiter waiter = seen.waiter();
            List<GroupNode> groups = groups(body.carrier(), seen.stack());
            if (waiter != null && seen.waits()) {
                return waiting(body, task, waiter, seen.nanos(), groups, frames.waiting(seen.stack()));
            }
            boolean runs = waiter == null && (!(body.host() instanceof Loop loop) || loop.busyThread() == thread);
            return runs
                    ? node(body, task, TaskState.RUNNING, null, groups, frames.running(seen.stack()))
                    : node(body, task, TaskState.READY, null, groups, frames.waiting(seen.stack()));
        }
    }

    private TaskNode waiting(
            BodyTask<?> body,
            Task<?> task,
            Waiter waiter,
            long nanos,
            List<GroupNode> groups,
            List<StackTraceElement> stack) {
        List<BridgeTask<?>> awaited = new ArrayList<>(waiter.awaited());
        List<StackTraceElement> whole = stack;
        String detail = waiter.detail();
        Job job = waiter.job();
        if (job != null) {
            awaited.addAll(tasksUnder(job));
            List<StackTraceElement> kotlin = KotlinFrames.of(job, waiter);
            if (!kotlin.isEmpty()) {
                detail = Frames.text(kotlin.get(0));
                whole = new ArrayList<>(kotlin);
                whole.addAll(stack);
            }
        }
        BridgeTask<?> holder = waiter.holder();
        Wait wait = new Wait(
                WaitReason.of(waiter.reason()),
                waiter.describe(),
                detail,
                pending(awaited),
                waiter.awaitsAny(),
                holder == null ? null : taskOf(holder),
                call(waiter),
                Duration.ofNanos(nanos));
        if (holder != null && !holder.isDone()) {
            unseen.add(holder);
        }
        return node(body, task, TaskState.WAITING, wait, groups, whole);
    }

    private List<Task<?>> pending(Collection<? extends BridgeTask<?>> bridges) {
        List<Task<?>> tasks = new ArrayList<>();
        for (BridgeTask<?> bridge : bridges) {
            if (!bridge.isDone()) {
                unseen.add(bridge);
                tasks.add(taskOf(bridge));
            }
        }
        return tasks;
    }

    /** Returns the tasks that Java code has started under a suspend function, which does not end before they do. */
    private List<BridgeTask<?>> tasksUnder(Job job) {
        List<BridgeTask<?>> tasks = new ArrayList<>();
        for (Job descendant : KotlinFrames.withDescendants(job)) {
            BridgeTask<?> task = byJob.get(descendant);
            if (task != null) {
                tasks.add(task);
            }
        }
        return tasks;
    }

    private @Nullable ThreadCall call(Waiter waiter) {
        Thread thread = waiter.helper();
        if (thread == null) {
            return null;
        }
        helpers.add(thread);
        return call(thread);
    }

    private ThreadCall call(Thread thread) {
        return new ThreadCall(thread.getName(), frames.running(Arrays.asList(thread.getStackTrace())));
    }

    private List<GroupNode> groups(Carrier carrier, List<StackTraceElement> stack) {
        TaskRegion innermost = carrier.region();
        if (innermost == null) {
            return List.of();
        }
        List<@Nullable StackTraceElement> places = frames.groups(stack);
        List<GroupNode> groups = new ArrayList<>();
        int i = 0;
        for (TaskRegion region = innermost; region != null; region = region.outer()) {
            StackTraceElement where = i < places.size() ? places.get(i) : null;
            groups.add(new GroupNode(where, pending(region.tasks())));
            i++;
        }
        Collections.reverse(groups);
        return groups;
    }

    private static List<CoroutineNode> coroutines(Loop loop) {
        List<CoroutineNode> found = new ArrayList<>();
        for (Job coroutine : loop.coroutines()) {
            found.add(new CoroutineNode(coroutine.toString(), KotlinFrames.of(coroutine, coroutine)));
        }
        return found;
    }

    private List<ThreadCall> calls(Loop loop) {
        Set<Thread> alone = new HashSet<>(loop.callThreads());
        alone.removeAll(helpers);
        return alone.stream().map(this::call).toList();
    }

    private static TaskNode node(
            BridgeTask<?> bridge,
            Task<?> task,
            TaskState state,
            @Nullable Wait wait,
            List<GroupNode> groups,
            List<StackTraceElement> stack) {
        Throwable creation = bridge.creation();
        return new TaskNode(
                task,
                bridge.id(),
                bridge.host().name(),
                state,
                bridge.cancelling() > 0,
                wait,
                groups,
                stack,
                creation == null ? List.of() : new Frames().ofCreation(creation));
    }
}
