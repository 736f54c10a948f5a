package suspension;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import suspension.bridge.task.BodyTask;
import suspension.bridge.task.BridgeTask;
import suspension.bridge.task.CancelRequest;
import suspension.bridge.task.CompletionListener;
import suspension.bridge.task.WaitReason;
import suspension.bridge.task.Waiter;
import suspension.internal.Callers;

/**
 * A body's wait for several tasks whose values it wants. Cancelling the body cancels those tasks. The body goes on when
 * the first task ends by that, or when all are done.
 */
final class GatherWaiter extends Waiter implements CompletionListener {

    private final List<? extends Task<?>> tasks;
    private final boolean stopsAtFailure;

    private final AtomicInteger pending;
    private final AtomicReference<@Nullable BridgeTask<?>> firstFailed = new AtomicReference<>();
    private volatile boolean cancelled;

    private GatherWaiter(BodyTask<?> body, List<? extends Task<?>> tasks, boolean stopsAtFailure) {
        super(body);
        this.tasks = tasks;
        this.stopsAtFailure = stopsAtFailure;
        this.pending = new AtomicInteger(tasks.size());
    }

    /** Returns the values, or throws what the first task to fail failed with, while the others go on. */
    static <T extends @Nullable Object> List<T> values(List<Task<? extends T>> tasks) {
        GatherWaiter gathering = new GatherWaiter(Callers.body("gather()"), tasks, true);
        gathering.awaitAll();
        List<T> values = new ArrayList<>(tasks.size());
        for (Task<? extends T> task : tasks) {
            values.add(task.valueOrThrow());
        }
        return values;
    }

    /** Returns how all of them ended. */
    @SuppressWarnings("unchecked") // an Outcome only gives
    static <T extends @Nullable Object> List<Outcome<T>> outcomes(List<Task<? extends T>> tasks) {
        GatherWaiter gathering = new GatherWaiter(Callers.body("gatherOutcomes()"), tasks, false);
        gathering.awaitAll();
        List<Outcome<T>> outcomes = new ArrayList<>(tasks.size());
        for (Task<? extends T> task : tasks) {
            outcomes.add((Outcome<T>) task.settled());
        }
        return outcomes;
    }

    private void awaitAll() {
        for (Task<?> task : tasks) {
            if (!task.bridge().observe(this)) { // observed, so that failures after the first are not reported
                pending.decrementAndGet(); // the task is given twice, and tells once
            }
        }
        try {
            if (pending.get() > 0 && firstFailed.get() == null) {
                await();
            }
        } finally {
            if (pending.get() > 0) { // otherwise the tasks that live on would keep this waiter
                tasks.forEach(task -> task.bridge().removeListener(this));
            }
        }
        throwFailure();
    }

    @Override
    public void completed(BridgeTask<?> task) {
        boolean failed = stopsAtFailure && task.failure() != null && firstFailed.compareAndSet(null, task);
        if (pending.decrementAndGet() == 0 || failed) {
            wake();
        }
    }

    private void throwFailure() {
        BridgeTask<?> failed = firstFailed.get();
        if (failed != null) {
            Tasks.taskOf(failed).settled().get();
        }
        if (cancelled) {
            throw new CancellationException("gather was cancelled, and what it gathered went on regardless");
        }
    }

    @Override
    protected boolean cancel(CancelRequest request) {
        if (!isWaiting()) {
            return false; // a failure or the last task has ended the wait: what goes on is left alone, as in asyncio
        }
        boolean accepted = false;
        for (Task<?> task : tasks) {
            accepted |= request.forward(this, task.bridge());
        }
        if (accepted && isWaiting()) {
            cancelled = true;
            return true;
        }
        return interrupt(request);
    }

    @Override
    public WaitReason reason() {
        return WaitReason.GATHER;
    }

    @Override
    public String describe() {
        return "gather of " + tasks.size();
    }

    @Override
    public List<? extends BridgeTask<?>> awaited() {
        return tasks.stream().map(Task::bridge).toList();
    }
}
