package suspension.internal;

import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/** A plain thread's wait for the main task of a run. */
public final class MainWait {

    private MainWait() {}

    /** A wait that an interrupt ends. */
    @FunctionalInterface
    public interface Wait {
        void run() throws InterruptedException;
    }

    /**
     * Blocks the calling thread until the wait ends by itself. The first interrupt cancels the main task, and the wait
     * goes on for its clean-up. The second interrupt ends the wait. The thread's interrupt flag is set again
     * afterwards.
     *
     * @param pending describes what is then left to finish by itself
     * @throws CancellationException at the second interrupt
     */
    public static void await(Wait wait, Runnable cancel, String operation, Supplier<String> pending) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    wait.run();
                    return;
                } catch (InterruptedException e) {
                    if (interrupted) {
                        throw new CancellationException(operation + " was interrupted twice, and has left its loop to"
                                + " finish by itself:" + pending.get());
                    }
                    interrupted = true;
                    cancel.run();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
