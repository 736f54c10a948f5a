package suspension.bridge.loop;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import kotlin.coroutines.CoroutineContext;
import org.jspecify.annotations.Nullable;
import suspension.bridge.context.ScopedValues;
import suspension.bridge.context.SliceContext;
import suspension.bridge.context.VariableScope;
import suspension.bridge.task.BodyTask;
import suspension.bridge.task.Carrier;
import suspension.bridge.task.Handle;
import suspension.bridge.trace.CallRecord;
import suspension.bridge.trace.Recorder;
import suspension.bridge.trace.Trace;

/**
 * The calls that bodies have handed to threads, and those threads. They are platform threads, among which the system
 * shares the processors fairly, whether they are blocked, busy or idle. A call that finds no idle thread gets a new
 * one, up to a limit; further calls wait. An idle thread ends after a minute.
 */
public final class BlockingCalls {

    private static final Logger LOGGER = System.getLogger("suspension");

    /** As many as asyncio's default executor has, unless a system property says otherwise. */
    public static final int DEFAULT_THREADS = Integer.getInteger(
            "suspension.blockingThreads", Math.min(32, Runtime.getRuntime().availableProcessors() + 4));

    private static final long IDLE_SECONDS = 60;

    /** For whom a thread runs a call. */
    private static final ThreadLocal<@Nullable CoroutineContext> CALLER = new ThreadLocal<>();

    private final String owner;
    private final int maxThreads;
    private final Runnable noneLeft;

    /** Created when the first call comes. Guarded by this. */
    private @Nullable ThreadPoolExecutor threads;

    /** How many calls wait or run. Guarded by this. */
    private int unfinished;

    /** The threads that run a call. Guarded by this. */
    private final Set<Thread> busy = new LinkedHashSet<>();

    /** What runs when the last call has ended, or null. Guarded by this. */
    private @Nullable Runnable whenQuiet;

    /**
     * @param owner names the threads
     * @param noneLeft runs, on any thread, whenever the last call has ended
     */
    public BlockingCalls(String owner, int maxThreads, Runnable noneLeft) {
        this.owner = owner;
        this.maxThreads = Math.max(1, maxThreads);
        this.noneLeft = noneLeft;
    }

    /**
     * Runs the call on a thread, with what the context installs on threads. If installing throws, {@code failed} gets
     * the exception, and the call does not run. Neither the call nor {@code failed} may throw. Cancelling the handle
     * withdraws a call that has not begun.
     */
    public Handle submit(CoroutineContext context, Runnable call, Consumer<? super Throwable> failed) {
        ScopedValues scoped = ScopedValues.of(context);
        Runnable bound = scoped == null ? call : scoped.bind(call);
        Call submitted = new Call(VariableScope.capture(() -> {
            CALLER.set(context);
            try {
                SliceContext.run(context, bound);
            } catch (Throwable e) {
                failed.accept(e);
            } finally {
                CALLER.remove();
            }
        }));
        ThreadPoolExecutor pool;
        synchronized (this) {
            unfinished++;
            if (threads == null) {
                threads = newPool();
            }
            pool = threads;
        }
        try {
            pool.execute(submitted);
        } catch (Throwable e) { // there are no threads left
            finished();
            throw e;
        }
        return submitted;
    }

    private ThreadPoolExecutor newPool() {
        // A call goes to an idle thread if there is one, otherwise to a new thread, otherwise to the queue. The pool's
        // own order would make threads while others are idle.
        LinkedTransferQueue<Runnable> waiting = new LinkedTransferQueue<>() {
            @Override
            public boolean offer(Runnable call) {
                return tryTransfer(call);
            }
        };
        return new ThreadPoolExecutor(
                0,
                maxThreads,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                waiting,
                LoopThreads.platform(owner + "-blocking"),
                (call, pool) -> {
                    if (pool.isShutdown()) {
                        throw new RejectedExecutionException("'" + owner + "' is closed and runs no more calls");
                    }
                    waiting.put(call);
                    if (pool.getPoolSize() == 0 && pool.remove(call)) { // the last idle thread has just ended
                        pool.execute(call);
                    }
                });
    }

    private final class Call implements Runnable, Handle {

        private final Runnable action;

        /** Null unless a recording runs. */
        private final @Nullable CallRecord record = newRecord();

        Call(Runnable action) {
            this.action = action;
        }

        @Override
        public void run() {
            synchronized (BlockingCalls.this) {
                busy.add(Thread.currentThread());
            }
            if (record != null) {
                record.begins();
            }
            try {
                action.run();
            } finally {
                if (record != null) {
                    record.ends();
                }
                synchronized (BlockingCalls.this) {
                    busy.remove(Thread.currentThread());
                }
                finished();
            }
        }

        @Override
        public void cancel() {
            ThreadPoolExecutor pool;
            synchronized (BlockingCalls.this) {
                pool = threads;
            }
            if (pool != null && pool.remove(this)) {
                finished();
            }
        }
    }

    private static @Nullable CallRecord newRecord() {
        Recorder recorder = Trace.recorder();
        if (recorder == null) {
            return null;
        }
        BodyTask<?> caller = Carrier.currentBody();
        return caller == null
                ? recorder.newCall(0, 0)
                : recorder.newCall(caller.id(), caller.host().id());
    }

    private void finished() {
        Runnable action;
        synchronized (this) {
            unfinished--;
            if (unfinished > 0) {
                return;
            }
            action = whenQuiet;
        }
        noneLeft.run();
        if (action != null) {
            action.run();
        }
    }

    /**
     * Returns the context of the body that the calling thread works for: the body that runs there, or that waits for the
     * call that runs there. Returns null if there is none.
     */
    public static @Nullable CoroutineContext callerContext() {
        BodyTask<?> body = Carrier.currentBody();
        return body != null ? body.context() : CALLER.get();
    }

    /** Whether the calling thread runs one of these calls. */
    public synchronized boolean isCurrent() {
        return busy.contains(Thread.currentThread());
    }

    /** Returns the threads that run a call now, for messages. */
    synchronized List<Thread> busyThreads() {
        return List.copyOf(busy);
    }

    synchronized int threadCount() {
        return threads == null ? 0 : threads.getPoolSize();
    }

    synchronized boolean areRunning() {
        return unfinished > 0;
    }

    /** Runs the action once no call is running: now, or on the thread of the last call. */
    void onQuiet(Runnable action) {
        synchronized (this) {
            whenQuiet = action;
            if (unfinished > 0) {
                return;
            }
        }
        action.run();
    }

    synchronized void close() {
        if (unfinished > 0) {
            LOGGER.log(
                    Level.WARNING,
                    "Loop ''{0}'' has closed without {1} of the calls given to Async.toThread, which still run",
                    owner,
                    unfinished);
        }
        if (threads != null) {
            threads.shutdown();
        }
    }
}
