package suspension;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import suspension.bridge.internal.BodyTask;
import suspension.bridge.internal.BridgeTask;
import suspension.bridge.internal.Carrier;
import suspension.bridge.internal.Loop;
import suspension.bridge.internal.SuspendTask;
import suspension.bridge.internal.TaskHost;
import suspension.internal.Callers;

/** Where the calling thread is, and what may be done there. */
final class Bodies {

    private Bodies() {}

    /** As {@link Callers#body}. */
    static BodyTask<?> current(String operation) {
        return Callers.body(operation);
    }

    /** As {@link Callers#host}. */
    static TaskHost host(String operation) {
        return Callers.host(operation);
    }

    /** Refuses to block a thread of the host until one of its tasks is done. */
    static void ensureMayBlock(TaskHost host, BridgeTask<?> task, String operation) {
        Carrier carrier = Carrier.current();
        if (carrier != null && carrier.host() == host && host instanceof Loop) {
            throw new IllegalStateException(operation + " would block loop '" + host.name() + "' until " + task.name()
                    + " is done, which needs that very loop. Use await() in a body, or onDone() in a callback.");
        }
    }

    /**
     * Refuses tasks of other loops: they may finish on another thread, at any moment between two awaits.
     */
    static boolean isForeign(TaskHost here, BridgeTask<?> task) {
        return task.host() != here && task.host() instanceof Loop;
    }

    static String foreignMessage(TaskHost here, BridgeTask<?> task) {
        return task.name() + " belongs to loop '" + task.host().name() + "', but this is '" + here.name()
                + "'. Await its future instead: Async.await(task.toCompletableFuture()).";
    }

    // Making tasks

    static <T extends @Nullable Object> Task<T> start(TaskHost host, @Nullable String name, Awaitable<T, ?> awaitable) {
        Objects.requireNonNull(awaitable, "the body is null");
        if (awaitable instanceof Coroutine<?> coroutine) {
            return same(coroutine.start(host, name));
        }
        return startBody(host, name, awaitable::await);
    }

    static Task<@Nullable Void> start(TaskHost host, @Nullable String name, Action<?> action) {
        Objects.requireNonNull(action, "the body is null");
        return start(host, name, withoutValue(action));
    }

    /** An action as a body that gives null. */
    @SuppressWarnings("NullAway") // a lambda's type arguments are inferred without their nullness
    static <X extends Exception> Awaitable<@Nullable Void, X> withoutValue(Action<X> action) {
        return () -> {
            action.run();
            return null;
        };
    }

    static <T extends @Nullable Object> Task<T> start(TaskHost host, @Nullable String name, SuspendCall<T> call) {
        Objects.requireNonNull(call, "the suspend call is null");
        return started(new SuspendTask<T>(host, name, call::invoke));
    }

    private static <T extends @Nullable Object> Task<T> startBody(
            TaskHost host, @Nullable String name, Callable<T> code) {
        return started(new BodyTask<>(host, name, code));
    }

    static <T extends @Nullable Object> Task<T> started(BridgeTask<T> bridge) {
        return started(bridge, () -> {});
    }

    /** As {@link BridgeTask#start(Runnable)}. */
    static <T extends @Nullable Object> Task<T> started(BridgeTask<T> bridge, Runnable register) {
        Task<T> task = new Task<>(bridge);
        bridge.start(register);
        return task;
    }

    /** The task that an {@code Awaitable<T, ?>} turned out to be; javac cannot tell that it is a {@code Task<T>}. */
    @SuppressWarnings("unchecked")
    static <T extends @Nullable Object> Task<T> same(Task<?> task) {
        return (Task<T>) task;
    }

    /** The public task that a body belongs to. */
    static Task<?> taskOf(BridgeTask<?> bridge) {
        synchronized (bridge) { // what Kotlin started gets its task when Java first asks
            Object handle = bridge.handle();
            return handle != null ? (Task<?>) handle : new Task<>(bridge);
        }
    }
}
