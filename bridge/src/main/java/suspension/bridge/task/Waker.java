package suspension.bridge.task;

import org.jspecify.annotations.Nullable;
import suspension.bridge.context.VariableScope;
import suspension.bridge.trace.Recorder;
import suspension.bridge.trace.Trace;

/**
 * Who has ended a wait. Only made while a recording wants to know. Nothing here throws, because a wake-up that fails is
 * lost.
 *
 * @param task the number of the task whose code has done it, or that has ended itself; 0 for all others
 */
record Waker(long task, String name) {

    static final Waker TIMER = new Waker(0, "timer");

    private static final Waker CALLBACK = new Waker(0, "callback");
    private static final Waker UNKNOWN = new Waker(0, "unknown");

    /** The task that ends on the calling thread, which is no task's any more; mostly null. */
    private static final ThreadLocal<@Nullable Waker> ENDING = new ThreadLocal<>();

    /** Whether a recording wants to know who ends waits. */
    static boolean isWanted() {
        Recorder recorder = Trace.recorder();
        return recorder != null && recorder.wantsWaits();
    }

    /** Returns whose code runs on the calling thread. */
    static Waker current() {
        try {
            if (VariableScope.current() instanceof BridgeTask<?> task) {
                return of(task);
            }
            Waker ending = ENDING.get();
            if (ending != null) {
                return ending;
            }
            Carrier carrier = Carrier.current();
            if (carrier == null) {
                return new Waker(0, Thread.currentThread().getName());
            }
            return carrier.runsTimer() ? TIMER : CALLBACK;
        } catch (Throwable e) { // no room on the stack, or no memory
            Trace.ignore(e);
            return UNKNOWN;
        }
    }

    private static Waker of(BridgeTask<?> task) {
        return new Waker(task.id(), "task");
    }

    /** Tells listeners that the task has ended, which no code of the task does any more. */
    static void tell(@Nullable Object listeners, BridgeTask<?> task) {
        Waker before = enter(task);
        try {
            CompletionListeners.tell(listeners, task);
        } finally {
            leave(before);
        }
    }

    private static @Nullable Waker enter(BridgeTask<?> task) {
        try {
            Waker before = ENDING.get();
            ENDING.set(of(task));
            return before;
        } catch (Throwable e) {
            Trace.ignore(e);
            return null;
        }
    }

    private static void leave(@Nullable Waker before) {
        try {
            if (before == null) {
                ENDING.remove();
            } else {
                ENDING.set(before);
            }
        } catch (Throwable e) {
            Trace.ignore(e);
        }
    }
}
