package suspension.bridge.context;

import org.jspecify.annotations.Nullable;

/**
 * Code that shares its context variables: a task with all that it calls, a callback, a call on another thread, or
 * whatever else runs on a thread that belongs to no loop. A new scope copies the variables of the code that makes it.
 *
 * <p>A scope is in force on one thread at a time. The exception is Kotlin code that a body calls, which may run in
 * parallel.
 */
public interface VariableScope {

    Variables variables();

    void setVariables(Variables variables);

    /**
     * Returns the scope in force on the calling thread. Returns null if the thread has none yet, or runs Kotlin code
     * that no body called.
     */
    static @Nullable VariableScope current() {
        ScopeSlot slot = ScopeSlot.ofThread();
        return slot == null ? null : slot.scope();
    }

    /** As {@link #current}, but makes a scope for a thread that belongs to no loop and has none. */
    static @Nullable VariableScope currentOrNew() {
        ScopeSlot slot = ScopeSlot.ofThreadOrNew();
        if (slot.scope() == null && !slot.isOfTasks()) {
            slot.enter(new PlainScope(Variables.NONE));
        }
        return slot.scope();
    }

    /** Returns the variables that the calling code sees, for a scope that it makes. */
    static Variables copy() {
        VariableScope scope = current();
        return scope == null ? Variables.NONE : scope.variables();
    }

    /** Puts a scope in force on the calling thread, and returns the one that was in force before. */
    static @Nullable VariableScope enter(@Nullable VariableScope scope) {
        return ScopeSlot.ofThreadOrNew().enter(scope);
    }

    /** Returns the action in a scope of its own, with the variables that the calling code sees now. */
    static Runnable capture(Runnable action) {
        Variables variables = copy();
        return () -> {
            VariableScope previous = enter(new PlainScope(variables));
            try {
                action.run();
            } finally {
                enter(previous);
            }
        };
    }
}
