package suspension.bridge.task;

import org.jspecify.annotations.Nullable;
import suspension.bridge.context.VariableScope;
import suspension.bridge.trace.Trace;

/**
 * Who has ended a wait. Only made while a recording runs.
 *
 * @param task the task whose code has done it, or that has ended itself; null for all others
 */
record Waker(@Nullable BridgeTask<?> task, String name) {

    private static final Waker TIMER = new Waker(null, "timer");
    private static final Waker CALLBACK = new Waker(null, "callback");

    /** Who ends waits on the calling thread, where that is not who runs there; mostly null. */
    private static final ThreadLocal<@Nullable Waker> INSTEAD = new ThreadLocal<>();

    private static Waker of(BridgeTask<?> task) {
        return new Waker(task, "task");
    }

    /** Returns whose code runs on the calling thread; null if no recording runs. */
    static @Nullable Waker current() {
        if (Trace.recorder() == null) {
            return null;
        }
        Waker instead = INSTEAD.get();
        if (instead != null) {
            return instead;
        }
        if (VariableScope.current() instanceof BridgeTask<?> task) {
            return of(task);
        }
        Carrier carrier = Carrier.current();
        if (carrier == null) {
            return new Waker(null, Thread.currentThread().getName());
        }
        return carrier.runsTimer() ? TIMER : CALLBACK;
    }

    /** Wakes a waiter whose time is up. The calling thread may be that of a body that has nothing to do with it. */
    static void byTimer(Waiter waiter) {
        instead(TIMER, waiter::wake);
    }

    /** Tells that the task has ended, which no code of the task does any more. */
    static void byEndOf(BridgeTask<?> task, @Nullable Object listeners) {
        instead(of(task), () -> CompletionListeners.tell(listeners, task));
    }

    private static void instead(Waker waker, Runnable action) {
        Waker before = INSTEAD.get();
        INSTEAD.set(waker);
        try {
            action.run();
        } finally {
            if (before == null) {
                INSTEAD.remove();
            } else {
                INSTEAD.set(before);
            }
        }
    }
}
