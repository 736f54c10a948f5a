package suspension;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import kotlin.coroutines.ContinuationInterceptor;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.CoroutineDispatcher;
import kotlinx.coroutines.CoroutineScope;
import kotlinx.coroutines.Job;
import org.jspecify.annotations.Nullable;
import suspension.bridge.context.ScopedValues;
import suspension.bridge.context.VariableScope;
import suspension.bridge.loop.BlockingCalls;
import suspension.bridge.loop.Durations;
import suspension.bridge.loop.Loop;
import suspension.bridge.loop.LoopClock;
import suspension.bridge.loop.LoopMeter;
import suspension.bridge.loop.LoopOrder;
import suspension.bridge.loop.LoopReport;
import suspension.bridge.task.BridgeTask;
import suspension.bridge.task.Handle;
import suspension.bridge.task.TaskHost;
import suspension.bridge.task.UncaughtError;
import suspension.internal.Callers;
import suspension.internal.LoopAccess;

/**
 * An event loop that runs until it is closed, for services; {@link Async#run} makes one for a single main body. The
 * bodies, suspend functions and callbacks of a loop run one at a time: between two suspensions nobody else runs. All
 * methods may be called from any thread, unless they say otherwise.
 *
 * <p>A loop's threads are daemons. They are virtual where the JDK has virtual threads, except those of
 * {@link Async#toThread}, which are platform threads. A loop that has nothing to do uses no CPU.
 *
 * <p>A body that suspends where its stack has no room for that gets a {@link StackOverflowError}, before it waits, and
 * the loop goes on. On a virtual thread this may happen where a quarter of the stack is used, because the JVM copies the
 * stack, and needs room for that itself unless all frames are compiled. The system property
 * {@code -Dsuspension.threads=platform} gives such programs platform threads.
 *
 * <p>Mirrors asyncio's event loop and {@code Runner} in one.
 *
 * <pre>{@code
 * try (EventLoop loop = EventLoop.start("orders")) {
 *     Task<User> user = loop.createTask(c -> api.fetchUser(1, c));
 *     System.out.println(user.get());
 * }
 * }</pre>
 */
public final class EventLoop implements AutoCloseable, Executor {

    private static final Logger LOGGER = System.getLogger("suspension");

    /** What the system property {@code suspension.debug} says. */
    static final boolean DEBUG_BY_DEFAULT = Boolean.getBoolean("suspension.debug");

    private static final AtomicLong NUMBERS = new AtomicLong();

    static {
        LoopAccess.install(new LoopAccess<EventLoop, Builder>() {
            @Override
            public EventLoop start(Builder builder, LoopClock clock, LoopOrder order) {
                builder.clock = clock;
                builder.order = order;
                return builder.start(true);
            }

            @Override
            public Loop bridge(EventLoop loop) {
                return loop.loop;
            }

            @Override
            public BridgeTask<?> bridgeOf(Object task) {
                return ((Task<?>) task).bridge();
            }

            @Override
            public Object taskOf(BridgeTask<?> bridge) {
                return Tasks.taskOf(bridge);
            }

            @Override
            public String describePending(EventLoop loop) {
                return LoopReport.text(loop.loop);
            }

            @Override
            public @Nullable String complaint(Object coroutineWatch) {
                return ((NeverAwaited) coroutineWatch).complaint();
            }
        });
    }

    private final Loop loop;

    private EventLoop(Builder builder, boolean closesOnFatal) {
        Consumer<? super LoopError> handler = builder.exceptionHandler;
        loop = new Loop(new Loop.Config(
                builder.name == null ? "loop-" + NUMBERS.incrementAndGet() : builder.name,
                builder.group,
                builder.clock,
                builder.order,
                builder.elements,
                builder.capture,
                builder.debug,
                builder.slowSlice,
                closesOnFatal,
                builder.blockingThreads,
                handler == null ? null : error -> handler.accept(toLoopError(error))));
        loop.setHandle(this);
    }

    private LoopError toLoopError(UncaughtError error) {
        return new LoopError(this, error.message(), error.taskName(), AsyncTimeoutException.translate(error.failure()));
    }

    // Making loops

