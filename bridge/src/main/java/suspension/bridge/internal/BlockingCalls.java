package suspension.bridge.internal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import kotlin.coroutines.CoroutineContext;
import org.jspecify.annotations.Nullable;

/** The calls that bodies of one loop have handed to threads, which are made when the first call comes. */
public final class BlockingCalls {

    private static final Logger LOGGER = System.getLogger("suspension");

    private final String loop;

    /** All fields below are guarded by this. */
    private @Nullable ExecutorService threads;

    private int running;
    private @Nullable Runnable whenQuiet;

    BlockingCalls(String loop) {
        this.loop = loop;
    }

    /**
     * Runs the call on a thread of its own, with what the context installs on threads. It must not throw.
     */
    public synchronized void submit(CoroutineContext context, Runnable call) {
        if (threads == null) {
            threads = Executors.newCachedThreadPool(LoopThreads.named(loop + "-blocking"));
        }
        threads.execute(() -> {
            try {
                SliceContext.run(context, call);
            } finally {
                ended();
            }
        });
        running++;
    }

    private void ended() {
        Runnable action;
        synchronized (this) {
            running--;
            action = running == 0 ? whenQuiet : null;
        }
        if (action != null) {
            action.run();
        }
    }

    /** Runs the action once no call is running: now, or on the thread of the last. */
    void onQuiet(Runnable action) {
        synchronized (this) {
            whenQuiet = action;
            if (running > 0) {
                return;
            }
        }
        action.run();
    }

    synchronized void close() {
        if (running > 0) {
            LOGGER.log(
                    Level.WARNING,
                    "Loop ''{0}'' has closed without {1} of the calls given to Async.toThread, which still run",
                    loop,
                    running);
        }
        if (threads != null) {
            threads.shutdown();
        }
    }
}
