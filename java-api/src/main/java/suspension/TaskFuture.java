package suspension;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import suspension.bridge.task.BridgeTask;

/** A task as a future, or a future derived from that. None of them blocks the task's own loop. */
final class TaskFuture<T extends @Nullable Object> extends CompletableFuture<T> {

    private final BridgeTask<?> task;

    TaskFuture(BridgeTask<?> task) {
        this.task = task;
    }

    /** Returns the task that this future is of, or that it has been derived from. */
    BridgeTask<?> task() {
        return task;
    }

    /** Completes with the task from now on, and cancels the task when somebody completes this future before. */
    void follow(Task<T> followed) {
        task.whenComplete(done -> completeWith(followed));
        whenComplete((value, failure) -> task.cancel(null)); // has no effect on a task that is done
    }

    private void completeWith(Task<T> task) {
        Outcome<T> outcome = task.settled();
        if (outcome instanceof Outcome.Success<T> success) {
            complete(success.value());
        } else if (outcome instanceof Outcome.Failure<T> failure) {
            completeExceptionally(failure.exception());
        } else if (outcome instanceof Outcome.Cancelled<T> cancelled) {
            completeExceptionally(cancelled.exception());
        }
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new TaskFuture<>(task);
    }

    private void ensureMayBlock(String operation) {
        if (!isDone()) {
            Confinement.ensureMayBlock(task, operation);
        }
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        ensureMayBlock("get()");
        return super.get();
    }

    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        ensureMayBlock("get()");
        return super.get(timeout, unit);
    }

    @Override
    public T join() {
        ensureMayBlock("join()");
        return super.join();
    }
}