    /**
     * Starts a loop.
     *
     * @return the loop, to be closed by the caller
     */
    public static EventLoop start() {
        return builder().build();
    }

    /**
     * Starts a loop with a name, which its threads bear too.
     *
     * @param name for messages and threads
     * @return the loop, to be closed by the caller
     */
    public static EventLoop start(String name) {
        return builder().name(name).build();
    }

    /**
     * Returns a builder for a loop with settings.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the loop that the calling code, a body, a callback or a Kotlin coroutine, runs on. Neither suspends nor
     * blocks. Mirrors {@code asyncio.get_running_loop}.
     *
     * @return the loop
     * @throws IllegalStateException on a thread that belongs to no loop
     */
    public static EventLoop current() {
        TaskHost host = Callers.host("EventLoop.current()");
        if (host.handle() instanceof EventLoop loop) {
            return loop;
        }
        throw new IllegalStateException("This body runs on '" + host.name() + "', which is no event loop");
    }

    /** Settings of a loop. A builder is not for several threads at once. */
    public static final class Builder {

        private @Nullable String name;
        private @Nullable String group;
        private LoopClock clock = LoopClock.SYSTEM;
        private LoopOrder order = LoopOrder.FIRST_IN_FIRST_OUT;
        private CoroutineContext elements = EmptyCoroutineContext.INSTANCE;
        private @Nullable Supplier<CoroutineContext> capture;
        private boolean debug = DEBUG_BY_DEFAULT;
        private Duration slowSlice = Duration.ofMillis(100);
        private int blockingThreads = BlockingCalls.DEFAULT_THREADS;
        private @Nullable Consumer<? super LoopError> exceptionHandler;

        private Builder() {}

        /**
         * Names the loop.
         *
         * @param name for messages and threads; {@code loop-} and a number by default
         * @return this
         */
        public Builder name(String name) {
            this.name = Objects.requireNonNull(name, "name");
            return this;
        }

        /** Says to which group the loop belongs, for recordings. */
        Builder group(String group) {
            this.group = group;
            return this;
        }

        /**
         * Turns debug mode on or off. In debug mode, slices that hold the turn too long are logged while they do, with
         * their stack, and tasks and coroutines remember where they were made. The default is the system property
         * {@code suspension.debug}.
         *
         * @param debug whether debug mode is on
         * @return this
         */
        public Builder debug(boolean debug) {
            this.debug = debug;
            return this;
        }

        /**
         * Sets how long a slice may hold the turn before debug mode logs it; 100 ms by default.
         *
         * @param limit positive
         * @return this
         * @throws IllegalArgumentException if it is zero or negative
         */
        public Builder slowSlice(Duration limit) {
            Objects.requireNonNull(limit, "limit");
            if (limit.isNegative() || limit.isZero()) {
                throw new IllegalArgumentException("A slice cannot last " + limit + "; give a positive limit");
            }
            this.slowSlice = limit;
            return this;
        }

        /**
         * Sets how many threads {@link Async#toThread} has on this loop at most; further calls wait until a thread is
         * free. The default is the system property {@code suspension.blockingThreads}, or else four more than there are
         * processors, and 32 at most, as in asyncio.
         *
         * @param count 1 or more
         * @return this
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder blockingThreads(int count) {
            if (count < 1) {
                throw new IllegalArgumentException("toThread cannot work with " + count + " threads; give 1 or more");
            }
            this.blockingThreads = count;
            return this;
        }

        /**
         * Sets the handler of errors that reach no caller; by default they are logged. The handler runs where the error
         * turns up, often on the loop, so it must not block. If it throws, both errors are logged.
         *
         * @param handler gets each error
         * @return this
         */
        public Builder exceptionHandler(Consumer<? super LoopError> handler) {
            this.exceptionHandler = Objects.requireNonNull(handler, "handler");
            return this;
        }

        /**
         * Adds elements to the coroutine context of everything that runs on the loop, bodies included. Above all these
         * are elements that install themselves on the thread around each slice, such as
         * {@link ContextVar#asContextElement} or kotlinx's {@code MDCContext}. May be called more than once; of two
         * elements with the same key the later one counts.
         *
         * @param elements one or more elements
         * @return this
         * @throws IllegalArgumentException if there is a job or a dispatcher among them: the loop has its own
         */
        public Builder context(CoroutineContext elements) {
            this.elements = this.elements.plus(checked(elements));
            return this;
        }

