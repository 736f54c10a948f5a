package suspension;

import suspension.bridge.task.BodyTask;
import suspension.bridge.task.Waiter;

/** A body's wait for the next of several tasks to finish. */
final class NextTaskWaiter extends Waiter {

    private final int left;

    NextTaskWaiter(BodyTask<?> body, int left) {
        super(body);
        this.left = left;
    }

    @Override
    public String describe() {
        return "the next of " + left + " tasks";
    }
}
