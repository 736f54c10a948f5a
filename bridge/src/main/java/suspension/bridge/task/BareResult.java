package suspension.bridge.task;

import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import org.jspecify.annotations.Nullable;

/**
 * A {@code Result} in the form in which Kotlin's compiled code passes it where its type is known: a success is the value
 * itself, and a failure is an object of a class of the standard library's own. Kotlin's source never sees that form, and
 * Java's sees nothing else.
 */
final class BareResult implements Continuation<@Nullable Object> {

    private @Nullable Object passed;

    /** Passes a bare result to Kotlin. */
    @SuppressWarnings("unchecked") // a continuation takes any bare result
    static void pass(@Nullable Object bare, Continuation<?> kotlin) {
        ((Continuation<Object>) kotlin).resumeWith(bare);
    }

    /** Returns the bare result that Kotlin has passed. */
    @Nullable
    Object passed() {
        return passed;
    }

    @Override
    public CoroutineContext getContext() {
        return EmptyCoroutineContext.INSTANCE;
    }

    @Override
    public void resumeWith(Object result) {
        passed = result;
    }
}
