package suspension.insight;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import suspension.Task;

/** Makes trees of a graph. Each task has one place where what it waits for is beneath it. */
final class Forest {

    /** Deeper trees are cut, and go on as trees of their own: neither recursion nor a reader bears more. */
    private static final int MAX_DEPTH = 40;

    private final Map<Task<?>, TaskNode> nodes;
    private final Set<TaskNode> planted = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<TaskNode> cut = new ArrayDeque<>();

    Forest(Map<Task<?>, TaskNode> nodes) {
        this.nodes = nodes;
    }

    /** Returns the loops with their trees. */
    List<LoopNode> grow(List<LoopNode> loops) {
        Set<Task<?>> awaited = Collections.newSetFromMap(new IdentityHashMap<>());
        nodes.values().forEach(node -> awaited.addAll(awaitedBy(node)));
        List<List<TaskTree>> trees = new ArrayList<>();
        for (LoopNode loop : loops) {
            List<TaskTree> own = new ArrayList<>();
            for (TaskNode node : loop.tasks()) {
                if (!awaited.contains(node.task())) {
                    plant(node, own);
                }
            }
            trees.add(own);
        }
        List<LoopNode> grown = new ArrayList<>();
        for (int i = 0; i < loops.size(); i++) {
            LoopNode loop = loops.get(i);
            List<TaskTree> own = trees.get(i);
            loop.tasks().forEach(node -> plant(node, own)); // what is left is in circles
            grown.add(new LoopNode(
                    loop.name(), loop.group(), loop.turn(), loop.tasks(), own, loop.coroutines(), loop.calls()));
        }
        return grown;
    }

    /** Returns what belongs beneath a task: what it waits for, and the tasks of its groups. */
    private static Collection<Task<?>> awaitedBy(TaskNode node) {
        Wait wait = node.waitsFor();
        if (node.groups().isEmpty()) {
            return wait == null ? List.of() : wait.tasks();
        }
        Set<Task<?>> beneath = new LinkedHashSet<>();
        if (wait != null) {
            beneath.addAll(wait.tasks());
        }
        node.groups().forEach(group -> beneath.addAll(group.tasks()));
        return beneath;
    }

    private void plant(TaskNode root, List<TaskTree> trees) {
        if (planted.add(root)) {
            trees.add(tree(root, 1));
        }
        for (TaskNode next = cut.poll(); next != null; next = cut.poll()) {
            if (planted.add(next)) {
                trees.add(tree(next, 1));
            }
        }
    }

    /** Returns the tree of a task that has just been planted. */
    private TaskTree tree(TaskNode node, int depth) {
        List<TaskTree> beneath = new ArrayList<>();
        for (Task<?> task : awaitedBy(node)) {
            TaskNode next = nodes.get(task);
            if (next == null) {
                continue; // it was done when its turn came
            }
            if (depth == MAX_DEPTH && !planted.contains(next)) {
                cut.add(next);
                beneath.add(new TaskTree(next, List.of(), true));
            } else if (planted.add(next)) {
                beneath.add(tree(next, depth + 1));
            } else {
                beneath.add(new TaskTree(next, List.of(), true));
            }
        }
        return new TaskTree(node, beneath, false);
    }
}
