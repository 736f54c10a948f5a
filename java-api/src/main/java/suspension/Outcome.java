package suspension;

import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import suspension.bridge.task.Failures;

/**
 * How a task ended. It is exactly one of the three; test with {@code instanceof}.
 *
 * <p>asyncio puts this into the list of {@code gather(..., return_exceptions=True)}.
 *
 * @param <T> the type of the value
 */
public sealed interface Outcome<T extends @Nullable Object> {

    /**
     * Returns the value, or throws the failure as {@link Task#await()} does.
     *
     * @return the value
     * @throws CancellationException if the task was cancelled
     * @throws java.util.concurrent.CompletionException around a checked exception
     */
    T get();

    /**
     * The task gave a value.
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
     * The task threw an exception.
     *
     * @param <T> the type of the value that the task would have given
     * @param exception the very object that was thrown; an {@link AsyncTimeoutException} around a timeout of Kotlin's
     */
    record Failure<T extends @Nullable Object>(Throwable exception) implements Outcome<T> {

        /**
         * Keeps the exception, or translates it if it is a timeout of Kotlin's.
         *
         * @param exception what was thrown
         */
        public Failure {
            exception = AsyncTimeoutException.translate(exception);
        }

        @Override
        public T get() {
            throw Failures.unchecked(exception);
        }
    }

    /**
     * The task was cancelled.
     *
     * @param <T> the type of the value that the task would have given
     * @param exception the exception that the task's body ended with
     */
    record Cancelled<T extends @Nullable Object>(CancellationException exception) implements Outcome<T> {
        @Override
        public T get() {
            throw exception;
        }
    }
}
