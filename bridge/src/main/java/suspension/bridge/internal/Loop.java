package suspension.bridge.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import kotlin.coroutines.ContinuationInterceptor;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.CompletableJob;
import kotlinx.coroutines.CoroutineDispatcher;
import kotlinx.coroutines.CoroutineScope;
import kotlinx.coroutines.ExecutorCoroutineDispatcher;
import kotlinx.coroutines.ExecutorsKt;
import kotlinx.coroutines.Job;
import org.jspecify.annotations.Nullable;

/**
 * A loop as a home for tasks: a {@link LoopExecutor}, the dispatcher over it, the scope of its coroutines, and the way it
 * closes.
 *
 * <p>Closing happens on the loop itself, in rounds. Each round cancels the tasks that are pending and waits for exactly
 * those, so that their clean-up may create tasks of its own; a round that finds none closes the loop to new tasks. Then
 * Kotlin's coroutines in the scope, then calls handed to threads are waited for, and the executor shuts down.
 */
public final class Loop extends TaskHost {

    private static final long BLOCKING_CALLS_GRACE = TimeUnit.SECONDS.toNanos(300);

    private final LoopExecutor executor;
    private final boolean debug;
    private final UncaughtError.Handler handler;
    private final @Nullable SliceWatch watch;
    private final CoroutineDispatcher dispatcher;

    /** The supervisor of everything here: Kotlin's coroutines are its children, tasks its grandchildren. */
    private final CompletableJob scopeJob;

    private final CoroutineScope scope;
    private final CoroutineScope taskScope;
    private final BlockingCalls blockingCalls;

    private final AtomicBoolean closing = new AtomicBoolean();

    /** The first error that no program can go on from. Written once by the loop, read after it has ended. */
    private volatile @Nullable Throwable fatal;

    private final boolean closesOnFatal;

    /** How a loop is made. The elements are in the context of everything that runs on it. */
    public record Config(
            String name,
            LoopClock clock,
            CoroutineContext elements,
            boolean debug,
            Duration slowSlice,
            boolean closesOnFatal,
            UncaughtError.@Nullable Handler handler) {

        public Config(
                String name,
                LoopClock clock,
                boolean debug,
                Duration slowSlice,
                boolean closesOnFatal,
                UncaughtError.@Nullable Handler handler) {
            this(name, clock, EmptyCoroutineContext.INSTANCE, debug, slowSlice, closesOnFatal, handler);
        }
    }

    public Loop(Config config) {
        this.debug = config.debug();
        this.closesOnFatal = config.closesOnFatal();
        this.handler = config.handler() != null ? config.handler() : TaskHost::log;
        this.watch = debug ? new SliceWatch(config.slowSlice()) : null;
        this.executor = new LoopExecutor(config.name(), config.clock(), this::callbackFailed, watch);
        this.dispatcher = ExecutorsKt.from((Executor) executor);
        this.scopeJob = Coroutines.supervisor(null);
        this.scope = Coroutines.scope(scopeJob, dispatcher, config.elements(), this);
        this.taskScope = Coroutines.scope(Coroutines.supervisor(scopeJob), dispatcher, config.elements(), this);
        this.blockingCalls = new BlockingCalls(config.name(), executor::wakeSleeper);
    }

    private void callbackFailed(Throwable error) {
        uncaught("A callback on loop '" + name() + "' failed", null, error, null);
        if (isFatal(error)) {
            fatal(error);
        }
    }

    /** The loop behind a dispatcher, or null if it is another's. */
    public static @Nullable Loop of(@Nullable CoroutineContext context) {
        return context != null
                        && context.get(ContinuationInterceptor.Key) instanceof ExecutorCoroutineDispatcher dispatcher
                        && dispatcher.getExecutor() instanceof LoopExecutor executor
                        && executor.host() instanceof Loop loop
                ? loop
                : null;
    }

    /** Starts the loop's first thread. */
    public void start() {
        if (watch != null) {
            watch.start(name());
        }
        executor.start(this);
    }

    @Override
    public String name() {
        return executor.name();
    }

