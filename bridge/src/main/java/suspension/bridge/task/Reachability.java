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
     * action must not refer to the object.
     */
    public static void onceUnreachable(Object object, Runnable action) {
        CLEANER.register(object, action);
    }
}
