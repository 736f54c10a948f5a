package suspension.bridge.task;

import java.lang.ref.Cleaner;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The error of a failed task. It is reported once if nobody ever looks at it: when the task is garbage, or when its
 * loop closes. The report does not refer to the task itself, because the task must be able to become garbage.
 */
final class FailureReport implements Runnable {

    private final TaskHost host;
    private final String name;
    private final Throwable failure;
    private final @Nullable Throwable creation;
    private final Cleaner.Cleanable whenGarbage;
    private final AtomicBoolean settled = new AtomicBoolean();

    private FailureReport(BridgeTask<?> task, Throwable failure) {
        this.host = task.host();
        this.name = task.name();
        this.failure = failure;
        this.creation = task.creation();
        this.whenGarbage = Reachability.onceUnreachable(Objects.requireNonNull(task.handle()), this);
    }

    static FailureReport of(BridgeTask<?> task, Throwable failure) {
        FailureReport report = new FailureReport(task, failure);
        task.host().addReport(report);
        return report;
    }

    /** Leaves nothing to the cleaner, whose thread may lag behind the loop for as long as the machine is busy. */
    void markObserved() {
        if (settled.compareAndSet(false, true)) {
            host.removeReport(this);
            whenGarbage.clean();
        }
    }

    /** Reports the error, unless it has been seen or reported. */
    @Override
    public void run() {
        if (settled.compareAndSet(false, true)) {
            host.removeReport(this);
            host.uncaught(name + " failed, and nobody looked at its outcome", name, failure, creation);
        }
    }
}
