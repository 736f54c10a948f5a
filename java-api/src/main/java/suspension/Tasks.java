package suspension;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import suspension.bridge.task.BodyTask;
import suspension.bridge.task.BridgeTask;
import suspension.bridge.task.TaskHost;

/** Makes tasks of what can be run. */
final class Tasks {

    private Tasks() {}

    static <T extends @Nullable Object> Task<T> start(TaskHost host, @Nullable String name, Awaitable<T, ?> awaitable) {
        Objects.requireNonNull(awaitable, "the body is null");
        if (awaitable instanceof Coroutine<?> coroutine) {
            return cast(coroutine.start(host, name));
        }
        return startBody(host, name, awaitable::await);
    }

    static Task<@Nullable Void> start(TaskHost host, @Nullable String name, Action<?> action) {
        Objects.requireNonNull(action, "the body is null");
        return start(host, name, withoutValue(action));
    }

    /** Returns an action as a body that gives null. */
    @SuppressWarnings("NullAway") // a lambda's type arguments are inferred without their nullness
    static <X extends Exception> Awaitable<@Nullable Void, X> withoutValue(Action<X> action) {
        return () -> {
            action.run();
            return null;
        };
    }

    static <T extends @Nullable Object> Task<T> start(TaskHost host, @Nullable String name, SuspendCall<T> call) {
        Objects.requireNonNull(call, "the suspend call is null");
        return started(new SuspendCallTask<>(host, null, name, call));
    }

    private static <T extends @Nullable Object> Task<T> startBody(
            TaskHost host, @Nullable String name, Callable<T> code) {
        return started(new BodyTask<>(host, name, code));
    }

    static <T extends @Nullable Object> Task<T> started(BridgeTask<T> bridge) {
        return started(bridge, () -> {});
    }

    /** Like {@link BridgeTask#start(Runnable)}. */
    static <T extends @Nullable Object> Task<T> started(BridgeTask<T> bridge, Runnable register) {
        Task<T> task = new Task<>(bridge);
        bridge.start(register);
        return task;
    }

    /**
     * Returns the task that an {@code Awaitable<T, ?>} turned out to be; javac cannot tell that it is a
     * {@code Task<T>}.
     */
    @SuppressWarnings("unchecked")
    static <T extends @Nullable Object> Task<T> cast(Task<?> task) {
        return (Task<T>) task;
    }

    /** Returns the public task that a body belongs to. */
    static Task<?> taskOf(BridgeTask<?> bridge) {
        synchronized (bridge) { // what Kotlin started gets its task when Java first asks
            Object handle = bridge.handle();
            return handle != null ? (Task<?>) handle : new Task<>(bridge);
        }
    }
}
