package suspension.insight;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A loop, as it was when somebody looked.
 *
 * @param name its name
 * @param group the name of its group; null if it belongs to none
 * @param turn what had its turn; null if the loop had nothing to do
 * @param tasks its tasks that are not done, oldest first
 * @param trees the same tasks by who waits for whom: those for which nobody waits, and the others beneath. A task for
 *     which one of another loop waits is beneath that one. The tasks of a {@link suspension.TaskGroup} are beneath the task
 *     that has opened it
 * @param coroutines Kotlin's coroutines in its scope, which belong to no task. The loop waits for them when it closes
 * @param calls the threads that run calls for this loop without a body that waits for them, because it was cancelled. The
 *     loop waits for them too, for a while
 */
public record LoopNode(
        String name,
        @Nullable String group,
        @Nullable Turn turn,
        List<TaskNode> tasks,
        List<TaskTree> trees,
        List<CoroutineNode> coroutines,
        List<ThreadCall> calls) {

    /**
     * Makes a node.
     *
     * @param name its name
     * @param group the name of its group, or null
     * @param turn what had its turn, or null
     * @param tasks is copied
     * @param trees is copied
     * @param coroutines is copied
     * @param calls is copied
     */
    public LoopNode {
        tasks = List.copyOf(tasks);
        trees = List.copyOf(trees);
        coroutines = List.copyOf(coroutines);
        calls = List.copyOf(calls);
    }
}
