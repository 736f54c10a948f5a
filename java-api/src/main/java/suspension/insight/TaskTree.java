package suspension.insight;

import java.util.List;

/**
 * A task, and beneath it those that it waits for.
 *
 * @param node the task
 * @param beneath the trees of the tasks that it waits for
 * @param elsewhere whether those are left out here, because this task is in another place of the trees too: others wait
 *     for it as well, it waits for itself in a circle, or the tree would become too deep
 */
public record TaskTree(TaskNode node, List<TaskTree> beneath, boolean elsewhere) {

    /**
     * Makes a tree.
     *
     * @param node the task
     * @param beneath is copied
     * @param elsewhere whether the tree is in another place
     */
    public TaskTree {
        beneath = List.copyOf(beneath);
    }
}
