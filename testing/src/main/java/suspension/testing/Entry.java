package suspension.testing;

import kotlin.coroutines.Continuation;
import kotlin.coroutines.jvm.internal.CoroutineStackFrame;
import kotlinx.coroutines.CoroutineName;
import kotlinx.coroutines.Job;
import org.jspecify.annotations.Nullable;
import suspension.bridge.context.VariableElement;
import suspension.bridge.task.BridgeTask;
import suspension.bridge.task.Handle;
import suspension.bridge.task.Waiter;

/** What a loop's entry is, for whoever chooses one and for whoever reads what was chosen. */
final class Entry {

    private Entry() {}

    /** Returns what the entry is part of: a task, a coroutine, or itself. */
    static Object owner(Runnable entry) {
        if (entry instanceof Waiter waiter) {
            return waiter.body();
        }
        if (entry instanceof Continuation<?> continuation) {
            BridgeTask<?> task = taskOf(continuation);
            Object job = continuation.getContext().get(Job.Key);
            return task != null ? task : job != null ? job : entry;
        }
        return entry;
    }

    private static @Nullable BridgeTask<?> taskOf(Continuation<?> continuation) {
        VariableElement element = continuation.getContext().get(VariableElement.Key);
        return element != null && element.getScope() instanceof BridgeTask<?> task ? task : null;
    }

    /**
     * Whether the entry keeps its place among its like. Whoever hands callbacks to a loop may rely on their order, as
     * with any executor of one thread.
     */
    static boolean keepsItsPlace(Runnable entry) {
        return !(entry instanceof Waiter
                || entry instanceof BridgeTask<?>
                || entry instanceof Continuation<?>
                || entry instanceof Handle);
    }

    static String who(Runnable entry) {
        if (owner(entry) instanceof BridgeTask<?> task) {
            return task.name();
        }
        if (entry instanceof Continuation<?> continuation) {
            CoroutineName name = continuation.getContext().get(CoroutineName.Key);
            return name == null ? "coroutine" : name.getName();
        }
        return entry instanceof Fault ? "fault" : "callback";
    }

    static String what(Runnable entry) {
        if (entry instanceof Waiter waiter) {
            return "goes on: " + waiter.describe();
        }
        if (entry instanceof BridgeTask<?>) {
            return "begins";
        }
        if (entry instanceof Continuation<?>) {
            return "goes on in Kotlin";
        }
        if (entry instanceof Fault fault) {
            return fault.toString();
        }
        return entry instanceof Handle ? "fires" : "runs";
    }

    /** Returns the line at which a coroutine goes on, or null. */
    static @Nullable String line(Runnable entry) {
        CoroutineStackFrame frame = entry instanceof CoroutineStackFrame first ? first : null;
        while (frame != null) {
            StackTraceElement element = frame.getStackTraceElement();
            if (element != null) {
                return element.toString();
            }
            frame = frame.getCallerFrame();
        }
        return null;
    }
}
