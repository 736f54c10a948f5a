package suspension;

/**
 * A body without a value.
 *
 * @param <X> the checked exception that it throws; inferred as {@code RuntimeException} if there is none
 */
@FunctionalInterface
public interface Action<X extends Exception> {

    /**
     * Runs the body. It suspends wherever it calls something that suspends.
     *
     * @throws X as the implementation says
     */
    void run() throws X;
}
