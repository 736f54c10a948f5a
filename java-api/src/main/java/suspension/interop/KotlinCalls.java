package suspension.interop;

import org.jspecify.annotations.Nullable;
import suspension.Outcome;
import suspension.bridge.call.KotlinCall;
import suspension.bridge.call.SuspendWaiter;
import suspension.bridge.task.Failures;
import suspension.internal.Callers;

/** Calls of kotlinx's own suspend functions. */
final class KotlinCalls {

    private KotlinCalls() {}

    /** Awaits a call that hands something over, which no cancellation may lose. Throws as {@code Async.await} does. */
    @SuppressWarnings({"unchecked", "NullAway"}) // the function gives a T
    static <T extends @Nullable Object> T exactly(String operation, KotlinCall<T> call) {
        try {
            return (T) SuspendWaiter.<T>awaitExactly(Callers.body(operation), call);
        } catch (Exception e) {
            throw thrown(e);
        }
    }

    /** Throws what Kotlin threw, in the form in which {@code Async.await} does. */
    static RuntimeException thrown(Throwable failure) {
        throw Failures.unchecked(new Outcome.Failure<>(failure).exception());
    }
}
