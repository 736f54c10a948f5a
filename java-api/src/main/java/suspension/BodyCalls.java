package suspension;

import org.jspecify.annotations.Nullable;
import suspension.bridge.call.SuspendWaiter;
import suspension.bridge.task.BodyTask;
import suspension.bridge.task.Failures;

/** Calls of suspend functions as part of a body's task. */
final class BodyCalls {

    private BodyCalls() {}

    /**
     * Throws what the function throws, checked or not. A timeout that the function lets out becomes an
     * {@link AsyncTimeoutException}.
     */
    @SuppressWarnings({"unchecked", "NullAway"}) // null stands for Unit
    static <T extends @Nullable Object> T await(BodyTask<?> body, SuspendCall<T> call) throws Exception {
        try {
            return (T) SuspendWaiter.<T>await(body, call::invoke);
        } catch (Exception e) {
            throw Failures.<Exception>throwAs(AsyncTimeoutException.translate(e));
        }
    }
}
