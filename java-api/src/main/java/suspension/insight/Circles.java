package suspension.insight;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import suspension.Task;

/**
 * Finds circles of tasks that wait for one another: a search in depth, which has a circle where it comes back to its own
 * path. Without recursion, because a chain of tasks may be long.
 */
final class Circles {

    private final Map<Task<?>, TaskNode> nodes;
    private final List<List<TaskNode>> found = new ArrayList<>();
    private final Set<TaskNode> visited = Collections.newSetFromMap(new IdentityHashMap<>());

    /** The tasks from the start to where the search is, and what is left of what each of them waits for. */
    private final List<TaskNode> path = new ArrayList<>();

    private final Deque<Iterator<Task<?>>> left = new ArrayDeque<>();

    private Circles(Map<Task<?>, TaskNode> nodes) {
        this.nodes = nodes;
    }

    static List<List<TaskNode>> of(List<LoopNode> loops, Map<Task<?>, TaskNode> nodes) {
        Circles circles = new Circles(nodes);
        for (LoopNode loop : loops) {
            loop.tasks().forEach(circles::searchFrom);
        }
        return List.copyOf(circles.found);
    }

    private void searchFrom(TaskNode start) {
        visit(start);
        while (!left.isEmpty()) {
            Iterator<Task<?>> awaited = left.element();
            if (awaited.hasNext()) {
                TaskNode next = nodes.get(awaited.next());
                if (next != null) {
                    visit(next);
                }
            } else {
                left.remove();
                path.remove(path.size() - 1);
            }
        }
    }

    private void visit(TaskNode node) {
        Wait wait = node.waitsFor();
        if (wait == null || wait.tasks().isEmpty()) {
            return;
        }
        if (visited.add(node)) {
            path.add(node);
            left.push(wait.tasks().iterator());
            return;
        }
        for (int i = 0; i < path.size(); i++) { // a node that was visited before, on this path or on another
            if (path.get(i).task() == node.task()) {
                found.add(List.copyOf(path.subList(i, path.size())));
            }
        }
    }
}
