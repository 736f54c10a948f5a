package suspension.bridge.internal;

import org.jspecify.annotations.Nullable;

/**
 * Code that shares its context variables: a task with all that it calls, a callback, a call on another thread, or
 * whatever else a thread runs that belongs to no loop. A new scope copies the variables of the code that makes it.
 *
 * <p>A scope is in force on one thread at a time, but for Kotlin code that a body calls and that runs in parallel.
 */
public interface VariableScope {

    Variables variables();

    void setVariables(Variables variables);

    /** The scope in force on the calling thread; null if it has none yet, or runs Kotlin code that no body called. */
    static @Nullable VariableScope current() {
        Carrier carrier = Carrier.current();
        return carrier != null ? carrier.scope() : PlainScope.ofThread();
    }

    /** As {@link #current}; made for a thread that belongs to no loop. */
    static @Nullable VariableScope currentOrNew() {
        VariableScope scope = current();
        if (scope == null && Carrier.current() == null) {
            scope = new PlainScope(Variables.NONE);
            enter(scope);
        }
        return scope;
    }

    /** The variables that the calling code sees, for a scope that it makes. */
    static Variables copy() {
        VariableScope scope = Variables.inUse() ? current() : null;
        return scope == null ? Variables.NONE : scope.variables();
    }

    /** Puts a scope in force on the calling thread, and returns the one that was. */
    static @Nullable VariableScope enter(@Nullable VariableScope scope) {
        Carrier carrier = Carrier.current();
        return carrier != null ? carrier.enter(scope) : PlainScope.enterThread(scope);
    }

    /** The action in a scope of its own, with the variables that the calling code sees now. */
    static Runnable capture(Runnable action) {
        if (!Variables.inUse()) {
            return action;
        }
        PlainScope scope = new PlainScope(copy());
        return () -> {
            VariableScope previous = enter(scope);
            try {
                action.run();
            } finally {
                enter(previous);
            }
        };
    }
}
