package suspension;

import org.jspecify.annotations.Nullable;

/**
 * An operation took longer than it was given. Never a {@code CancellationException}: a timeout is an error like others. A
 * timeout of Kotlin's, which there is a kind of cancellation, becomes one of these when it reaches Java.
 *
 * <p>Mirrors Python's {@code TimeoutError}.
 */
public class AsyncTimeoutException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes an exception.
     *
     * @param message what took too long, and the limit
     * @param cause the cancellation that ended it, or null
     */
    public AsyncTimeoutException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
