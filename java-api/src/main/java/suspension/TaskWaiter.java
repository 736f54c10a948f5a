package suspension;

import java.util.List;
import suspension.bridge.task.BodyTask;
import suspension.bridge.task.BridgeTask;
import suspension.bridge.task.CancelRequest;
import suspension.bridge.task.CompletionListener;
import suspension.bridge.task.Waiter;

/** A body's wait for a task. */
final class TaskWaiter extends Waiter implements CompletionListener {

    private final BridgeTask<?> target;
    private final boolean forwardsCancellation;

    private TaskWaiter(BodyTask<?> body, BridgeTask<?> target, boolean forwardsCancellation) {
        super(body);
        this.target = target;
        this.forwardsCancellation = forwardsCancellation;
    }

    /**
     * Suspends the body until the task is done. Cancelling the body meanwhile cancels the task, if cancellation is
     * forwarded.
     */
    static void await(BodyTask<?> body, BridgeTask<?> target, boolean forwardsCancellation) {
        if (target.isDone()) {
            return;
        }
        TaskWaiter waiter = new TaskWaiter(body, target, forwardsCancellation);
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
    public String describe() {
        return target.name();
    }

    @Override
    public List<? extends BridgeTask<?>> awaited() {
        return List.of(target);
    }
}
