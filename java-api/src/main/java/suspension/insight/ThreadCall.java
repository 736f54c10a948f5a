package suspension.insight;

import java.util.List;

/**
 * A thread that runs a call for a loop, such as one that a body has handed to {@code Async.toThread}.
 *
 * @param thread the name of the thread
 * @param stack where it is, innermost frame first, without what of this library is beneath the call
 */
public record ThreadCall(String thread, List<StackTraceElement> stack) {

    /**
     * Makes a call.
     *
     * @param thread the name of the thread
     * @param stack is copied
     */
    public ThreadCall {
        stack = List.copyOf(stack);
    }
}
