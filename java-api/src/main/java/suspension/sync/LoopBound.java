package suspension.sync;

import org.jspecify.annotations.Nullable;
import suspension.bridge.loop.Loop;
import suspension.bridge.task.BodyTask;
import suspension.bridge.task.Carrier;
import suspension.bridge.task.HostProbe;
import suspension.bridge.task.TaskHost;
import suspension.internal.Callers;

/**
 * A primitive that belongs to the first loop, or the first dispatcher, that uses it. Bodies of one dispatcher run in
 * parallel; the monitor keeps the primitive consistent.
 */
abstract class LoopBound {

    /**
     * The monitor that guards the state of a subclass. Code of one loop never contends for it; plain threads and bodies
     * off a loop do. Nobody waits in it, and no code of the user's runs in it.
     */
    final Object guard = new Object();

    /** The loop or the dispatcher. Written once, under the monitor. Any thread reads. */
    private volatile @Nullable Object home;

    /** The name of the home, for messages. Guarded by the monitor. */
    private String homeName = "";

    /** The calling body, for an operation that suspends. */
    final BodyTask<?> body(String operation) {
        BodyTask<?> body = Callers.body(operation);
        bind(body.host(), operation);
        return body;
    }

    /** Admits any code of the loop, and any body of the dispatcher. */
    final void useOnLoop(String operation) {
        bind(Callers.host(operation), operation);
    }

    /** Admits the same code, and threads that belong to no loop and carry no body. */
    final void useAnywhere(String operation) {
        Carrier carrier = Carrier.current();
        if (carrier != null) {
            bind(carrier.host(), operation);
        }
    }

    /** Returns what must not be between any two slices, said of this primitive; null if all is well. */
    @Nullable
    String violation() {
        return null;
    }

    /** Returns what bodies have not given back, said of this primitive, or null. */
    @Nullable
    String leftover() {
        return null;
    }

    /** Returns the task that holds this, which may be done; null if none is known to. Any thread. */
    @Nullable
    BodyTask<?> holder() {
        return null;
    }

    /** Returns what there is to say of this to those who see a body wait for it, or null. Any thread. */
    @Nullable
    String detail() {
        return toString();
    }

    private @Nullable String complaint(@Nullable String predicate) {
        return predicate == null ? null : "An " + getClass().getSimpleName() + " " + predicate;
    }

    private void bind(TaskHost here, String operation) {
        Object there = here.home();
        if (home != there) {
            bindOrRefuse(here, there, operation);
        }
    }

    private void bindOrRefuse(TaskHost here, Object there, String operation) {
        synchronized (guard) {
            if (home == null) {
                home = there;
                homeName = here.name();
                HostProbe probe = here.probe();
                if (probe != null) {
                    probe.used(new HostProbe.Primitive(() -> complaint(violation()), () -> complaint(leftover())));
                }
            } else if (home != there) {
                throw new IllegalStateException(
                        operation + " was called on '" + here.name() + "', but '" + homeName
                                + "' used this " + getClass().getSimpleName() + " first, and "
                                + (home instanceof Loop
                                        ? "it belongs to one loop. Make one for each, or hand the call over: loop.execute(...)"
                                        : "only bodies of that dispatcher may share it. Make one for each dispatcher or loop."));
            }
        }
    }
}
