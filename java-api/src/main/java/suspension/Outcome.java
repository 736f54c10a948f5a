package suspension;

import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * How a task ended. Exactly one of the three; test with {@code instanceof}.
 *
 * <p>What asyncio puts into the list of {@code gather(..., return_exceptions=True)}.
 *
 * @param <T> the type of the value
 */
public sealed interface Outcome<T extends @Nullable Object> {

    /**
     * The value, or the failure thrown as {@link Task#await()} throws it.
     *
     * @return the value
     * @throws CancellationException if the task was cancelled
     * @throws java.util.concurrent.CompletionException around a checked exception
     */
    T get();

    /**
     * It gave a value.
     *
     * @param <T> the type of the value
     * @param value the value; null for a body without one
     */
    record Success<T extends @Nullable Object>(T value) implements Outcome<T> {
        @Override
        public T get() {
            return value;
        }
    }

    /**
     * It threw.
     *
     * @param <T> the type of the value that there is none of
     * @param exception the very object that was thrown
     */
    record Failure<T extends @Nullable Object>(Throwable exception) implements Outcome<T> {
        @Override
        public T get() {
            throw Failures.unchecked(exception);
        }
    }

    /**
     * It was cancelled.
     *
     * @param <T> the type of the value that there is none of
     * @param exception the exception that its body ended with
     */
    record Cancelled<T extends @Nullable Object>(CancellationException exception) implements Outcome<T> {
        @Override
        public T get() {
            throw exception;
        }
    }
}
