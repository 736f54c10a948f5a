package suspension;

import java.time.Duration;
import suspension.bridge.task.BodyTask;
import suspension.bridge.task.WaitReason;
import suspension.bridge.task.Waiter;

/** A body's sleep, which a timer ends. */
final class SleepWaiter extends Waiter {

    private final Duration duration;

    SleepWaiter(BodyTask<?> body, Duration duration) {
        super(body);
        this.duration = duration;
    }

    @Override
    public WaitReason reason() {
        return WaitReason.SLEEP;
    }

    @Override
    public String describe() {
        return "sleep of " + duration;
    }
}
