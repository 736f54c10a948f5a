package suspension;

import java.util.List;
import java.util.function.Supplier;
import suspension.bridge.task.BodyTask;
import suspension.bridge.task.BridgeTask;
import suspension.bridge.task.WaitReason;
import suspension.bridge.task.Waiter;

/** The wait of a group's parent for the last of its tasks. */
final class GroupWaiter extends Waiter {

    private final Supplier<? extends List<? extends BridgeTask<?>>> tasks;

    /** @param tasks gives the tasks that are not done; any thread calls it */
    GroupWaiter(BodyTask<?> body, Supplier<? extends List<? extends BridgeTask<?>>> tasks) {
        super(body);
        this.tasks = tasks;
    }

    @Override
    public WaitReason reason() {
        return WaitReason.GROUP;
    }

    @Override
    public String describe() {
        return "the tasks of its group";
    }

    @Override
    public List<? extends BridgeTask<?>> awaited() {
        return tasks.get();
    }
}
