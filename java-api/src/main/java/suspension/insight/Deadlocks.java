package suspension.insight;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import suspension.Task;

/**
 * Finds circles of tasks that wait for one another and cannot go on. First it lets go on whoever can: who waits for no
 * task, and then who waits for those. What is left is stuck in a circle, or behind one. A search in depth among those has
 * a circle where it comes back to its own path. Without recursion, because a chain of tasks may be long.
 */
final class Deadlocks {

    private final Map<Task<?>, TaskNode> nodes;

    /** For how many others each task still has to wait that is not known to go on. Without an entry it goes on. */
    private final Map<Task<?>, Integer> left = new HashMap<>();

    private final List<Deadlock> found = new ArrayList<>();
    private final Set<TaskNode> visited = Collections.newSetFromMap(new IdentityHashMap<>());

    /** The tasks from the start to where the search is, and what is left of what each of them waits for. */
    private final List<TaskNode> path = new ArrayList<>();

    private final Deque<Iterator<Task<?>>> ahead = new ArrayDeque<>();

    private Deadlocks(Map<Task<?>, TaskNode> nodes) {
        this.nodes = nodes;
    }

    static List<Deadlock> of(List<LoopNode> loops, Map<Task<?>, TaskNode> nodes) {
        Deadlocks deadlocks = new Deadlocks(nodes);
        deadlocks.letGoOn();
        for (LoopNode loop : loops) {
            loop.tasks().forEach(deadlocks::searchFrom);
        }
        return List.copyOf(deadlocks.found);
    }

    /** Returns the tasks without which a task does not go on. */
    private static Collection<Task<?>> needs(TaskNode node) {
        Wait wait = node.waitsFor();
        if (wait == null) {
            return List.of();
        }
        return wait.holder() != null ? List.of(wait.holder()) : Set.copyOf(wait.tasks());
    }

    private void letGoOn() {
        Map<Task<?>, List<TaskNode>> behind = new HashMap<>();
        Deque<Task<?>> goOn = new ArrayDeque<>();
        for (TaskNode node : nodes.values()) {
            List<Task<?>> needs =
                    needs(node).stream().filter(nodes::containsKey).toList(); // the others are done by now
            Wait wait = node.waitsFor();
            boolean any = wait != null && wait.any();
            if (needs.isEmpty() || (any && needs.size() < needs(node).size())) {
                goOn.add(node.task());
                continue;
            }
            left.put(node.task(), any ? 1 : needs.size());
            for (Task<?> needed : needs) {
                behind.computeIfAbsent(needed, key -> new ArrayList<>()).add(node);
            }
        }
        for (Task<?> next = goOn.poll(); next != null; next = goOn.poll()) {
            for (TaskNode node : behind.getOrDefault(next, List.of())) {
                Integer count = left.get(node.task());
                if (count != null && count == 1) {
                    left.remove(node.task());
                    goOn.add(node.task());
                } else if (count != null) {
                    left.put(node.task(), count - 1);
                }
            }
        }
    }

    private void searchFrom(TaskNode start) {
        visit(start);
        while (!ahead.isEmpty()) {
            Iterator<Task<?>> needed = ahead.element();
            if (needed.hasNext()) {
                TaskNode next = nodes.get(needed.next());
                if (next != null) {
                    visit(next);
                }
            } else {
                ahead.remove();
                path.remove(path.size() - 1);
            }
        }
    }

    private void visit(TaskNode node) {
        if (!left.containsKey(node.task())) {
            return;
        }
        if (visited.add(node)) {
            path.add(node);
            ahead.push(needs(node).iterator());
            return;
        }
        for (int i = 0; i < path.size(); i++) { // a node that was visited before, on this path or on another
            if (path.get(i).task() == node.task()) {
                found.add(new Deadlock(path.subList(i, path.size())));
            }
        }
    }
}