        private static CoroutineContext checked(CoroutineContext elements) {
            if (elements.get(Job.Key) != null || elements.get(ContinuationInterceptor.Key) != null) {
                throw new IllegalArgumentException(
                        "A loop has a job and a dispatcher of its own; leave them out of " + elements);
            }
            return elements;
        }

        /**
         * Adds elements that are asked for each time when code outside of this loop's bodies starts a task: another
         * thread, a callback, or a body of another loop. They capture what belongs to that code, such as the thread's
         * MDC or a framework's context, and are in force around each slice of the task. A task that a body of the loop
         * starts gets the elements of that body instead. May be called more than once; of two elements with the same
         * key the later one counts.
         *
         * <pre>{@code
         * EventLoop.builder().capture(() -> new MDCContext())
         * }</pre>
         *
         * @param source gives the elements, on the thread that starts the task; what it throws, that thread gets, and
         *     nothing is started then. It must not give null, a job or a dispatcher
         * @return this
         */
        public Builder capture(Supplier<? extends CoroutineContext> source) {
            Objects.requireNonNull(source, "source");
            Supplier<CoroutineContext> before = capture;
            this.capture = () -> {
                CoroutineContext elements = checked(Objects.requireNonNull(
                        source.get(), "capture gave null; for no elements, give EmptyCoroutineContext.INSTANCE"));
                return before == null ? elements : before.get().plus(elements);
            };
            return this;
        }

        /**
         * Lets bodies see a {@code java.lang.ScopedValue} as it is bound where they are made: tasks of any thread, the
         * children of a {@code gather} or a group, bodies under another dispatcher, and calls of {@link Async#toThread}.
         * Kotlin code sees it until it first suspends. Needs a JDK that has scoped values, 25 or newer. May be called
         * more than once, for several values.
         *
         * @param scopedValue a {@code ScopedValue}
         * @return this
         * @throws IllegalArgumentException if it is none, or if this JDK has none
         */
        public Builder scopedValue(Object scopedValue) {
            this.elements = ScopedValues.add(elements, Objects.requireNonNull(scopedValue, "scopedValue"));
            return this;
        }

        /**
         * Creates the loop and starts it.
         *
         * @return the loop, to be closed by the caller
         */
        public EventLoop build() {
            return start(false);
        }

        private EventLoop start(boolean closesOnFatal) {
            EventLoop made = new EventLoop(this, closesOnFatal);
            made.loop.start();
            return made;
        }
    }

    // Running

    /**
     * Creates a loop that runs for one main task, and closes on an error that no program can go on from. The caller
     * starts it.
     */
    static Loop notStarted() {
        return new EventLoop(builder(), true).loop;
    }

    /**
     * Runs a body on this loop. Blocks the calling thread until the body is done; other tasks of the loop go on.
     *
     * <p>Interrupting the thread cancels the body once. The thread waits for the body's clean-up, and its interrupt
     * flag stays set. A second interrupt ends the wait with a {@link CancellationException}.
     *
     * <p>The body sees a copy of the calling thread's {@link ContextVar} values. The next run does not see values that
     * this one has set. asyncio's {@code Runner.run}, which this mirrors, keeps them from one run to the next.
     *
     * @param <T> the type of the value
     * @param <X> the checked exception that the body throws
     * @param main the body
     * @return its value
     * @throws X what the body throws, as it is
     * @throws CancellationException if the body ends by cancellation, or at a second interrupt
     * @throws IllegalStateException on a thread that runs a loop, this or another, on a thread of a reactive framework
     *     that must not block, or if this loop is closed
     */
    public <T extends @Nullable Object, X extends Exception> T run(Awaitable<T, X> main) throws X {
        return MainRun.resultOf(main, MainRun.on(loop, host -> Tasks.<T>start(host, null, main)));
    }

    /**
     * Like {@link #run(Awaitable)}, for a body without a value.
     *
     * @param <X> the checked exception that the body throws
     * @param main the body
     * @throws X what the body throws, as it is
     */
    public <X extends Exception> void run(Action<X> main) throws X {
        MainRun.<@Nullable Void, X>resultOf(MainRun.on(loop, host -> Tasks.start(host, null, main)));
    }

