package suspension.insight;

import java.util.List;
import org.jspecify.annotations.Nullable;
import suspension.Task;

/**
 * A task that is not done, as it was when somebody looked.
 *
 * @param task the task itself
 * @param home the name of the task's loop, or of its dispatcher
 * @param state how far its code has come
 * @param cancelling whether it has been asked to cancel
 * @param waitsFor what its body waits for; null unless it is {@link TaskState#WAITING}
 * @param stack where its body is, innermost frame first, without the frames of this library at either end; empty if the
 *     body has not begun, and for Kotlin's suspend functions
 * @param creation where it was created, innermost frame first; empty unless the loop is in debug mode
 */
public record TaskNode(
        Task<?> task,
        String home,
        TaskState state,
        boolean cancelling,
        @Nullable Wait waitsFor,
        List<StackTraceElement> stack,
        List<StackTraceElement> creation) {

    /**
     * Makes a node.
     *
     * @param task the task itself
     * @param home the name of the task's loop, or of its dispatcher
     * @param state how far its code has come
     * @param cancelling whether it has been asked to cancel
     * @param waitsFor what its body waits for, or null
     * @param stack is copied
     * @param creation is copied
     */
    public TaskNode {
        stack = List.copyOf(stack);
        creation = List.copyOf(creation);
    }

    /**
     * Returns the name of the task.
     *
     * @return the name, which others may have too
     */
    public String name() {
        return task.name();
    }
}
