package suspension;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import suspension.bridge.task.BridgeTask;
import suspension.bridge.task.CompletionListener;

/** Waits on plain threads. */
final class BlockingWait {

    private BlockingWait() {}

    /** A wait that an interrupt ends. */
    @FunctionalInterface
    interface Wait {
        void run() throws InterruptedException;
    }

    /**
     * Repeats the wait until it ends by itself. Afterwards sets the thread's interrupt flag again if it was
     * interrupted.
     */
    static void uninterruptibly(Wait wait) {
        boolean interrupted = false;
        while (true) {
            try {
                wait.run();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Blocks the calling thread until the task is done or the time is up. Returns whether the task is done. */
    static boolean await(BridgeTask<?> task, String operation, long timeout, TimeUnit unit)
            throws InterruptedException {
        if (task.isDone()) {
            return true;
        }
        Confinement.ensureMayBlock(task, operation);
        CountDownLatch latch = new CountDownLatch(1);
        CompletionListener open = done -> latch.countDown();
        if (!task.onCompletion(open)) {
            return true;
        }
        try {
            return latch.await(timeout, unit);
        } finally {
            task.removeListener(open); // otherwise repeated calls would fill the task with latches
        }
    }
}
