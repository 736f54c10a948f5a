package suspension.bridge.internal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import kotlin.coroutines.CoroutineContext;
import org.jspecify.annotations.Nullable;

/** The calls that bodies of one loop have handed to threads, which are made when the first call comes. */
public final class BlockingCalls {

    private static final Logger LOGGER = System.getLogger("suspension");

    private final String loop;
    private final Runnable noneLeft;

    /** All fields below are guarded by this. */
    private @Nullable ExecutorService threads;

    private int running;

    /** Those that run a call. */
    private final Set<Thread> busy = new LinkedHashSet<>();

    private @Nullable Runnable whenQuiet;

    /** @param noneLeft is told, on any thread, whenever the last running call has ended */
    BlockingCalls(String loop, Runnable noneLeft) {
        this.loop = loop;
        this.noneLeft = noneLeft;
    }

    /**
     * Runs the call on a thread of its own, with what the context installs on threads. It must not throw.
     */
    public synchronized void submit(CoroutineContext context, Runnable call) {
        if (threads == null) {
            threads = Executors.newCachedThreadPool(LoopThreads.named(loop + "-blocking"));
        }
        Runnable inScope = VariableScope.capture(() -> SliceContext.run(context, call));
        threads.execute(() -> {
            try {
                started();
                inScope.run();
            } finally {
                ended();
            }
        });
        running++;
    }

    private synchronized void started() {
        busy.add(Thread.currentThread());
    }

    /** Whether the calling thread runs one of these calls. */
    public synchronized boolean isCurrent() {
        return busy.contains(Thread.currentThread());
    }

    /** The threads that run a call now, for messages. */
    synchronized List<Thread> busyThreads() {
        return List.copyOf(busy);
    }

    private void ended() {
        Runnable action;
        synchronized (this) {
            busy.remove(Thread.currentThread());
            running--;
            if (running > 0) {
                return;
            }
            action = whenQuiet;
        }
        noneLeft.run();
        if (action != null) {
            action.run();
        }
    }

    synchronized boolean areRunning() {
        return running > 0;
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
