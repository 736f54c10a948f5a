package suspension.interop;

import java.util.concurrent.CancellationException;
import kotlinx.coroutines.TimeoutCancellationException;
import org.jspecify.annotations.Nullable;
import suspension.Awaitable;
import suspension.Outcome;
import suspension.bridge.call.KotlinCall;
import suspension.bridge.call.SuspendWaiter;
import suspension.bridge.task.Failures;
import suspension.internal.Callers;

/** Calls of kotlinx's own suspend functions, and the outcomes that Kotlin gives. */
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

    /** Returns how the code ends. */
    static <T extends @Nullable Object> Outcome<T> outcomeOf(Awaitable<? extends T, ?> code) {
        try {
            return outcomeUnlessCancelled(code);
        } catch (CancellationException e) {
            return new Outcome.Cancelled<>(e);
        }
    }

    /** As {@link #outcomeOf}, but throws a cancellation. A timeout of Kotlin's is none, although its type is. */
    static <T extends @Nullable Object> Outcome<T> outcomeUnlessCancelled(Awaitable<? extends T, ?> code) {
        try {
            return new Outcome.Success<>(code.await());
        } catch (Throwable e) {
            if (e instanceof CancellationException cancellation && !(e instanceof TimeoutCancellationException)) {
                throw cancellation;
            }
            return new Outcome.Failure<>(e);
        }
    }
}
