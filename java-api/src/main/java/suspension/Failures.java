package suspension;

import java.util.concurrent.CompletionException;
import kotlinx.coroutines.TimeoutCancellationException;

/** How exceptions cross from one task, thread or language to another. */
final class Failures {

    private Failures() {}

    /** What Java sees of an exception from Kotlin: a timeout is no cancellation. */
    static Throwable translate(Throwable failure) {
        return failure instanceof TimeoutCancellationException
                ? new AsyncTimeoutException(failure.getMessage(), failure)
                : failure;
    }

    /** Throws an exception that arrives from elsewhere: itself if it is unchecked, else wrapped. */
    static RuntimeException unchecked(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        throw new CompletionException(failure);
    }

    /** As {@link #unchecked}, but the named type is thrown as itself. */
    static <X extends Exception> RuntimeException typed(Class<X> type, Throwable failure) throws X {
        if (type.isInstance(failure)) {
            throw type.cast(failure);
        }
        throw unchecked(failure);
    }

    /** Throws what the caller's own lambda threw; the compiler has checked that it is an X, or unchecked. */
    @SuppressWarnings("unchecked")
    static <X extends Exception> RuntimeException same(Throwable failure) throws X {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (X) failure;
    }
}
