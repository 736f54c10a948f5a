package suspension.sync;

import org.jspecify.annotations.Nullable;
import suspension.bridge.task.BodyTask;
import suspension.bridge.task.BridgeTask;
import suspension.bridge.task.WaitReason;
import suspension.bridge.task.Waiter;

/** A body's place in a {@link WaiterQueue}. Only the queue uses its fields, under the monitor of the primitive. */
final class QueuedWaiter<G> extends Waiter {

    private final WaiterQueue<G> queue;
    private final String operation;

    @Nullable
    QueuedWaiter<G> before;

    @Nullable
    QueuedWaiter<G> after;

    boolean queued;

    /** What the body has been granted; null while it waits. */
    @Nullable
    G gift;

    QueuedWaiter(BodyTask<?> body, WaiterQueue<G> queue, String operation) {
        super(body);
        this.queue = queue;
        this.operation = operation;
    }

    /** Whether the body was chosen and woken, also when it was cancelled before it went on. */
    boolean wasGranted() {
        return gift != null;
    }

    @Override
    public WaitReason reason() {
        return queue.reason();
    }

    @Override
    public @Nullable BridgeTask<?> holder() {
        return queue.primitive().holder();
    }

    @Override
    public @Nullable String detail() {
        return queue.primitive().detail();
    }

    @Override
    public String describe() {
        return operation;
    }
}
