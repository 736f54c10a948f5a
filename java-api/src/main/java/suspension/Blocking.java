package suspension;

/** Waiting on plain threads. */
final class Blocking {

    private Blocking() {}

    /** A wait that an interrupt ends. */
    @FunctionalInterface
    interface Wait {
        void run() throws InterruptedException;
    }

    /** Repeats the wait until it ends by itself, and gives an interrupt back to the thread afterwards. */
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
}