    /**
     * Like {@link #run(Awaitable)}, for a Kotlin suspend function.
     *
     * @param <T> the type of the value
     * @param main calls the function
     * @return its value
     * @throws java.util.concurrent.CompletionException around a checked exception
     */
    public <T extends @Nullable Object> T run(SuspendCall<T> main) {
        return MainRun.on(loop, (TaskHost host) -> Tasks.<T>start(host, null, main))
                .get();
    }

    /**
     * Starts a body as a task of this loop. Neither suspends nor blocks. The body begins soon, but not before the
     * caller suspends, if that is a body of this loop. Mirrors {@code loop.create_task} and
     * {@code run_coroutine_threadsafe}.
     *
     * @param <T> the type of the value
     * @param body what the task runs
     * @return the task
     * @throws IllegalStateException if this loop is closed; nothing is started then
     */
    public <T extends @Nullable Object> Task<T> createTask(Awaitable<T, ?> body) {
        return Tasks.start(loop, null, body);
    }

    /**
     * Like {@link #createTask(Awaitable)}, with a name.
     *
     * @param <T> the type of the value
     * @param name the task's name
     * @param body what the task runs
     * @return the task
     * @throws IllegalStateException if this loop is closed
     */
    public <T extends @Nullable Object> Task<T> createTask(String name, Awaitable<T, ?> body) {
        return Tasks.start(loop, Objects.requireNonNull(name, "name"), body);
    }

    /**
     * Like {@link #createTask(Awaitable)}, for a body without a value.
     *
     * @param body what the task runs
     * @return the task
     * @throws IllegalStateException if this loop is closed
     */
    public Task<@Nullable Void> createTask(Action<?> body) {
        return Tasks.start(loop, null, body);
    }

    /**
     * Like {@link #createTask(String, Awaitable)}, for a body without a value.
     *
     * @param name the task's name
     * @param body what the task runs
     * @return the task
     * @throws IllegalStateException if this loop is closed
     */
    public Task<@Nullable Void> createTask(String name, Action<?> body) {
        return Tasks.start(loop, Objects.requireNonNull(name, "name"), body);
    }

    /**
     * Like {@link #createTask(Awaitable)}, for a Kotlin suspend function.
     *
     * @param <T> the type of the value
     * @param call calls the function
     * @return the task
     * @throws IllegalStateException if this loop is closed
     */
    public <T extends @Nullable Object> Task<T> createTask(SuspendCall<T> call) {
        return Tasks.start(loop, null, call);
    }

    /**
     * Like {@link #createTask(String, Awaitable)}, for a Kotlin suspend function.
     *
     * @param <T> the type of the value
     * @param name the task's name
     * @param call calls the function
     * @return the task
     * @throws IllegalStateException if this loop is closed
     */
    public <T extends @Nullable Object> Task<T> createTask(String name, SuspendCall<T> call) {
        return Tasks.start(loop, Objects.requireNonNull(name, "name"), call);
    }

    /**
     * Starts a body as a task of this loop, and returns it as a future. Neither suspends nor blocks. The future is what
     * {@link Task#toCompletableFuture} gives: it completes on the loop, cancelling it cancels the task, and the task's
     * failure is its own, so it is not reported if nobody looks at it.
     *
     * @param <T> the type of the value
     * @param body what the task runs
     * @return the future of the task
     * @throws IllegalStateException if this loop is closed; nothing is started then
     */
    public <T extends @Nullable Object> CompletableFuture<T> future(Awaitable<T, ?> body) {
        return this.<T>createTask(body).toCompletableFuture();
    }

    /**
     * Like {@link #future(Awaitable)}, for a body without a value.
     *
     * @param body what the task runs
     * @return the future of the task
     * @throws IllegalStateException if this loop is closed
     */
    public CompletableFuture<@Nullable Void> future(Action<?> body) {
        return createTask(body).toCompletableFuture();
    }

