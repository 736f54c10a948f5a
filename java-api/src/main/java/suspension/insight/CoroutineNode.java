package suspension.insight;

import java.util.List;

/**
 * A coroutine of Kotlin's in the scope of a loop, which no task stands for: what {@code launch} starts in {@code
 * loop.scope()}.
 *
 * @param name what its job says of itself
 * @param stack where its code has suspended, innermost frame first; empty if that cannot be seen
 */
public record CoroutineNode(String name, List<StackTraceElement> stack) {

    /**
     * Makes a node.
     *
     * @param name what its job says of itself
     * @param stack is copied
     */
    public CoroutineNode {
        stack = List.copyOf(stack);
    }
}
