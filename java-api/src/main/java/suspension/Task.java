package suspension;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import kotlinx.coroutines.Deferred;
import org.jspecify.annotations.Nullable;
import suspension.bridge.KotlinTask;
import suspension.bridge.context.VariableScope;
import suspension.bridge.task.BodyTask;
import suspension.bridge.task.BridgeTask;
import suspension.bridge.task.Failures;
import suspension.internal.Callers;

/**
 * A body or suspend function that has been started. {@code createTask} makes it. It runs on its loop, detached from its
 * creator, and ends with exactly one {@link Outcome}. Kotlin sees it as a {@link Deferred}, Java as a {@link Future}
 * and a {@link CompletableFuture}.
 *
 * <p>Methods may be called from any thread, except for those that suspend. If nobody ever looks at a failure, by any of
 * the methods that tell the outcome, the failure is reported once to the loop's exception handler.
 *
 * <p>Mirrors {@code asyncio.Task}.
 *
 * @param <T> the type of the value
 */
public final class Task<T extends @Nullable Object>
        implements Awaitable<T, RuntimeException>, Future<T>, KotlinTask<T> {

    private final BridgeTask<T> bridge;

    /**
     * Created when somebody first asks for it after the task is done, so that everyone gets the same exception object.
     * Guarded by this.
     */
    private @Nullable Outcome<T> outcome;

    /** Created when somebody first asks for it. Guarded by this. */
    private @Nullable TaskFuture<T> future;

    Task(BridgeTask<T> bridge) {
        this.bridge = bridge;
        bridge.setHandle(this);
    }

    BridgeTask<T> bridge() {
        return bridge;
    }

    // Awaiting

    /**
     * Returns the task's value. Suspends the calling body until the task is done; does not suspend if it is. May be
     * called any number of times.
     *
     * <p><b>Cancelling the caller cancels this task</b>, as in asyncio. With {@link Async#shield} and
     * {@link Async#wait} it does not.
     *
     * @return the value; null for a body without one, or a function of {@code Unit}
     * @throws CancellationException if this task was cancelled, or the caller is
     * @throws java.util.concurrent.CompletionException around a checked exception that the task failed with; unchecked
     *     ones and errors are thrown as they are
     * @throws IllegalStateException outside a body, in this very task, or in a body of another loop
     */
    @Override
    public T await() {
        TaskWaiter.await(caller("Task.await()"), bridge, true);
        return valueOrThrow();
    }

    /**
     * Like {@link #await()}, for a task that may fail with a checked exception.
     *
     * @param <X> the type of the exception
     * @param type the type of the exception, thrown as itself
     * @return the value
     * @throws X if the task failed with one
     */
    public <X extends Exception> T await(Class<X> type) throws X {
        Objects.requireNonNull(type, "type");
        TaskWaiter.await(caller("Task.await(Class)"), bridge, true);
        if (settled() instanceof Outcome.Failure<T> failure) {
            throw Failures.typed(type, failure.exception());
        }
        return settled().get();
    }

    /** Returns the calling body, if it may wait for this task. */
    BodyTask<?> caller(String operation) {
        BodyTask<?> body = Callers.body(operation);
        ensureAwaitable(body);
        return body;
    }

    void ensureAwaitable(BodyTask<?> caller) {
        if (caller == bridge) {
            throw new IllegalStateException(
                    name() + " awaits itself, which would never end; await the tasks that it started instead");
        }
        if (Confinement.isForeign(caller.host(), bridge)) {
            throw new IllegalStateException(Confinement.foreignMessage(caller.host(), bridge));
        }
    }

    // Cancelling

    /**
     * Asks the task to cancel. The wait that the task is in ends with a {@link CancellationException}, and what it
     * waits for is cancelled too. If it does not wait now, its next wait ends that way. A body that has not started is
     * never entered. The body may catch the exception, clean up with further awaits, and even return a value, which
     * then counts. A suspend function is cancelled Kotlin's way.
     *
     * <p>Neither suspends nor blocks. Mirrors {@code Task.cancel()}.
     *
     * @return false if the task is done; otherwise true, each time
     */
    public boolean cancel() {
        return requestCancel(null);
    }

    /**
     * Like {@link #cancel()}, with a message for the exception.
     *
     * @param message why
     * @return false if the task is done; otherwise true, each time
     */
    public boolean cancel(String message) {
        return requestCancel(Objects.requireNonNull(message, "message"));
    }

    /**
     * Like {@link #cancel()}.
     *
     * @param mayInterruptIfRunning has no effect: a body is interrupted where it waits, never elsewhere
     * @return false if the task is done; otherwise true, each time
     */
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return requestCancel(null);
    }

    private boolean requestCancel(@Nullable String message) {
        if (bridge.cancel(message)) {
            return true;
        }
        bridge.markObserved();
        return false;
    }

    /**
     * Returns how many cancellation requests the task has had that were not taken back. Neither suspends nor blocks.
     * For authors of scopes. Mirrors {@code Task.cancelling()}.
     *
     * @return the number, 0 or more
     */
    public int cancelling() {
        return bridge.cancelling();
    }

    /**
     * Takes one cancellation request back. Taking the last one back also withdraws a request that has not been
     * delivered. Neither suspends nor blocks. Has no effect once the task is done. For authors of scopes, who made the
     * request. Mirrors {@code Task.uncancel()}.
     *
     * @return how many requests are left
     */
    public int uncancel() {
        return bridge.uncancel(0);
    }

    // Asking

    @Override
    public boolean isDone() {
        return bridge.isDone();
    }

    /**
     * Returns whether the task is done and ended by cancellation. A task that has only been asked to cancel is not
     * cancelled. Neither suspends nor blocks.
     *
     * @return true if it was cancelled
     */
    @Override
    public boolean isCancelled() {
        return bridge.isCancelled();
    }

    /**
     * Returns how the task ended. Neither suspends nor blocks. Mirrors asyncio's {@code result()} and
     * {@code exception()} in one.
     *
     * @return the outcome
     * @throws IllegalStateException if the task is not done
     */
    public Outcome<T> outcome() {
        if (!bridge.isDone()) {
            throw new IllegalStateException(name() + " is not done; await() it, or ask isDone() first");
        }
        return settled();
    }

    /** Returns or throws what {@code await} does, for a task that is done. */
    @SuppressWarnings("NullAway") // the value of a task that has not failed is a T
    T valueOrThrow() {
        if (bridge.failure() != null) {
            return settled().get();
        }
        bridge.markObserved();
        return bridge.value();
    }

    /** Returns the outcome of a task that is done. */
    Outcome<T> settled() {
        bridge.markObserved();
        synchronized (this) {
            if (outcome == null) {
                outcome = makeOutcome();
            }
            return outcome;
        }
    }

    private Outcome<T> makeOutcome() {
        Throwable failure = bridge.failure();
        if (failure == null) {
            return new Outcome.Success<>(valueOrThrow());
        }
        return bridge.isCancelled()
                ? new Outcome.Cancelled<>((CancellationException) failure)
                : new Outcome.Failure<>(failure);
    }

    /**
     * Returns the value of a task that has succeeded. Neither suspends nor blocks.
     *
     * @return the value
     * @throws IllegalStateException if the task is not done, failed, or was cancelled
     */
    @SuppressWarnings("Since15") // an interface method from 19 on
    public T resultNow() {
        if (outcome() instanceof Outcome.Success<T> success) {
            return success.value();
        }
        throw new IllegalStateException(this + " has no value; outcome() tells how it ended");
    }

    /**
     * Returns what the task failed with. Neither suspends nor blocks. Mirrors {@code Task.exception()}.
     *
     * @return the very object that was thrown
     * @throws IllegalStateException if the task is not done, succeeded, or was cancelled
     */
    public Throwable exceptionNow() {
        if (outcome() instanceof Outcome.Failure<T> failure) {
            return failure.exception();
        }
        throw new IllegalStateException(this + " has not failed; outcome() tells how it ended");
    }

    /**
     * Returns the name that the task was given, or {@code Task-} and a number that is unique in this process.
     *
     * @return the name
     */
    public String name() {
        return bridge.name();
    }

    // Waiting on plain threads

    /**
     * Blocks the calling thread until the task is done. For threads that belong to no loop; in a body, use
     * {@link #await()}. Interrupting the thread does not cancel the task.
     *
     * @return the value
     * @throws CancellationException if the task was cancelled
     * @throws ExecutionException around what the task failed with
     * @throws InterruptedException if the thread is interrupted
     * @throws IllegalStateException on a thread of the task's own loop, or on a thread of a reactive framework that must
     *     not block, unless the task is done
     */
    @Override
    public T get() throws InterruptedException, ExecutionException {
        BlockingWait.await(bridge, "get()", Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        return settledForFuture();
    }

    /**
     * Like {@link #get()}, for at most the given time.
     *
     * @throws TimeoutException if the task is not done by then; it goes on
     */
    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        if (!BlockingWait.await(bridge, "get()", timeout, unit)) {
            throw new TimeoutException(name() + " is not done after " + timeout + " " + unit);
        }
        return settledForFuture();
    }

    /**
     * Blocks the calling thread until the task is done, whatever interrupts come meanwhile. For threads that belong to
     * no loop; in a body, use {@link #await()}.
     *
     * @return the value
     * @throws CancellationException if the task was cancelled
     * @throws java.util.concurrent.CompletionException around a checked exception that the task failed with; unchecked
     *     ones and errors are thrown as they are
     * @throws IllegalStateException on a thread of the task's own loop, or on a thread of a reactive framework that must
     *     not block, unless the task is done
     */
    public T join() {
        BlockingWait.uninterruptibly(() -> BlockingWait.await(bridge, "join()", Long.MAX_VALUE, TimeUnit.NANOSECONDS));
        return settled().get();
    }

    private T settledForFuture() throws ExecutionException {
        if (settled() instanceof Outcome.Failure<T> failure) {
            throw new ExecutionException(failure.exception());
        }
        return settled().get();
    }

    // Other views

    /**
     * Calls back when the task is done. Neither suspends nor blocks. Callbacks run on the task's loop, in the order of
     * registration; if the task is done already, they run soon. Once the loop has closed, the callback runs on the
     * calling thread. What the callback throws goes to the loop's exception handler.
     *
     * <p>Mirrors {@code Task.add_done_callback}.
     *
     * @param callback gets this task
     */
    public void onDone(Consumer<? super Task<T>> callback) {
        Objects.requireNonNull(callback, "callback");
        Runnable call = VariableScope.capture(() -> callback.accept(this));
        bridge.whenComplete(done -> schedule(call));
    }

    private void schedule(Runnable call) {
        try {
            bridge.host().execute(call);
        } catch (RejectedExecutionException e) {
            runHere(call); // the loop is gone, so nobody else can run it
        }
    }

    private void runHere(Runnable call) {
        try {
            call.run();
        } catch (Throwable e) {
            bridge.host()
                    .uncaught(
                            "A callback of " + name() + " on '" + bridge.host().name() + "' failed", name(), e, null);
        }
    }

    /**
     * Returns the task as a future, the same one each time. Neither suspends nor blocks. The future completes with the
     * task, on the task's loop: dependents without an executor run there and must not block.
     *
     * <p>Cancelling the future, or completing it in any other way, cancels the task. Cancelling a dependent does not. A
     * {@code get} or {@code join} of the future that would block the task's own loop throws
     * {@link IllegalStateException}.
     *
     * @return the future of this task
     */
    public CompletableFuture<T> toCompletableFuture() {
        bridge.markObserved();
        TaskFuture<T> made;
        synchronized (this) {
            if (future != null) {
                return future;
            }
            made = new TaskFuture<>(bridge);
            future = made;
        }
        made.follow(this);
        return made;
    }

    /**
     * Returns the task as Kotlin sees it. Neither suspends nor blocks. Cancelling the result is Kotlin's cancellation,
     * which is final: every later wait of the body throws.
     *
     * @return the task's own coroutine
     */
    @Override
    public Deferred<T> asDeferred() {
        bridge.markObserved();
        return bridge.sharedDeferred();
    }

    /** The name, the state, and what the task waits for; in debug mode also where it was made. */
    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder("Task[").append(name()).append(", ").append(state());
        String waitsFor = bridge.isDone() ? null : bridge.waitsFor();
        if (waitsFor != null) {
            text.append(", waiting for ").append(waitsFor);
        }
        Throwable creation = bridge.creation();
        if (creation != null) {
            text.append(", created at ").append(Callers.firstFrameOfUser(creation));
        }
        return text.append(']').toString();
    }

    private String state() {
        if (!bridge.isDone()) {
            return bridge.cancelling() > 0 ? "cancelling" : "pending";
        }
        if (bridge.isCancelled()) {
            return "cancelled";
        }
        Throwable failure = bridge.failure();
        return failure == null
                ? "finished"
                : "failed with " + failure.getClass().getName();
    }
}
