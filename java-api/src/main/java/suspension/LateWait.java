package suspension;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import suspension.bridge.internal.BodyTask;

/** {@link Async#waitFor} when there is no time left. */
final class LateWait {

    private LateWait() {}

    /** What is done gives its value; what is not is cancelled, and never entered if it has not started. */
    static <T extends @Nullable Object, X extends Exception> T now(
            BodyTask<?> caller, Awaitable<T, X> body, Duration limit) throws X {
        if (body instanceof Task<?> given) {
            Task<T> task = Bodies.same(given);
            task.ensureAwaitable(caller);
            boolean inTime = task.isDone();
            if (!inTime) {
                task.cancel();
                task.join(caller, false);
            }
            if (inTime || !task.isCancelled()) {
                return task.settled().get();
            }
        } else if (body instanceof Coroutine<?> coroutine) {
            coroutine.close();
        }
        throw new AsyncTimeoutException("There was no time to wait: the limit was " + limit, null);
    }
}
