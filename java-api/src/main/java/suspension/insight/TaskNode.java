package suspension.insight;

import java.util.List;
import org.jspecify.annotations.Nullable;
import suspension.Task;

/**
 * A task that is not done, as it was when somebody looked.
 *
 * @param task the task itself
 * @param id a number that no other task of this process has; recordings name the task by it
 * @param home the name of the task's loop, or of its dispatcher
 * @param state how far its code has come
 * @param cancelling whether it has been asked to cancel
 * @param waitsFor what its body waits for; null unless it is {@link TaskState#WAITING}
 * @param groups the {@link suspension.TaskGroup}s that its body has opened, the outermost first, whether the body waits for
 *     them already or does something else
 * @param stack where its body is, innermost frame first, without the frames of this library at either end. Of a body that
 *     waits for a suspend function, Kotlin's frames are above it if they can be seen: if the function has suspended as
 *     nearly all do, so that it can be cancelled. Of a task that is a suspend function, they are all there is. Empty if the
 *     body has not begun
 * @param creation where it was created, innermost frame first; empty unless the loop is in debug mode
 */
public record TaskNode(
        Task<?> task,
        long id,
        String home,
        TaskState state,
        boolean cancelling,
        @Nullable Wait waitsFor,
        List<GroupNode> groups,
        List<StackTraceElement> stack,
        List<StackTraceElement> creation) {

    /**
     * Makes a node.
     *
     * @param task the task itself
     * @param id its number
     * @param home the name of the task's loop, or of its dispatcher
     * @param state how far its code has come
     * @param cancelling whether it has been asked to cancel
     * @param waitsFor what its body waits for, or null
     * @param groups is copied
     * @param stack is copied
     * @param creation is copied
     */
    public TaskNode {
        groups = List.copyOf(groups);
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
