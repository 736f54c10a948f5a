package suspension;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import suspension.bridge.task.BodyTask;
import suspension.bridge.task.Failures;
import suspension.bridge.task.TaskHost;
import suspension.internal.Callers;

/**
 * A body, or a call of a suspend function, that has not been started. It is cold: nothing runs until it is awaited, or
 * passed to {@code run}, {@code createTask}, {@code gather} and the like. It runs once: a second start throws
 * {@link IllegalStateException}.
 *
 * <p>In debug mode, a coroutine that is garbage collected without ever having been started is logged, with the place
 * where it was made.
 *
 * <p>Mirrors asyncio's coroutine object.
 *
 * @param <T> the type of the value
 */
public final class Coroutine<T extends @Nullable Object> implements Awaitable<T, RuntimeException> {

    private final @Nullable Awaitable<T, ?> body;
    private final @Nullable SuspendCall<T> call;
    private final @Nullable String name;
    private final AtomicBoolean started;

    private Coroutine(@Nullable Awaitable<T, ?> body, @Nullable SuspendCall<T> call, @Nullable String name) {
        this.body = body;
        this.call = call;
        this.name = name;
        this.started = NeverAwaited.watch(this, name);
    }

    /**
     * Creates a coroutine of a body. Nothing runs yet.
     *
     * @param <T> the type of the value
     * @param body the body
     * @return a new coroutine
     */
    public static <T extends @Nullable Object> Coroutine<T> of(Awaitable<T, ?> body) {
        return new Coroutine<>(Objects.requireNonNull(body, "body"), null, null);
    }

    /**
     * Like {@link #of(Awaitable)}, for a body without a value.
     *
     * @param body the body
     * @return a new coroutine
     */
    public static Coroutine<@Nullable Void> of(Action<?> body) {
        Objects.requireNonNull(body, "body");
        return of(Tasks.withoutValue(body));
    }

    /**
     * Creates a coroutine of a call of a suspend function. The function is not called yet.
     *
     * @param <T> the type of the value
     * @param call the call
     * @return a new coroutine
     */
    public static <T extends @Nullable Object> Coroutine<T> suspending(SuspendCall<T> call) {
        return new Coroutine<>(null, Objects.requireNonNull(call, "call"), null);
    }

    /**
     * Creates a coroutine with the same body and a name. A task made of it gets that name, unless the task is given
     * another. This coroutine counts as started then.
     *
     * @param name the name
     * @return a new coroutine
     * @throws IllegalStateException if this coroutine has been started
     */
    public Coroutine<T> named(String name) {
        Objects.requireNonNull(name, "name");
        claim();
        return new Coroutine<>(body, call, name);
    }

    /**
     * Runs the coroutine here and now, as part of the calling body's task. Suspends when its body does. Cancelling that
     * task cancels it.
     *
     * @return the value
     * @throws java.util.concurrent.CompletionException around a checked exception; unchecked ones and errors are thrown
     *     as they are
     * @throws IllegalStateException outside a body, or if the coroutine has been started before
     */
    @Override
    public T await() {
        BodyTask<?> caller = Callers.body("Coroutine.await()");
        claim();
        try {
            return body != null ? body.await() : BodyCalls.await(caller, Objects.requireNonNull(call));
        } catch (Exception e) {
            throw Failures.unchecked(e);
        }
    }

    Task<T> start(TaskHost host, @Nullable String taskName) {
        claim();
        String chosen = taskName != null ? taskName : name;
        return body != null ? Tasks.start(host, chosen, body) : Tasks.start(host, chosen, Objects.requireNonNull(call));
    }

    /** Marks the coroutine as started without running it: whoever was given it has refused it. */
    void close() {
        started.set(true);
    }

    boolean isStarted() {
        return started.get();
    }

    private void claim() {
        if (!started.compareAndSet(false, true)) {
            throw new IllegalStateException(
                    this + " has been started before, and a coroutine runs only once. Make a new"
                            + " one, or keep the task that createTask(coroutine) gives, which can be awaited many times.");
        }
    }

    /** The name, and whether it has been started. */
    @Override
    public String toString() {
        return "Coroutine[" + (name == null ? "" : name + ", ") + (started.get() ? "started" : "not started") + "]";
    }
}
