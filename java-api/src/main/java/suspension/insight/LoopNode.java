package suspension.insight;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A loop, as it was when somebody looked.
 *
 * @param name its name
 * @param turn what had its turn; null if the loop had nothing to do
 * @param tasks its tasks that are not done, oldest first
 * @param trees the same tasks by who waits for whom: those for which nobody waits, and the others beneath. A task for
 *     which one of another loop waits is beneath that one
 */
public record LoopNode(String name, @Nullable Turn turn, List<TaskNode> tasks, List<TaskTree> trees) {

    /**
     * Makes a node.
     *
     * @param name its name
     * @param turn what had its turn, or null
     * @param tasks is copied
     * @param trees is copied
     */
    public LoopNode {
        tasks = List.copyOf(tasks);
        trees = List.copyOf(trees);
    }
}
