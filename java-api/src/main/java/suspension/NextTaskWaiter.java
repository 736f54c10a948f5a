package suspension;

import java.util.List;
import suspension.bridge.task.BodyTask;
import suspension.bridge.task.BridgeTask;
import suspension.bridge.task.WaitReason;
import suspension.bridge.task.Waiter;

/** A body's wait for the next of several tasks to finish. */
final class NextTaskWaiter extends Waiter {

    private final int left;
    private final List<? extends BridgeTask<?>> tasks;

    /** @param tasks among which are those that are not done */
    NextTaskWaiter(BodyTask<?> body, int left, List<? extends BridgeTask<?>> tasks) {
        super(body);
        this.tasks = tasks;
        this.left = left;
    }

    @Override
    public WaitReason reason() {
        return WaitReason.TASKS;
    }

    @Override
    public String describe() {
        return "the next of " + left + " tasks";
    }

    @Override
    public boolean awaitsAny() {
        return true;
    }

    @Override
    public List<? extends BridgeTask<?>> awaited() {
        return tasks;
    }
}
