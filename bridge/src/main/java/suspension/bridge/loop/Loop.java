package suspension.bridge.loop;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import kotlin.coroutines.ContinuationInterceptor;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.CompletableJob;
import kotlinx.coroutines.CoroutineDispatcher;
import kotlinx.coroutines.CoroutineScope;
import kotlinx.coroutines.Job;
import org.jspecify.annotations.Nullable;
import suspension.bridge.context.CopiedElement;
import suspension.bridge.context.ScopedValues;
import suspension.bridge.task.BodyTask;
import suspension.bridge.task.BridgeTask;
import suspension.bridge.task.Carrier;
import suspension.bridge.task.Handle;
import suspension.bridge.task.Jobs;
import suspension.bridge.task.SuspendTask;
import suspension.bridge.task.TaskHost;
import suspension.bridge.task.UncaughtError;
import suspension.bridge.trace.Recorder;
import suspension.bridge.trace.Trace;

/**
 * A loop as a home for tasks: a {@link LoopExecutor}, the dispatcher over it, the scope of its coroutines, and the way
 * it closes.
 *
 * <p>Closing happens on the loop itself, in rounds. Each round cancels the pending tasks and waits for exactly those,
 * so that their clean-up may create tasks of its own. A round that finds no pending task closes the loop to new ones.
 * Then the loop waits for Kotlin's coroutines in the scope, and then for the calls handed to threads. Last, the
 * executor shuts down.
 */
public final class Loop extends TaskHost {

    private static final long BLOCKING_CALLS_GRACE = TimeUnit.SECONDS.toNanos(300);

    /** The loops that have been started and not ended, by their numbers. Any thread uses it. */
    private static final ConcurrentNavigableMap<Integer, WeakReference<Loop>> RUNNING = new ConcurrentSkipListMap<>();

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    static {
        Trace.setPeriodic(new LoopCensus());
    }

    private final int id = NUMBERS.incrementAndGet();
    private final @Nullable String group;
    private final LoopExecutor executor;
    private final boolean debug;
    private final UncaughtError.Handler handler;
    private final @Nullable SliceWatch watch;
    private final CoroutineDispatcher dispatcher;

    /** The supervisor of everything here. Kotlin's coroutines are its children, and tasks are its grandchildren. */
    private final CompletableJob scopeJob;

    private final CoroutineScope scope;
    private final CoroutineScope taskScope;
    private final BlockingCalls blockingCalls;

    private final AtomicBoolean closing = new AtomicBoolean();

    /** What the requests say that closing sends. Written by whoever closes this loop first, before the loop knows. */
    private volatile @Nullable String closingReason;

    /**
     * The first error that no program can go on from, or null. Written once by the loop, read after the loop has ended.
     */
    private volatile @Nullable Throwable fatal;

    /** What the requests say of an error that no program can go on from, if that closes this loop; otherwise null. */
    private final @Nullable String fatalReason;

    private final @Nullable Supplier<CoroutineContext> capture;
    private final @Nullable CoroutineContext copiedElements;
    private final @Nullable ScopedValues scopedValues;

    /** What a loop is made with. The elements are in the context of everything that runs on the loop. */
    public record Config(
            String name,
            @Nullable String group,
            LoopClock clock,
            LoopOrder order,
            CoroutineContext elements,
            @Nullable Supplier<CoroutineContext> capture,
            boolean debug,
            Duration slowSlice,
            boolean closesOnFatal,
            int blockingThreads,
            UncaughtError.@Nullable Handler handler) {}

    public Loop(Config config) {
        this.group = config.group();
        this.debug = config.debug();
        this.fatalReason = config.closesOnFatal()
                ? "Loop '" + config.name() + "' was closed, because of an error that no program can go on from"
                : null;
        this.capture = config.capture();
        this.copiedElements = CopiedElement.of(config.elements());
        this.scopedValues = ScopedValues.of(config.elements());
        this.handler = config.handler() != null ? config.handler() : TaskHost::log;
        this.watch = debug ? new SliceWatch(config.slowSlice()) : null;
        this.executor = new LoopExecutor(config.name(), config.clock(), config.order(), this::callbackFailed, watch);
        this.dispatcher = new LoopDispatcher(this, executor);
        this.scopeJob = Jobs.supervisor(null);
        this.scope = Jobs.scope(scopeJob, dispatcher, config.elements(), this);
        this.taskScope = Jobs.scope(Jobs.supervisor(scopeJob), dispatcher, config.elements(), this);
        this.blockingCalls = new BlockingCalls(config.name(), config.blockingThreads(), executor::wakeSleeper);
    }

