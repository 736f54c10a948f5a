package suspension.bridge.loop;

import org.jspecify.annotations.Nullable;
import suspension.bridge.task.Handle;

/** Something in a loop's queue that may be cancelled. */
final class SoonCall implements Handle, Runnable {

    /** Null once it is cancelled. Any thread cancels; the loop reads. */
    private volatile @Nullable Runnable action;

    SoonCall(Runnable action) {
        this.action = action;
    }

    @Override
    public void cancel() {
        action = null;
    }

    @Override
    public void run() {
        Runnable task = action;
        if (task != null) {
            task.run();
        }
    }
}
