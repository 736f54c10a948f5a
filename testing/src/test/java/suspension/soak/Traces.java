package suspension.soak;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/** Remembers loops and tasks without keeping them, to see whether the collector gets them. Any thread. */
final class Traces {

    private final List<WeakReference<Object>> references = new ArrayList<>();

    synchronized void watch(Object object) {
        references.add(new WeakReference<>(object));
    }

    /** Forgets what has been collected, and returns how many are left. */
    synchronized int alive() {
        references.removeIf(reference -> reference.get() == null);
        return references.size();
    }
}
