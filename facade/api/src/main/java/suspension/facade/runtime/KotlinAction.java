package suspension.facade.runtime;

/** A call of an ordinary Kotlin function without a result. */
@FunctionalInterface
public interface KotlinAction {

    /**
     * Calls the function.
     *
     * @throws Throwable what the function throws
     */
    void run() throws Throwable;
}
