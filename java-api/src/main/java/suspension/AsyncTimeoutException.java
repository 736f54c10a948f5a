package suspension;

import kotlinx.coroutines.TimeoutCancellationException;
import org.jspecify.annotations.Nullable;

/**
 * An operation took longer than it was given. This is never a {@code CancellationException}: a timeout is an error like
 * others. In Kotlin, a timeout is a kind of cancellation; it becomes this exception when it reaches Java.
 *
 * <p>The cause is the cancellation that ended the wait. Its stack shows where the body waited.
 *
 * <p>Mirrors Python's {@code TimeoutError}.
 */
public class AsyncTimeoutException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message what took too long, and the limit
     * @param cause the cancellation that ended it, or null
     */
    public AsyncTimeoutException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /**
     * Returns what Java sees of a failure: this exception for a timeout of Kotlin's, and the failure itself otherwise.
     */
    static Throwable translate(Throwable failure) {
        return failure instanceof TimeoutCancellationException
                ? new AsyncTimeoutException(failure.getMessage(), failure)
                : failure;
    }
}