    /**
     * Like {@link #future(Awaitable)}, for a Kotlin suspend function.
     *
     * <pre>{@code
     * CompletableFuture<User> user = loop.future(c -> api.fetchUser(1, c));
     * }</pre>
     *
     * @param <T> the type of the value
     * @param call calls the function
     * @return the future of the task
     * @throws IllegalStateException if this loop is closed
     */
    public <T extends @Nullable Object> CompletableFuture<T> future(SuspendCall<T> call) {
        return this.<T>createTask(call).toCompletableFuture();
    }

    /**
     * Runs a callback on this loop, after everything that was asked for before. Neither suspends nor blocks. The
     * callback is no body, so it cannot suspend. What it throws goes to the exception handler. Mirrors
     * {@code call_soon_threadsafe}.
     *
     * @param callback what to run
     * @throws RejectedExecutionException if this loop is closed
     */
    @Override
    public void execute(Runnable callback) {
        loop.execute(VariableScope.capture(Objects.requireNonNull(callback, "callback")));
    }

    /**
     * Runs a callback on this loop once the delay has passed, or at the next turn if the delay is zero or negative.
     * Neither suspends nor blocks. Timers of one deadline run in the order in which they were set. Timers that are left
     * when the loop closes are dropped. Mirrors {@code call_later}.
     *
     * @param delay from now
     * @param callback what to run
     * @return a timer that can cancel the callback
     * @throws RejectedExecutionException if this loop is closed
     */
    public Timer callLater(Duration delay, Runnable callback) {
        Objects.requireNonNull(delay, "delay");
        Objects.requireNonNull(callback, "callback");
        return new Timer(loop.callLater(Durations.toNanos(delay), VariableScope.capture(callback)));
    }

    /** A callback that will run. Mirrors {@code asyncio.Handle}. */
    public static final class Timer {

        private final Handle handle;

        private Timer(Handle handle) {
            this.handle = handle;
        }

        /**
         * Prevents the callback from running. Has no effect once the callback runs. May be called on any thread, any
         * number of times.
         */
        public void cancel() {
            handle.cancel();
        }
    }

    // Looking

    /**
     * Returns the loop's name.
     *
     * @return the name
     */
    public String name() {
        return loop.name();
    }

    /**
     * Returns the tasks that are not done.
     *
     * @return a snapshot, oldest first
     */
    public Set<Task<?>> tasks() {
        return pendingTasks(loop);
    }

    /**
     * Returns what this loop has done, and how it is. Neither suspends nor blocks, and costs the loop next to nothing: it
     * counts anyway. May also be called when the loop has closed.
     *
     * @return the figures of now
     */
    public LoopStatistics statistics() {
        LoopMeter.Figures figures = loop.figures();
        TaskHost.TaskCounts tasks = loop.taskCounts();
        return new LoopStatistics(
                figures.slices(),
                Duration.ofNanos(figures.busyNanos()),
                Duration.ofNanos(figures.longestNanos()),
                Duration.ofNanos(figures.queueLagNanos()),
                Duration.ofNanos(figures.timerLagNanos()),
                tasks.pending(),
                tasks.created(),
                tasks.failed(),
                tasks.cancelled(),
                figures.threads(),
                loop.blockingThreads());
    }

    static Set<Task<?>> pendingTasks(TaskHost host) {
        Set<Task<?>> tasks = new LinkedHashSet<>();
        for (BridgeTask<?> bridge : host.pendingTasks()) {
            tasks.add(Tasks.taskOf(bridge));
        }
        return tasks;
    }

    /**
     * Returns the loop as a dispatcher, for Kotlin's coroutines. It cannot be closed. Every {@code limitedParallelism}
     * view of it is the same loop. Once the loop has closed, kotlinx cancels what is dispatched to it and lets it
     * finish on {@code Dispatchers.IO}.
     *
     * @return the dispatcher of this loop
     */
    public CoroutineDispatcher dispatcher() {
        return loop.dispatcher();
    }

    /**
     * Returns the loop's scope. The scope is supervised: a failure stays in its coroutine and goes to the exception
     * handler. Closing the loop cancels the scope. Cancelling the scope is Kotlin's cancellation of everything on the
     * loop, which is final.
     *
     * @return the scope
     */
    public CoroutineScope scope() {
        return loop.scope();
    }

    /** The name, and how many tasks are pending. */
    @Override
    public String toString() {
        return "EventLoop[" + name() + ", " + loop.pendingTasks().size() + " pending tasks]";
    }

