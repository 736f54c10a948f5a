package suspension.bridge.internal;

import org.jspecify.annotations.Nullable;

/** The scope of code that is no task. */
final class PlainScope implements VariableScope {

    private static final ThreadLocal<@Nullable VariableScope> OF_THREAD = new ThreadLocal<>();

    /** Only the thread that it is in force on uses it. */
    private Variables variables;

    PlainScope(Variables variables) {
        this.variables = variables;
    }

    static @Nullable VariableScope ofThread() {
        return OF_THREAD.get();
    }

    static @Nullable VariableScope enterThread(@Nullable VariableScope scope) {
        VariableScope previous = OF_THREAD.get();
        if (scope == null) {
            OF_THREAD.remove();
        } else {
            OF_THREAD.set(scope);
        }
        return previous;
    }

    @Override
    public Variables variables() {
        return variables;
    }

    @Override
    public void setVariables(Variables variables) {
        this.variables = variables;
    }
}
