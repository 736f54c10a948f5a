package suspension.sync;

import org.jspecify.annotations.Nullable;
import suspension.bridge.internal.BodyTask;
import suspension.bridge.internal.Carrier;
import suspension.bridge.internal.TaskHost;
import suspension.internal.Callers;

/** What belongs to the first loop that uses it. */
abstract class LoopBound {

    /**
     * The monitor of everything that a subclass knows. On the loop it is never contended, and nobody waits or calls the
     * user's code in it; it is there for plain threads.
     */
    final Object guard = new Object();

    /** Set once, guarded by the monitor. */
    private volatile @Nullable TaskHost home;

    /** The body that calls an operation which suspends. */
    final BodyTask<?> body(String operation) {
        BodyTask<?> body = Callers.body(operation);
        bind(body.host(), operation);
        return body;
    }

    /** Admits any code of the loop. */
    final void useOnLoop(String operation) {
        bind(Callers.host(operation), operation);
    }

    /** Admits any code of the loop, and threads that belong to none. */
    final void useAnywhere(String operation) {
        Carrier carrier = Carrier.current();
        if (carrier != null) {
            bind(carrier.host(), operation);
        }
    }

    private void bind(TaskHost here, String operation) {
        if (home != here) {
            bindOrRefuse(here, operation);
        }
    }

    private void bindOrRefuse(TaskHost here, String operation) {
        synchronized (guard) {
            if (home == null) {
                home = here;
            } else if (home != here) {
                throw new IllegalStateException(
                        operation + " was called on '" + here.name() + "', but '" + home.name() + "' used this "
                                + getClass().getSimpleName() + " first, and it belongs to one loop. Make one for each"
                                + " loop, or hand the call over: loop.execute(...)");
            }
        }
    }
}
