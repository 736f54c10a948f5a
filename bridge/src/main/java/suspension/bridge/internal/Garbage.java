package suspension.bridge.internal;

import java.lang.ref.Cleaner;

/** Tells when an object can no longer be reached. */
public final class Garbage {

    private static final Cleaner CLEANER = Cleaner.create(task -> {
        Thread thread = new Thread(null, task, "suspension-cleaner", 0, false);
        thread.setDaemon(true);
        return thread;
    });

    private Garbage() {}

    /**
     * Runs the action, on a thread of its own, once nothing but the garbage collector can find the object. The action must
     * not refer to it.
     */
    public static void whenUnreachable(Object object, Runnable action) {
        CLEANER.register(object, action);
    }
}
