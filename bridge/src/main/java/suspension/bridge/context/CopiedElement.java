package suspension.bridge.context;

import java.util.Objects;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import org.jspecify.annotations.Nullable;

/** An element of which each task has its own. What starts a task takes the copy, and the task gets it. */
public interface CopiedElement extends CoroutineContext.Element {

    /** Returns the element that a new task gets in place of this one. It has the same key. */
    CopiedElement copyForTask();

    /** Called by a body that has this element installed, before others of its task may install it or it is taken off. */
    default void handOver() {}

    /** Called by a body before a part of its task runs on another thread. May throw to refuse that. */
    default void leaveThread() {}

    /** Asks each of the elements, in their order, whether a part of the task may run on another thread. */
    static void leaveThread(CoroutineContext context) {
        context.<CoroutineContext>fold(context, (same, element) -> {
            if (element instanceof CopiedElement copied) {
                copied.leaveThread();
            }
            return same;
        });
    }

    /** Returns the elements, in the same order, with a copy of each that is to be copied; null for none. */
    static @Nullable CoroutineContext copyOf(@Nullable CoroutineContext elements) {
        return elements == null || of(elements) == null ? elements : copyOfEach(elements);
    }

    /** Returns those elements of a context that are to be copied; null for none. */
    static @Nullable CoroutineContext of(CoroutineContext context) {
        return context.<@Nullable CoroutineContext>fold(
                null,
                (found, element) ->
                        !(element instanceof CopiedElement) ? found : found == null ? element : found.plus(element));
    }

    /** Returns the elements with a copy of each of the others whose key is not among them. */
    static CoroutineContext withCopies(@Nullable CoroutineContext elements, CoroutineContext others) {
        CoroutineContext given = elements == null ? EmptyCoroutineContext.INSTANCE : elements;
        CoroutineContext missing =
                given.<CoroutineContext>fold(others, (left, element) -> left.minusKey(element.getKey()));
        return copyOfEach(missing).plus(given);
    }

    private static CoroutineContext copyOfEach(CoroutineContext elements) {
        return elements.<CoroutineContext>fold(
                EmptyCoroutineContext.INSTANCE,
                (copies, element) ->
                        copies.plus(element instanceof CopiedElement copied ? checkedCopy(copied) : element));
    }

    private static CopiedElement checkedCopy(CopiedElement element) {
        String what = "copyForTask() of " + element.getClass().getName() + " gave ";
        CopiedElement copy = Objects.requireNonNull(element.copyForTask(), () -> what + "null; return an element");
        if (copy.getKey() != element.getKey()) {
            throw new IllegalStateException(
                    what + "an element with another key, which would not take its place; return one with the same key");
        }
        return copy;
    }
}
