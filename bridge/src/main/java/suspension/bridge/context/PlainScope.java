package suspension.bridge.context;

/** The scope of code that belongs to no task. */
final class PlainScope implements VariableScope {

    /** Only the thread on which this scope is in force uses it. */
    private Variables variables;

    PlainScope(Variables variables) {
        this.variables = variables;
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
