package suspension.bridge.task;

import java.lang.ref.Cleaner;

/** Tells when an object can no longer be reached. */
public final class Reachability {

    private static final Cleaner CLEANER = Cleaner.create(task -> {
        Thread thread = new Thread(null, task, "suspension-cleaner", 0, false);
        thread.setDaemon(true);
        return thread;
    });

    private Reachability() {}

    /**
     * Runs the action on the cleaner's own thread, once nothing but the garbage collector can find the object. The
     * action must not refer to the object. What is returned runs the action at once, and then it is kept no longer.
     */
    public static Cleaner.Cleanable onceUnreachable(Object object, Runnable action) {
        return CLEANER.register(object, action);
    }
}
