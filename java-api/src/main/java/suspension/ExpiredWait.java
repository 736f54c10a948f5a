package suspension;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import suspension.bridge.task.BodyTask;

/** {@link Async#waitFor} when there is no time left. */
final class ExpiredWait {

    private ExpiredWait() {}

    /** A task that is done gives its value. Anything else is cancelled, and is never entered if it has not started. */
    static <T extends @Nullable Object, X extends Exception> T now(
            BodyTask<?> caller, Awaitable<T, X> body, Duration limit) throws X {
        String message = "There was no time to wait: the limit was " + limit;
        Task<T> task = body instanceof Task<?> given ? Tasks.cast(given) : cancelledTask(caller, body, message);
        task.ensureAwaitable(caller);
        boolean inTime =
                task == body && task.isDone(); // off a loop, the task of a body may have been cancelled already
        if (!inTime) {
            if (task == body) {
                task.cancel(message);
            }
            TaskWaiter.await(caller, task.bridge(), false);
        }
        Outcome<T> outcome = task.settled();
        if (!inTime && outcome instanceof Outcome.Cancelled<T> cancelled) {
            throw new AsyncTimeoutException(message, cancelled.exception());
        }
        return outcome.get();
    }

    /** A task that is asked to cancel before it can begin. */
    private static <T extends @Nullable Object> Task<T> cancelledTask(
            BodyTask<?> caller, Awaitable<T, ?> body, String message) {
        if (body instanceof Coroutine<?> coroutine) {
            coroutine.close();
        }
        BodyTask<T> task = new BodyTask<>(caller.host(), null, body::await);
        return Tasks.started(task, () -> task.cancel(message));
    }
}
