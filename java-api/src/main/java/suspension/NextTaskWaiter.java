package suspension;

import java.util.List;
import java.util.function.Supplier;
import suspension.bridge.task.BodyTask;
import suspension.bridge.task.BridgeTask;
import suspension.bridge.task.Waiter;

/** A body's wait for the next of several tasks to finish. */
final class NextTaskWaiter extends Waiter {

    private final int left;
    private final Supplier<? extends List<? extends BridgeTask<?>>> tasks;

    /** @param tasks gives the tasks that are not done; any thread calls it */
    NextTaskWaiter(BodyTask<?> body, int left, Supplier<? extends List<? extends BridgeTask<?>>> tasks) {
        super(body);
        this.tasks = tasks;
        this.left = left;
    }

    @Override
    public String describe() {
        return "the next of " + left + " tasks";
    }

    @Override
    public List<? extends BridgeTask<?>> awaited() {
        return tasks.get();
    }
}
