package suspension.insight;

import java.util.List;
import org.jspecify.annotations.Nullable;
import suspension.Task;

/**
 * A {@link suspension.TaskGroup} that a body has opened.
 *
 * @param where the user's call of {@code TaskGroup.run}; null if it cannot be seen
 * @param tasks its tasks that are not done
 */
public record GroupNode(@Nullable StackTraceElement where, List<Task<?>> tasks) {

    /**
     * Makes a node.
     *
     * @param where the user's call, or null
     * @param tasks is copied
     */
    public GroupNode {
        tasks = List.copyOf(tasks);
    }
}