    // Closing

    /**
     * Closes the loop: cancels its tasks and Kotlin coroutines, waits until they are done, however long that takes, and
     * ends its threads. It also waits for calls of {@link Async#toThread}, at most 300 s. Callbacks that wait for a
     * timer are dropped. Tasks that clean-up code creates run too, and are cancelled if they outlive that code. Errors
     * that nobody has looked at go to the exception handler.
     *
     * <p>Blocks the calling thread, whatever interrupts come meanwhile. A second call waits for the first. While it
     * waits, a warning names what is stuck, and where: after 5 s, and then ever more rarely. The requests to cancel say
     * that this loop was closed.
     *
     * @throws IllegalStateException on a thread of this loop, also in a call of {@code toThread}; or on a thread of a
     *     reactive framework that must not block, unless the loop has closed. Nothing is cancelled then
     */
    @Override
    public void close() {
        beginClose("close()", Long.MAX_VALUE);
        awaitClosed(List.of(this));
    }

    /**
     * Like {@link #close()}, but blocks for at most the given time. If that is not enough, it logs a last warning that
     * names what is stuck, and where: each task, each Kotlin coroutine, and each thread of a callback or of a call of
     * {@code toThread}. The loop then goes on closing by itself, and accepts nothing new from other threads.
     *
     * @param grace how long to wait; zero or negative for not at all
     * @return whether the loop has closed
     * @throws IllegalStateException on a thread of this loop; or on a thread of a reactive framework that must not block,
     *     unless the time is zero or the loop has closed
     */
    public boolean close(Duration grace) {
        Objects.requireNonNull(grace, "grace");
        long nanos = Math.max(0, Math.min(Durations.toNanos(grace), Long.MAX_VALUE / 2));
        beginClose("close(Duration)", nanos);
        return awaitClosed(List.of(this), nanos, grace);
    }

    /** Blocks until the loops have closed, or for at most so long, and then logs what is stuck. */
    static boolean awaitClosed(List<EventLoop> loops, long nanos, Duration grace) {
        ClosingWait wait = closingWait(loops);
        boolean[] closed = new boolean[1];
        BlockingWait.uninterruptibly(() -> closed[0] = wait.await(nanos));
        for (ClosingWait.Closing loop : wait.open()) {
            LOGGER.log(
                    Level.WARNING,
                    "Loop '" + loop.name() + "' has not closed within " + grace + "; stuck:"
                            + loop.stuck().get());
        }
        return closed[0];
    }

    /** Blocks until the loops have closed. */
    static void awaitClosed(List<EventLoop> loops) {
        ClosingWait wait = closingWait(loops);
        BlockingWait.uninterruptibly(wait::await);
    }

    private static ClosingWait closingWait(List<EventLoop> loops) {
        return new ClosingWait(
                loops.stream().map(each -> ClosingWait.Closing.of(each.loop)).toList());
    }

    private void beginClose(String operation, long nanos) {
        ensureMayClose(operation, nanos);
        loop.close();
    }

    /**
     * Returns whether this loop has been closed, so that it accepts no more tasks from outside. What was running may still
     * clean up. Neither suspends nor blocks. Mirrors {@code loop.is_closed()}.
     *
     * @return true once {@link #close()} has been called
     */
    public boolean isClosed() {
        return loop.isClosing();
    }

    /** @throws IllegalStateException if closing would wait for the caller, or block a thread that must not be blocked */
    void ensureMayClose(String operation, long nanos) {
        if (loop.waitsForCaller()) {
            throw new IllegalStateException(
                    operation + " of loop '" + name() + "' would wait for the very code that calls"
                            + " it. Call it from a thread that belongs to no loop: not in toThread, and not in code of this loop"
                            + " that runs under another dispatcher for a while.");
        }
        if (nanos > 0 && !loop.isClosed()) {
            NonBlockingThreads.ensureMayBlock(
                    operation + " of loop '" + name() + "'",
                    "the loop has closed",
                    "Call close(Duration.ZERO), which begins to close and does not wait");
        }
    }

    /** Returns the loop behind this. */
    Loop bridge() {
        return loop;
    }
}
