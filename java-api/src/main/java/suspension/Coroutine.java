package suspension;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import suspension.bridge.internal.BodyTask;
import suspension.bridge.internal.TaskHost;

/**
 * A body or a call of a suspend function that has not been started. It is cold: nothing runs until it is awaited, or given
 * to {@code run}, {@code createTask}, {@code gather} and the like. It runs once: a second start throws {@link
 * IllegalStateException}.
 *
 * <p>In debug mode, one that is garbage collected without ever having been started is logged, with where it was made.
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
     * A body, not started.
     *
     * @param <T> the type of the value
     * @param body the body
     * @return a new coroutine
     */
    public static <T extends @Nullable Object> Coroutine<T> of(Awaitable<T, ?> body) {
        return new Coroutine<>(Objects.requireNonNull(body, "body"), null, null);
    }

    /**
     * A body without a value, not started.
     *
     * @param body the body
     * @return a new coroutine
     */
    public static Coroutine<@Nullable Void> of(Action<?> body) {
        Objects.requireNonNull(body, "body");
        return of(Bodies.withoutValue(body));
    }

    /**
     * A call of a suspend function, not made yet.
     *
     * @param <T> the type of the value
     * @param call the call
     * @return a new coroutine
     */
    public static <T extends @Nullable Object> Coroutine<T> suspending(SuspendCall<T> call) {
        return new Coroutine<>(null, Objects.requireNonNull(call, "call"), null);
    }

    /**
     * The same with a name, which a task made of it gets, unless it is given another. This one counts as started.
     *
     * @param name the name
     * @return a new coroutine
     * @throws IllegalStateException if this one has been started
     */
    public Coroutine<T> named(String name) {
        Objects.requireNonNull(name, "name");
        claim();
        return new Coroutine<>(body, call, name);
    }

    /**
     * Runs it here and now, as part of the calling body's task; suspends when it does. Cancelling that task cancels it.
     *
     * @return the value
     * @throws java.util.concurrent.CompletionException around a checked exception; unchecked ones and errors are thrown as
     *     they are
     * @throws IllegalStateException outside a body, or if it has been started before
     */
    @Override
    public T await() {
        BodyTask<?> caller = Bodies.current("Coroutine.await()");
        claim();
        try {
            return body != null ? body.await() : Async.callIn(caller, Objects.requireNonNull(call));
        } catch (Exception e) {
            throw Failures.unchecked(e);
        }
    }

    Task<T> start(TaskHost host, @Nullable String taskName) {
        claim();
        String chosen = taskName != null ? taskName : name;
        return body != null
                ? Bodies.start(host, chosen, body)
                : Bodies.start(host, chosen, Objects.requireNonNull(call));
    }

    /** Marks it as started without running it: whoever was given it has refused it. */
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
