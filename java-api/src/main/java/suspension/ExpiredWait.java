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
        Task<T> task = body instanceof Task<?> given ? Tasks.cast(given) : cancelledTask(caller, body);
        task.ensureAwaitable(caller);
        boolean inTime =
                task == body && task.isDone(); // off a loop, the task of a body may have been cancelled already
        if (!inTime) {
            if (task == body) {
                task.cancel();
            }
            TaskWaiter.await(caller, task.bridge(), false);
        }
        if (inTime || !task.isCancelled()) {
            return task.settled().get();
        }
        throw new AsyncTimeoutException("There was no time to wait: the limit was " + limit, null);
    }

    /** A task that is asked to cancel before it can begin. */
    private static <T extends @Nullable Object> Task<T> cancelledTask(BodyTask<?> caller, Awaitable<T, ?> body) {
        if (body instanceof Coroutine<?> coroutine) {
            coroutine.close();
        }
        BodyTask<T> task = new BodyTask<>(caller.host(), null, body::await);
        return Tasks.started(task, () -> task.cancel(null));
    }
}
