package suspension.interop;

import kotlinx.coroutines.TimeoutCancellationException;
import org.jspecify.annotations.Nullable;
import suspension.AsyncTimeoutException;
import suspension.Outcome;
import suspension.bridge.internal.BodyTask;
import suspension.bridge.internal.Carrier;
import suspension.bridge.internal.KotlinCall;
import suspension.bridge.internal.SuspendWaiter;
import suspension.internal.Callers;

/** How exceptions cross the border. */
final class Crossing {

    private Crossing() {}

    /** Throws what Kotlin threw, as {@code Async.await} does. */
    static RuntimeException thrown(Throwable failure) {
        BodyTask<?> body = Carrier.currentBody();
        boolean isAround = body != null && body.isJobCancelled(); // then a timeout is a cancellation to those within
        Throwable seen = failure instanceof TimeoutCancellationException && !isAround
                ? new AsyncTimeoutException(failure.getMessage(), failure)
                : failure;
        new Outcome.Failure<>(seen).get();
        throw new AssertionError("a failure has given a value");
    }

    /** Throws what the caller's own code threw; the compiler has checked that it is an X, or unchecked. */
    @SuppressWarnings("unchecked")
    static <X extends Exception> RuntimeException same(Throwable failure) throws X {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (X) failure;
    }

    /** A call that hands something over, which no cancellation may lose. */
    @SuppressWarnings({"unchecked", "NullAway"}) // what the function gives
    static <T extends @Nullable Object> T exactly(String operation, KotlinCall<T> call) {
        try {
            return (T) SuspendWaiter.<T>awaitExactly(Callers.body(operation), call);
        } catch (Exception e) {
            throw thrown(e);
        }
    }
}
