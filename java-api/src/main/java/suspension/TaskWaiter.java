package suspension;

import java.util.List;
import suspension.bridge.task.BodyTask;
import suspension.bridge.task.BridgeTask;
import suspension.bridge.task.CancelRequest;
import suspension.bridge.task.CompletionListener;
import suspension.bridge.task.WaitReason;
import suspension.bridge.task.Waiter;

/** A body's wait for a task. */
final class TaskWaiter extends Waiter implements CompletionListener {

    private final BridgeTask<?> target;
    private final boolean forwardsCancellation;

    /** Whether the task runs a part of the body's code, with the body's elements. */
    private final boolean part;

    private TaskWaiter(BodyTask<?> body, BridgeTask<?> target, boolean forwardsCancellation, boolean part) {
        super(body);
        this.part = part;
        this.target = target;
        this.forwardsCancellation = forwardsCancellation;
    }

    /**
     * Suspends the body until the task is done. Cancelling the body meanwhile cancels the task, if cancellation is
     * forwarded.
     */
    static void await(BodyTask<?> body, BridgeTask<?> target, boolean forwardsCancellation) {
        await(body, target, forwardsCancellation, false);
    }

    /** Like {@link #await}, for a task that runs a part of the body's code, and has been handed its elements. */
    static void awaitPart(BodyTask<?> body, BridgeTask<?> target, boolean forwardsCancellation) {
        await(body, target, forwardsCancellation, true);
    }

    private static void await(BodyTask<?> body, BridgeTask<?> target, boolean forwardsCancellation, boolean part) {
        if (target.isDone()) {
            return;
        }
        TaskWaiter waiter = new TaskWaiter(body, target, forwardsCancellation, part);
        if (target.onCompletion(waiter)) {
            try {
                waiter.await();
            } finally {
                target.removeListener(waiter);
            }
        }
    }

    @Override
    public void completed(BridgeTask<?> task) {
        wake();
    }

    @Override
    protected boolean cancel(CancelRequest request) {
        return (forwardsCancellation && isWaiting() && request.forward(this, target)) || interrupt(request);
    }

    @Override
    protected boolean followsHandOver() {
        return part;
    }

    @Override
    public WaitReason reason() {
        return WaitReason.TASK;
    }

    @Override
    public String describe() {
        return target.name();
    }

    @Override
    public List<? extends BridgeTask<?>> awaited() {
        return List.of(target);
    }
}
