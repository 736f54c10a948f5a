package suspension;

import suspension.bridge.task.BodyTask;
import suspension.bridge.task.Waiter;

/** The wait of a group's parent for the last of its tasks. */
final class GroupWaiter extends Waiter {

    GroupWaiter(BodyTask<?> body) {
        super(body);
    }

    @Override
    public String describe() {
        return "the tasks of its group";
    }
}