    @Override
    public boolean isDebug() {
        return debug;
    }

    public CoroutineDispatcher dispatcher() {
        return dispatcher;
    }

    public CoroutineScope scope() {
        return scope;
    }

    @Override
    public CoroutineScope taskScope() {
        return taskScope;
    }

    /** While it closes, only what runs here may start tasks, for its clean-up. */
    @Override
    boolean accepts() {
        return !closing.get() || isCurrent();
    }

    @Override
    void startBody(BodyTask<?> body) {
        executor.enqueue(body);
    }

    @Override
    void startCall(SuspendTask<?> call) {
        executor.enqueue(call);
    }

    @Override
    public void execute(Runnable task) {
        executor.execute(task);
    }

    @Override
    public TimerHandle after(long nanos, Runnable action) {
        return executor.after(nanos, action);
    }

    /**
     * As {@link #after}, for others.
     *
     * @throws java.util.concurrent.RejectedExecutionException if this loop is closed
     */
    public TimerHandle callLater(long nanos, Runnable action) {
        return executor.callLater(nanos, action);
    }

    @Override
    public long nanoTime() {
        return executor.nanoTime();
    }

    /** The clock that this loop was made with. */
    public LoopClock clock() {
        return executor.clock();
    }

    @Override
    public boolean isCurrent() {
        return executor.isHeldByCurrentThread();
    }

    @Override
    public BlockingCalls blockingCalls() {
        return blockingCalls;
    }

    @Override
    void handle(UncaughtError error) throws Exception {
        handler.handle(error);
    }

    @Override
    void fatal(@Nullable Throwable error) {
        if (fatal == null) {
            fatal = error;
        }
        if (closesOnFatal) {
            close();
        }
    }

    /** The first error that no program can go on from, or null. */
    public @Nullable Throwable fatal() {
        return fatal;
    }

    // Closing

    /** Begins to close: cancels what runs here, and ends the loop once that is done. Returns at once. Any thread. */
    public void close() {
        if (closing.compareAndSet(false, true)) {
            executor.enqueue(this::closeNextRound);
        }
    }

    public boolean isClosing() {
        return closing.get();
    }

    /** Waits until the loop has closed, all of its threads included. */
    public boolean awaitClosed(long nanos) throws InterruptedException {
        return executor.awaitTermination(nanos, TimeUnit.NANOSECONDS);
    }

    /** Threads that work for this loop now: the one with the turn, and those of calls handed over. For messages. */
    public List<Thread> busyThreads() {
        List<Thread> threads = new ArrayList<>(blockingCalls.busyThreads());
        Thread holder = executor.busyThread();
        if (holder != null) {
            threads.add(0, holder);
        }
        return threads;
    }

    /** Kotlin's coroutines in the scope that are not done. For messages. */
    public List<Job> coroutines() {
        return Coroutines.childrenOf(scopeJob, taskScope);
    }

    private void closeNextRound() {
        Coroutines.cancelChildren(scopeJob, taskScope);
        List<BridgeTask<?>> pending = pendingTasks();
        if (pending.isEmpty() && closeIfIdle()) {
            closeScope();
            return;
        }
        AtomicInteger left = new AtomicInteger(1 + pending.size());
        Runnable countDown = () -> {
            if (left.decrementAndGet() == 0) {
                executor.enqueue(this::closeNextRound);
            }
        };
        for (BridgeTask<?> task : pending) {
            task.whenComplete(done -> countDown.run());
            task.cancel(null);
        }
        countDown.run();
    }

    private void closeScope() {
        scopeJob.cancel(null);
        Coroutines.onCompletion(scopeJob, this::closeBlockingCalls);
    }

    private void closeBlockingCalls() {
        blockingCalls.onQuiet(() -> executor.enqueue(this::end));
        executor.after(BLOCKING_CALLS_GRACE, this::end);
    }

    private void end() {
        if (!executor.isShutdown()) {
            blockingCalls.close();
            flushReports();
            if (watch != null) {
                watch.stop();
            }
            executor.shutdown();
        }
    }
}
