package suspension;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.locks.LockSupport;
import suspension.bridge.task.Reachability;

/** What calls leave on the heap once they are over. */
final class RetainedHeap {

    private static final int WARM_UP = 2_000;
    private static final int QUIET_ROUNDS = 4;
    private static final int ROUNDS = 3;

    /** The library's thread that deals with garbage. It waits as long as it finds none. */
    private static final Thread CLEANER = cleaner();

    private RetainedHeap() {}

    private static Thread cleaner() {
        Reachability.onceUnreachable(RetainedHeap.class, () -> {}); // the first call starts it
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("suspension-cleaner"))
                .findAny()
                .orElseThrow();
    }

    /**
     * The bytes that each call keeps, as long as all that the calls share lives on. More than {@code enough} is measured
     * again: what a call leaves is left each time, what others do meanwhile is not.
     */
    static <X extends Exception> double bytesPerCall(int calls, double enough, Action<X> call) throws X {
        repeat(WARM_UP, call);
        double least = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS && least >= enough; round++) {
            least = Math.min(least, measure(calls, call));
        }
        return least;
    }

    private static <X extends Exception> double measure(int calls, Action<X> call) throws X {
        long before = used();
        repeat(calls, call);
        used();
        repeat(WARM_UP, call); // some things are thrown away only when the next one comes
        return (used() - before) / (double) (calls + WARM_UP);
    }

    private static <X extends Exception> void repeat(int calls, Action<X> call) throws X {
        for (int i = 0; i < calls; i++) {
            call.run();
        }
    }

    /** The used heap after collections that find nothing more. */
    private static long used() {
        long least = Long.MAX_VALUE;
        for (int quiet = 0; quiet < QUIET_ROUNDS; quiet++) {
            collect();
            Runtime runtime = Runtime.getRuntime();
            long used = runtime.totalMemory() - runtime.freeMemory();
            if (used < least - 10_000) {
                quiet = 0;
            }
            least = Math.min(least, used);
        }
        return least;
    }

    /** Whether collections find that nothing refers to the object. */
    static boolean isGarbage(WeakReference<?> object) {
        for (int round = 0; round < QUIET_ROUNDS && object.get() != null; round++) {
            collectOnce();
        }
        return object.get() == null;
    }

    /** Collects, and waits until the library has dealt with what was garbage. */
    private static void collect() {
        collectOnce();
        while (CLEANER.getState() != Thread.State.TIMED_WAITING) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** Collects, and waits until references to what was garbage have been queued. */
    private static void collectOnce() {
        ReferenceQueue<Object> queue = new ReferenceQueue<>();
        WeakReference<Object> probe = new WeakReference<>(new Object(), queue);
        try {
            do {
                System.gc();
            } while (queue.remove(100) == null);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
        assert probe.get() == null;
    }
}
