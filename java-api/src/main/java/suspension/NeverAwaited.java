package suspension;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import suspension.bridge.task.Carrier;
import suspension.bridge.task.HostProbe;
import suspension.bridge.task.Reachability;
import suspension.internal.Callers;

/** Reports, in debug mode, coroutines that are dropped without ever having been started. */
final class NeverAwaited implements Runnable {

    private static final Logger LOGGER = System.getLogger("suspension");

    private final AtomicBoolean started = new AtomicBoolean();
    private final @Nullable String name;
    private final Throwable creation = new Throwable("created here");

    private NeverAwaited(@Nullable String name) {
        this.name = name;
    }

    /**
     * Returns the flag that tells whether a coroutine has been started. The coroutine is watched in debug mode, and in
     * tests.
     */
    static AtomicBoolean watch(Coroutine<?> coroutine, @Nullable String name) {
        Carrier carrier = Carrier.current();
        boolean debug =
                carrier == null ? EventLoop.DEBUG_BY_DEFAULT : carrier.host().isDebug();
        HostProbe probe = carrier == null ? null : carrier.host().probe();
        if (!debug && probe == null) {
            return new AtomicBoolean();
        }
        NeverAwaited watch = new NeverAwaited(name);
        if (debug) {
            Reachability.onceUnreachable(coroutine, watch);
        }
        if (probe != null) {
            probe.made(watch);
        }
        return watch.started;
    }

    /** Returns what is wrong, and where, or null if the coroutine has been started. */
    @Nullable
    String complaint() {
        return started.get() ? null : message() + " " + Callers.firstFrameOfUser(creation);
    }

    private String message() {
        return (name == null ? "A coroutine" : "Coroutine '" + name + "'")
                + " was never awaited: await() it, or give it to createTask, gather or run. It was created at";
    }

    @Override
    public void run() {
        if (!started.get()) {
            LOGGER.log(Level.WARNING, message(), creation);
        }
    }
}
