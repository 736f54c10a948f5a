package suspension.facade.runtime;

/** A function that a facade was generated for is not in the API's jar, which is older or newer than the facade. */
public final class MissingFunctionError extends NoSuchMethodError {

    private static final long serialVersionUID = 1;

    MissingFunctionError(String facade, String function, Throwable cause) {
        super("The facade " + facade + " calls " + function + ", which is missing from the API at run time: its jar is"
                + " older or newer than the one that the facade was generated for. Compile against the jar that is on"
                + " the class path, or put the other one there");
        initCause(cause);
    }
}