    /** Returns what this loop has done. Any thread. */
    public LoopMeter.Figures figures() {
        return executor.meter().figures();
    }

    /** Returns how many threads there are for calls. Any thread. */
    public int blockingThreads() {
        return blockingCalls.threadCount();
    }

    private void callbackFailed(Throwable error) {
        uncaught("A callback on loop '" + name() + "' failed", null, error, null);
        if (isFatal(error)) {
            fatal(error);
        }
    }

    /** Returns the loop behind a context's dispatcher, or null if the dispatcher is not a loop's. */
    public static @Nullable Loop of(@Nullable CoroutineContext context) {
        return context != null && context.get(ContinuationInterceptor.Key) instanceof LoopDispatcher dispatcher
                ? dispatcher.loop()
                : null;
    }

    /**
     * Returns the loop's dispatcher, whichever view of it the context has. Off a loop, returns the context's own
     * interceptor.
     */
    public static @Nullable ContinuationInterceptor dispatcherOf(CoroutineContext context) {
        Loop loop = of(context);
        return loop != null ? loop.dispatcher : context.get(ContinuationInterceptor.Key);
    }

    /** Returns the loops that have been started and not ended, in the order in which they were made. Any thread. */
    public static List<Loop> running() {
        return RUNNING.values().stream()
                .map(WeakReference::get)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Starts the loop's first thread. */
    public void start() {
        if (watch != null) {
            watch.start(this);
        }
        RUNNING.put(id, new WeakReference<>(this));
        executor.start(this, blockingCalls);
        Recorder recorder = Trace.recorder();
        if (recorder != null) {
            recorder.loop(id, name(), group);
        }
    }

    @Override
    public int id() {
        return id;
    }

    /** Returns the name of the group that this loop belongs to, or null. */
    public @Nullable String group() {
        return group;
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

    @Override
    protected @Nullable CoroutineContext captured() {
        return capture == null ? null : Jobs.inheritable(capture.get());
    }

    @Override
    protected @Nullable CoroutineContext copiedElements() {
        return copiedElements;
    }

    @Override
    protected @Nullable ScopedValues scopedValues() {
        return scopedValues;
    }

    /** While this loop closes, only code that runs on it may start tasks, for its clean-up. */
    @Override
    protected boolean accepts() {
        return !closing.get() || isCurrent();
    }

    @Override
    protected void startBody(BodyTask<?> body) {
        executor.enqueue(body);
    }

    @Override
    protected void startCall(SuspendTask<?> call) {
        executor.enqueue(call);
    }

    @Override
    public void execute(Runnable task) {
        executor.execute(task);
    }

    @Override
    public Handle soon(Runnable action) {
        SoonCall call = new SoonCall(action);
        executor.enqueue(call);
        return call;
    }

    @Override
    public void inOrder(Runnable action) {
        executor.enqueue(action);
    }

    @Override
    protected void continueHere(Runnable action) {
        if (isCurrent()) {
            action.run();
        } else {
            executor.enqueue(action);
        }
    }

    @Override
    public Handle after(long nanos, Runnable action) {
        return executor.after(nanos, action);
    }

    /**
     * As {@link #after}, for actions that are not the library's own.
     *
     * @throws java.util.concurrent.RejectedExecutionException if this loop is closed
     */
    public Handle callLater(long nanos, Runnable action) {
        return executor.callLater(nanos, action);
    }

    @Override
    public long nanoTime() {
        return executor.nanoTime();
    }

    /** Returns the clock that this loop was made with. */
    public LoopClock clock() {
        return executor.clock();
    }

    @Override
    public boolean isCurrent() {
        return executor.isHeldByCurrentThread();
    }

    @Override
    public Handle callOnThread(CoroutineContext context, Runnable call, Consumer<? super Throwable> failed) {
        return blockingCalls.submit(context, call, failed);
    }

    @Override
    public Object home() {
        return this;
    }

    @Override
    public boolean takesTurns() {
        return true;
    }

    /**
     * Whether this loop, when it closes, waits for the calling code: a body or a call of this loop, or code that one of
     * its coroutines waits for on another dispatcher.
     */
    public boolean waitsForCaller() {
        CoroutineContext caller = BlockingCalls.callerContext();
        return isCurrent() || blockingCalls.isCurrent() || (caller != null && Jobs.isWithin(caller, scopeJob));
    }

    @Override
    protected void handle(UncaughtError error) throws Exception {
        handler.handle(error);
    }

    @Override
    protected void fatal(@Nullable Throwable error) {
        if (fatal == null) {
            fatal = error;
        }
        if (fatalReason != null) {
            close(fatalReason); // made before, for there may be no memory now
        }
    }

    /** Returns the first error that no program can go on from, or null. */
    public @Nullable Throwable fatal() {
        return fatal;
    }

    /** Whether a call that a body has handed to a thread is running. Any thread. */
    public boolean hasCallsInFlight() {
        return executor.hasCallsInFlight();
    }

    /**
     * Reports the errors that nobody has looked at if nothing is left on this loop but the callback that asks. Returns
     * whether that is so: no task, no coroutine, no timer, no call. Called on the loop.
     */
    public boolean settle() {
        boolean quiet = !closing.get()
                && executor.isQuiet()
                && pendingTasks().isEmpty()
                && coroutines().isEmpty();
        if (quiet) {
            flushReports();
        }
        return quiet;
    }

    // Closing

    /** Closes as {@link #close(String)} does, and requests to cancel say that this loop was closed. */
    public void close() {
        close("Loop '" + name() + "' was closed");
    }

    /**
     * Begins to close: cancels what runs here, and ends the loop once that is done. Returns at once. Any thread.
     *
     * @param reason what the requests to cancel say
     */
    public void close(String reason) {
        if (closing.compareAndSet(false, true)) {
            closingReason = reason;
            executor.enqueue(this::closeNextRound);
        }
    }

    public boolean isClosing() {
        return closing.get();
    }

    /** Whether the loop has closed and all of its threads have ended. Any thread. */
    public boolean isClosed() {
        return executor.isTerminated();
    }

    /** Waits until the loop has closed and all of its threads have ended. */
    public boolean awaitClosed(long nanos) throws InterruptedException {
        return executor.awaitTermination(nanos, TimeUnit.NANOSECONDS);
    }

    /** Returns the threads that run calls for this loop now. Any thread. */
    public List<Thread> callThreads() {
        return blockingCalls.busyThreads();
    }

    /** Returns the thread that has the turn and is not asleep, or null. It may be outdated at once. Any thread. */
    public @Nullable Thread busyThread() {
        return executor.busyThread();
    }

    /** Returns the thread that has the turn and is not asleep, as a carrier, or null. It may be outdated at once. */
    @Nullable
    Carrier busyCarrier() {
        return executor.busyCarrier();
    }

    /** Returns about how many entries wait for the turn. Any thread. */
    int ready() {
        return executor.ready();
    }

    /** Returns for how long the slice has run that runs now, in nanoseconds; zero if the loop sleeps. Any thread. */
    public long sliceNanos() {
        return executor.meter().presentSlice();
    }

    /** Returns Kotlin's coroutines in the scope that are not done. For messages. */
    public List<Job> coroutines() {
        return Jobs.childrenOf(scopeJob, taskScope);
    }

    private void closeNextRound() {
        String reason = closingReason;
        Jobs.cancelChildren(scopeJob, taskScope, reason);
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
            task.cancel(reason);
        }
        countDown.run();
    }

    private void closeScope() {
        scopeJob.cancel(null);
        Jobs.onCompletion(scopeJob, this::closeBlockingCalls);
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
            RUNNING.remove(id);
        }
    }
}
