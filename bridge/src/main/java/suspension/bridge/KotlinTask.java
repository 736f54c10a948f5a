package suspension.bridge;

import kotlinx.coroutines.Deferred;
import org.jspecify.annotations.Nullable;

/**
 * A Java task as Kotlin awaits it, with {@code task.awaitSuspending()}. Java's {@code suspension.Task} is such a task;
 * its own {@code await()} is for Java bodies.
 *
 * @param <T> the type of the value
 */
public interface KotlinTask<T extends @Nullable Object> {

    /**
     * Returns the task's own coroutine. Cancelling it is Kotlin's cancellation, which is final: every later wait of a
     * body throws.
     *
     * @return the coroutine
     */
    Deferred<T> asDeferred();
}
