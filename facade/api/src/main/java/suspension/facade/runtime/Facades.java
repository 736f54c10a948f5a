package suspension.facade.runtime;

/** What the methods of a facade that a Java class implements say by themselves. */
public final class Facades {

    private Facades() {}

    /**
     * Returns what a function throws that is not overridden.
     *
     * @param implementation the Java object
     * @param function the function, with the facade's name
     * @return the exception to throw
     */
    public static UnsupportedOperationException notImplemented(Object implementation, String function) {
        return Misuse.notImplemented(implementation, function);
    }

    /**
     * Returns what {@code toKotlin} throws for an implementation of a facade whose Kotlin type is a class.
     *
     * @param implementation the Java object
     * @param facade the name of the facade
     * @param type the class
     * @return the exception to throw
     */
    public static IllegalArgumentException notKotlin(Object implementation, String facade, Class<?> type) {
        return new IllegalArgumentException("Kotlin's " + type.getSimpleName() + " is a class, not an interface, so "
                + Misuse.nameOf(implementation) + " cannot become one: only " + facade + ".of(...) gives a " + facade
                + " that has one behind it. Pass that, or let Kotlin code take an interface");
    }
}
