package suspension;

import org.jspecify.annotations.Nullable;
import suspension.bridge.call.SuspendWaiter;
import suspension.bridge.task.BodyTask;
import suspension.bridge.task.Failures;
import suspension.bridge.task.Results;

/** Calls of suspend functions as part of a body's task. */
final class BodyCalls {

    private BodyCalls() {}

    /**
     * Gives what a {@code Result} holds instead of the {@code Result}, and throws what it failed with. Throws what the
     * function throws, checked or not. A timeout that the function lets out becomes an
     * {@link AsyncTimeoutException}.
     */
    @SuppressWarnings({"unchecked", "NullAway"}) // null stands for Unit
    static <T extends @Nullable Object> T await(BodyTask<?> body, SuspendCall<T> call) throws Exception {
        try {
            return (T) Results.opened(SuspendWaiter.<T>await(body, call::invoke));
        } catch (Exception e) {
            throw Failures.<Exception>throwAs(AsyncTimeoutException.translate(e));
        }
    }
}
