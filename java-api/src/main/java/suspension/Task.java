package suspension;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import kotlinx.coroutines.Deferred;
import org.jspecify.annotations.Nullable;
import suspension.bridge.KotlinTask;
import suspension.bridge.internal.BodyTask;
import suspension.bridge.internal.BridgeTask;
import suspension.bridge.internal.CancelRequest;
import suspension.bridge.internal.CompletionListener;
import suspension.bridge.internal.VariableScope;
import suspension.bridge.internal.Waiter;
import suspension.internal.Callers;

/**
 * A body or suspend function that has been started. Made by {@code createTask}; runs on its loop, detached from its
 * creator, and ends with exactly one {@link Outcome}. Kotlin sees it as a {@link Deferred}, Java as a {@link Future} and a
 * {@link CompletableFuture}.
 *
 * <p>Methods may be called from any thread, except for those that suspend. A failure that nobody ever looks at, by any of
 * the methods that tell the outcome, is reported once to the loop's exception handler.
 *
 * <p>Mirrors {@code asyncio.Task}.
 *
 * @param <T> the type of the value
 */
public final class Task<T extends @Nullable Object>
        implements Awaitable<T, RuntimeException>, Future<T>, KotlinTask<T> {

    private final BridgeTask<T> bridge;

    /** Made when first asked for, once done: everyone gets the same exception object. Guarded by this. */
    private @Nullable Outcome<T> outcome;

    Task(BridgeTask<T> bridge) {
        this.bridge = bridge;
        bridge.setHandle(this);
    }

    BridgeTask<T> bridge() {
        return bridge;
    }

    // Awaiting

    /**
     * Gives the task's value, suspending the calling body until the task is done; does not suspend if it is. May be called
     * any number of times.
     *
     * <p><b>Cancelling the caller cancels this task</b>, as in asyncio; {@link Async#shield} and {@link Async#wait} do
     * not.
     *
     * @return the value; null for a body without one, or a function of {@code Unit}
     * @throws CancellationException if this task was cancelled, or the caller is
     * @throws java.util.concurrent.CompletionException around a checked exception that the task failed with; unchecked
     *     ones and errors are thrown as they are
     * @throws IllegalStateException outside a body, in this very task, or in a body of another loop
     */
    @Override
    public T await() {
        join(caller("Task.await()"), true);
        return valueOrThrow();
    }

    /**
     * As {@link #await()}, for a task that may fail with a checked exception.
     *
     * @param <X> the type of the exception
     * @param type the type of the exception, thrown as itself
     * @return the value
     * @throws X if the task failed with one
     */
    public <X extends Exception> T await(Class<X> type) throws X {
        Objects.requireNonNull(type, "type");
        join(caller("Task.await(Class)"), true);
        if (settled() instanceof Outcome.Failure<T> failure) {
            throw Failures.typed(type, failure.exception());
        }
        return settled().get();
    }

    /** The body that calls, if it may wait for this task. */
    BodyTask<?> caller(String operation) {
        BodyTask<?> body = Bodies.current(operation);
        ensureAwaitable(body);
        return body;
    }

    void ensureAwaitable(BodyTask<?> caller) {
        if (caller == bridge) {
            throw new IllegalStateException(
                    name() + " awaits itself, which would never end; await the tasks that it started instead");
        }
        if (Bodies.isForeign(caller.host(), bridge)) {
            throw new IllegalStateException(Bodies.foreignMessage(caller.host(), bridge));
        }
    }

    /** Suspends the body until this task is done; to cancel the body is to cancel this task, unless that is shielded. */
    void join(BodyTask<?> body, boolean forwardsCancellation) {
        if (bridge.isDone()) {
            return;
        }
        Join join = new Join(body, bridge, forwardsCancellation);
        if (bridge.onCompletion(join)) {
            try {
                join.await();
            } finally {
                bridge.removeListener(join);
            }
        }
    }

    /** A body's wait for a task. */
    private static final class Join extends Waiter implements CompletionListener {

        private final BridgeTask<?> target;
        private final boolean forwardsCancellation;

        Join(BodyTask<?> body, BridgeTask<?> target, boolean forwardsCancellation) {
            super(body);
            this.target = target;
            this.forwardsCancellation = forwardsCancellation;
        }

        @Override
        public void completed(BridgeTask<?> task) {
            wake();
        }

        @Override
        protected boolean cancel(CancelRequest request) {
            return (forwardsCancellation && request.forward(this, target)) || interrupt(request);
        }

        @Override
        public String describe() {
            return target.name();
        }
    }

    // Cancelling

    /**
     * Asks the task to cancel: the wait that it is in ends with a {@link CancellationException}, and what it waits for is
     * cancelled too; if it does not wait, its next wait does. A body that has not started is never entered. The body may
     * catch the exception, clean up with further awaits, and even return a value, which then counts. A suspend function is
     * cancelled Kotlin's way.
     *
     * <p>Neither suspends nor blocks. Mirrors {@code Task.cancel()}.
     *
     * @return false if the task is done; otherwise true, each time
     */
    public boolean cancel() {
        return requestCancel(null);
    }

    /**
     * As {@link #cancel()}, with a message for the exception.
     *
     * @param message why
     * @return false if the task is done; otherwise true, each time
     */
    public boolean cancel(String message) {
        return requestCancel(Objects.requireNonNull(message, "message"));
    }

    /**
     * As {@link #cancel()}.
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
     * How many cancellation requests the task has had that were not taken back. Neither suspends nor blocks. For authors of scopes; mirrors {@code
     * Task.cancelling()}.
     *
     * @return the number, 0 or more
     */
    public int cancelling() {
        return bridge.cancelling();
    }

    /**
     * Takes one cancellation request back; the last one withdraws what has not been delivered. Neither suspends nor blocks.
     * For authors of scopes, who
     * made the request; mirrors {@code Task.uncancel()}. Has no effect once the task is done.
     *
     * @return how many are left
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
     * Whether the task is done and ended by cancellation. A task that has only been asked is not.
     *
     * @return true if it is
     */
    @Override
    public boolean isCancelled() {
        return bridge.isCancelled();
    }

    /**
     * How the task ended. Neither suspends nor blocks. asyncio's {@code result()} and {@code exception()} in one.
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

    /** What await gives, of a task that is done. */
    @SuppressWarnings("NullAway") // the value of a task that has not failed is a T
    T valueOrThrow() {
        if (bridge.failure() != null) {
            return settled().get();
        }
        bridge.markObserved();
        return bridge.value();
    }

    /** The outcome of a task that is done. */
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
                : new Outcome.Failure<>(Failures.translate(failure));
    }

    /**
     * The value of a task that has succeeded. Neither suspends nor blocks.
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
     * What a task failed with. Neither suspends nor blocks. Mirrors {@code Task.exception()}.
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
     * The name that the task was given, or {@code Task-} and a number that is unique in this process.
     *
     * @return the name
     */
    public String name() {
        return bridge.name();
    }

    // Waiting on plain threads

    /**
     * Blocks the calling thread until the task is done. For threads that belong to no loop; in a body, use {@link
     * #await()}. Interrupting the thread does not cancel the task.
     *
     * @return the value
     * @throws CancellationException if the task was cancelled
     * @throws ExecutionException around what it failed with
     * @throws InterruptedException if the thread is interrupted
     * @throws IllegalStateException on a thread of the task's own loop, unless the task is done
     */
    @Override
    public T get() throws InterruptedException, ExecutionException {
        block("get()", Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        return settledForFuture();
    }

    /**
     * As {@link #get()}, for at most the given time.
     *
     * @throws TimeoutException if the task is not done by then; it goes on
     */
    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        if (!block("get()", timeout, unit)) {
            throw new TimeoutException(name() + " is not done after " + timeout + " " + unit);
        }
        return settledForFuture();
    }

    /**
     * Blocks the calling thread until the task is done, whatever interrupts come meanwhile. For threads that belong to no
     * loop; in a body, use {@link #await()}.
     *
     * @return the value
     * @throws CancellationException if the task was cancelled
     * @throws java.util.concurrent.CompletionException around a checked exception that the task failed with; unchecked
     *     ones and errors are thrown as they are
     * @throws IllegalStateException on a thread of the task's own loop, unless the task is done
     */
    public T join() {
        Blocking.uninterruptibly(() -> block("join()", Long.MAX_VALUE, TimeUnit.NANOSECONDS));
        return settled().get();
    }

    /** Blocks the calling thread until the task is done, which is true then, or the time is up. */
    private boolean block(String operation, long timeout, TimeUnit unit) throws InterruptedException {
        if (bridge.isDone()) {
            return true;
        }
        Bodies.ensureMayBlock(bridge.host(), bridge, operation);
        CountDownLatch latch = new CountDownLatch(1);
        CompletionListener open = done -> latch.countDown();
        if (!bridge.onCompletion(open)) {
            return true;
        }
        try {
            return latch.await(timeout, unit);
        } finally {
            bridge.removeListener(open); // or who asks again and again would fill the task with latches
        }
    }

    private T settledForFuture() throws ExecutionException {
        if (settled() instanceof Outcome.Failure<T> failure) {
            throw new ExecutionException(failure.exception());
        }
        return settled().get();
    }

    // Other views

    /**
     * Calls back when the task is done; neither suspends nor blocks. The callback runs on the task's loop, in the order of registration; soon, if it is done. Once
     * the loop has closed, on the calling thread. What the callback throws goes to the loop's exception handler.
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
            call.run(); // the loop is gone, and nobody else is left who could
        }
    }

    /**
     * The task as a future; neither suspends nor blocks. It completes with the task, on the task's loop: dependents without an executor run there and
     * must not block. Cancelling the future, or completing it in any other way, cancels the task; cancelling a dependent
     * does not. A {@code get} or {@code join} of it that would block the task's own loop throws {@link
     * IllegalStateException}.
     *
     * @return a new future
     */
    public CompletableFuture<T> toCompletableFuture() {
        bridge.markObserved();
        return TaskFuture.of(this);
    }

    /**
     * The task as Kotlin sees it; neither suspends nor blocks. Cancelling it is Kotlin's cancellation, which is final: every later wait of the body
     * throws.
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
