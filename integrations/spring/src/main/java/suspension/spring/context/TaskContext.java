package suspension.spring.context;

import java.util.function.Supplier;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.reactor.ReactorContext;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

/** What a task takes along from the code that starts it. */
public final class TaskContext {

    /** Reactor's context of the subscriber for which the thread starts a task, or null. */
    private static final ThreadLocal<@Nullable ContextView> SUBSCRIBER = new ThreadLocal<>();

    private TaskContext() {}

    /**
     * Returns the elements for a task that the calling thread starts.
     *
     * @return the elements
     */
    public static CoroutineContext capture() {
        ContextView subscriber = SUBSCRIBER.get();
        return subscriber == null ? EmptyCoroutineContext.INSTANCE : new ReactorContext(subscriber);
    }

    /**
     * Starts tasks on behalf of a subscriber.
     *
     * @param <T> the type of the result
     * @param subscriber Reactor's context of it
     * @param start starts them
     * @return what that gives
     */
    public static <T> T with(ContextView subscriber, Supplier<T> start) {
        ContextView outer = SUBSCRIBER.get();
        SUBSCRIBER.set(subscriber);
        try {
            return start.get();
        } finally {
            if (outer == null) {
                SUBSCRIBER.remove();
            } else {
                SUBSCRIBER.set(outer);
            }
        }
    }
}
