package suspension;

/**
 * A body without a value.
 *
 * @param <X> the checked exception that it throws; inferred as {@code RuntimeException} where there is none
 */
@FunctionalInterface
public interface Action<X extends Exception> {

    /**
     * Runs the body, suspending wherever it calls something that suspends.
     *
     * @throws X as the implementation says
     */
    void run() throws X;
}
