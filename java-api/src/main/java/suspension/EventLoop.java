package suspension;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import kotlin.coroutines.ContinuationInterceptor;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.CoroutineDispatcher;
import kotlinx.coroutines.CoroutineScope;
import kotlinx.coroutines.Job;
import org.jspecify.annotations.Nullable;
import suspension.bridge.internal.BodyTask;
import suspension.bridge.internal.BridgeTask;
import suspension.bridge.internal.Carrier;
import suspension.bridge.internal.Durations;
import suspension.bridge.internal.Loop;
import suspension.bridge.internal.LoopClock;
import suspension.bridge.internal.TaskHost;
import suspension.bridge.internal.TimerHandle;
import suspension.bridge.internal.UncaughtError;
import suspension.bridge.internal.VariableScope;
import suspension.internal.LoopAccess;

/**
 * An event loop that runs until it is closed, for services; {@link Async#run} makes one for a single main body. Bodies,
 * suspend functions and callbacks of a loop run one at a time: between two suspensions nobody else runs. All methods may
 * be called from any thread, unless they say otherwise.
 *
 * <p>Its threads are daemons, virtual where the JDK has them. A loop that has nothing to do uses no CPU.
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

    /** What {@code -Dsuspension.debug=true} says. */
    static final boolean DEBUG_BY_DEFAULT = Boolean.getBoolean("suspension.debug");

    private static final AtomicLong NUMBERS = new AtomicLong();

    static {
        LoopAccess.install(new LoopAccess() {
            @Override
            public EventLoop start(Builder builder, LoopClock clock) {
                builder.clock = clock;
                return builder.start(true);
            }

            @Override
            public Loop bridge(EventLoop loop) {
                return loop.loop;
            }

            @Override
            public String describePending(EventLoop loop) {
                return loop.describePending();
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
                builder.clock,
                builder.elements,
                builder.debug,
                builder.slowSlice,
                closesOnFatal,
                handler == null ? null : error -> handler.accept(toLoopError(error))));
        loop.setHandle(this);
    }

    private LoopError toLoopError(UncaughtError error) {
        return new LoopError(this, error.message(), error.taskName(), Failures.translate(error.failure()));
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
     * Starts a loop with a name, which its threads bear.
     *
     * @param name for messages and threads
     * @return the loop, to be closed by the caller
     */
    public static EventLoop start(String name) {
        return builder().name(name).build();
    }

    /**
     * For a loop with settings.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The loop that the calling code runs on: a body, a callback, or a Kotlin coroutine. Neither suspends nor blocks.
     * Mirrors {@code asyncio.get_running_loop}.
     *
     * @return the loop
     * @throws IllegalStateException on a thread that belongs to no loop
     */
    public static EventLoop current() {
        TaskHost host = Bodies.host("EventLoop.current()");
        if (host.handle() instanceof EventLoop loop) {
            return loop;
        }
        throw new IllegalStateException("This body runs on '" + host.name() + "', which is no event loop");
    }

    /** Settings of a loop. Not for several threads at once. */
    public static final class Builder {

        private @Nullable String name;
        private LoopClock clock = LoopClock.SYSTEM;
        private CoroutineContext elements = EmptyCoroutineContext.INSTANCE;
        private boolean debug = DEBUG_BY_DEFAULT;
        private Duration slowSlice = Duration.ofMillis(100);
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

        /**
         * Turns debug mode on or off: slices that hold the turn too long are logged while they do, with their stack, and
         * tasks and coroutines remember where they were made. The default is the system property {@code
         * suspension.debug}.
         *
         * @param debug whether
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
            if (limit.isNegative() || limit.isZero()) {
                throw new IllegalArgumentException("A slice cannot last " + limit + "; give a positive limit");
            }
            this.slowSlice = limit;
            return this;
        }

        /**
         * Sets what is told of errors that reach no caller; by default they are logged. It runs where the error turns up,
         * often on the loop, so it must not block. If it throws, both errors are logged.
         *
         * @param handler gets each error
         * @return this
         */
        public Builder exceptionHandler(Consumer<? super LoopError> handler) {
            this.exceptionHandler = Objects.requireNonNull(handler, "handler");
            return this;
        }

        /**
         * Adds to the coroutine context of everything that runs on the loop, bodies included: above all elements that
         * install themselves on the thread around each slice, such as {@link ContextVar#asContextElement} or kotlinx's
         * {@code MDCContext}. May be called more than once; of two elements with the same key the later one counts.
         *
         * @param elements one or more elements
         * @return this
         * @throws IllegalArgumentException if there is a job or a dispatcher among them, which the loop has itself
         */
        public Builder context(CoroutineContext elements) {
            if (elements.get(Job.Key) != null || elements.get(ContinuationInterceptor.Key) != null) {
                throw new IllegalArgumentException(
                        "A loop has a job and a dispatcher of its own; leave them out of " + elements);
            }
            this.elements = this.elements.plus(elements);
            return this;
        }

        /**
         * Makes the loop, and starts it.
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

    /** Makes a task on a loop that runs for it alone. */
    @FunctionalInterface
    interface Main<T extends @Nullable Object> {
        Task<T> start(TaskHost host);
    }

    /** Runs a main task on a fresh loop, and closes it, on every way out. Blocks the calling thread. */
    static <T extends @Nullable Object> Outcome<T> runFresh(Main<T> main) {
        ensureMayRun();
        EventLoop fresh = new EventLoop(builder(), true);
        Task<T> task = main.start(fresh.loop);
        task.bridge().observe(done -> fresh.loop.close());
        fresh.loop.start();
        fresh.await(task, () -> fresh.loop.awaitClosed(Long.MAX_VALUE));
        Throwable fatal = fresh.loop.fatal();
        return fatal == null ? task.settled() : new Outcome.Failure<>(fatal);
    }

    private <T extends @Nullable Object> Outcome<T> runHere(Main<T> main) {
        ensureMayRun();
        Task<T> task = main.start(loop);
        java.util.concurrent.CountDownLatch ended = new java.util.concurrent.CountDownLatch(1);
        task.bridge().observe(done -> ended.countDown());
        await(task, ended::await);
        return task.settled();
    }

    private static void ensureMayRun() {
        Carrier carrier = Carrier.current();
        if (carrier != null) {
            throw new IllegalStateException("run() blocks its thread until the main body is done, but thread '"
                    + Thread.currentThread().getName() + "' already runs loop '"
                    + carrier.host().name()
                    + "', which would stand still. In a body, just call the code, or start it with createTask(...).");
        }
    }

    /**
     * Blocks the calling thread until the task is done. The first interrupt cancels the task, whose clean-up is waited for;
     * the second ends the wait. The thread's flag is set again afterwards.
     */
    private void await(Task<?> task, Blocking.Wait wait) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    wait.run();
                    return;
                } catch (InterruptedException e) {
                    if (interrupted) {
                        throw new CancellationException("run() was interrupted twice, and has left loop '" + name()
                                + "' to finish by itself:" + describePending());
                    }
                    interrupted = true;
                    task.cancel("the thread in run() was interrupted");
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Runs a body on this loop. Blocks the calling thread until it is done; other tasks of the loop go on. Interrupting
     * the thread cancels the body once, waits for its clean-up, and leaves the thread's flag set; a second interrupt ends
     * the wait with a {@link CancellationException}.
     *
     * <p>Mirrors {@code Runner.run}.
     *
     * @param <T> the type of the value
     * @param <X> the checked exception that the body throws
     * @param main the body
     * @return its value
     * @throws X what the body throws, as it is
     * @throws CancellationException if the body ends by cancellation
     * @throws IllegalStateException on a thread that runs a loop, this or another, or if this loop is closed
     */
    public <T extends @Nullable Object, X extends Exception> T run(Awaitable<T, X> main) throws X {
        return Async.resultOf(main, runHere(host -> Bodies.<T>start(host, null, main)));
    }

    /**
     * As {@link #run(Awaitable)}, for a body without a value.
     *
     * @param <X> the checked exception that the body throws
     * @param main the body
     * @throws X what the body throws, as it is
     */
    public <X extends Exception> void run(Action<X> main) throws X {
        Async.<@Nullable Void, X>resultOf(runHere(host -> Bodies.start(host, null, main)));
    }

    /**
     * As {@link #run(Awaitable)}, for a Kotlin suspend function.
     *
     * @param <T> the type of the value
     * @param main calls the function
     * @return its value
     * @throws java.util.concurrent.CompletionException around a checked exception
     */
    public <T extends @Nullable Object> T run(SuspendCall<T> main) {
        return runHere((TaskHost host) -> Bodies.<T>start(host, null, main)).get();
    }

    /**
     * Starts a body as a task of this loop. It runs soon, and not before the caller, if that is a body of this loop,
     * suspends. Mirrors {@code loop.create_task} and {@code run_coroutine_threadsafe}.
     *
     * @param <T> the type of the value
     * @param body what it runs
     * @return the task
     * @throws IllegalStateException if this loop is closed; nothing is started then
     */
    public <T extends @Nullable Object> Task<T> createTask(Awaitable<T, ?> body) {
        return Bodies.start(loop, null, body);
    }

    /**
     * As {@link #createTask(Awaitable)}, with a name.
     *
     * @param <T> the type of the value
     * @param name the task's name
     * @param body what it runs
     * @return the task
     * @throws IllegalStateException if this loop is closed
     */
    public <T extends @Nullable Object> Task<T> createTask(String name, Awaitable<T, ?> body) {
        return Bodies.start(loop, Objects.requireNonNull(name, "name"), body);
    }

    /**
     * As {@link #createTask(Awaitable)}, for a body without a value.
     *
     * @param body what it runs
     * @return the task
     * @throws IllegalStateException if this loop is closed
     */
    public Task<@Nullable Void> createTask(Action<?> body) {
        return Bodies.start(loop, null, body);
    }

    /**
     * As {@link #createTask(String, Awaitable)}, for a body without a value.
     *
     * @param name the task's name
     * @param body what it runs
     * @return the task
     * @throws IllegalStateException if this loop is closed
     */
    public Task<@Nullable Void> createTask(String name, Action<?> body) {
        return Bodies.start(loop, Objects.requireNonNull(name, "name"), body);
    }

    /**
     * As {@link #createTask(Awaitable)}, for a Kotlin suspend function.
     *
     * @param <T> the type of the value
     * @param call calls the function
     * @return the task
     * @throws IllegalStateException if this loop is closed
     */
    public <T extends @Nullable Object> Task<T> createTask(SuspendCall<T> call) {
        return Bodies.start(loop, null, call);
    }

    /**
     * As {@link #createTask(String, Awaitable)}, for a Kotlin suspend function.
     *
     * @param <T> the type of the value
     * @param name the task's name
     * @param call calls the function
     * @return the task
     * @throws IllegalStateException if this loop is closed
     */
    public <T extends @Nullable Object> Task<T> createTask(String name, SuspendCall<T> call) {
        return Bodies.start(loop, Objects.requireNonNull(name, "name"), call);
    }

    /**
     * Runs a callback on this loop, after everything that was asked for before. It is no body: it cannot suspend. What it
     * throws goes to the exception handler. Mirrors {@code call_soon_threadsafe}.
     *
     * @param callback what to run
     * @throws RejectedExecutionException if this loop is closed
     */
    @Override
    public void execute(Runnable callback) {
        loop.execute(VariableScope.capture(Objects.requireNonNull(callback, "callback")));
    }

    /**
     * Runs a callback on this loop once the delay has passed; at the next turn, if it is zero or negative. Neither suspends
     * nor blocks. Timers of one
     * deadline run in the order in which they were set; those left when the loop closes are dropped. Mirrors {@code
     * call_later}.
     *
     * @param delay from now
     * @param callback what to run
     * @return to cancel it with
     * @throws RejectedExecutionException if this loop is closed
     */
    public Timer callLater(Duration delay, Runnable callback) {
        Objects.requireNonNull(callback, "callback");
        return new Timer(loop.callLater(Durations.toNanos(delay), VariableScope.capture(callback)));
    }

    /** A callback that will run. Mirrors {@code asyncio.TimerHandle}. */
    public static final class Timer {

        private final TimerHandle handle;

        private Timer(TimerHandle handle) {
            this.handle = handle;
        }

        /** Prevents the callback from running; has no effect once it runs. Any thread, any number of times. */
        public void cancel() {
            handle.cancel();
        }
    }

    // Looking

    /**
     * The loop's name.
     *
     * @return the name
     */
    public String name() {
        return loop.name();
    }

    /**
     * The tasks that are not done.
     *
     * @return a snapshot, oldest first
     */
    public Set<Task<?>> tasks() {
        return pendingTasks(loop);
    }

    static Set<Task<?>> pendingTasks(TaskHost host) {
        Set<Task<?>> tasks = new LinkedHashSet<>();
        for (BridgeTask<?> bridge : host.pendingTasks()) {
            tasks.add(Bodies.taskOf(bridge));
        }
        return tasks;
    }

    /**
     * The loop as a dispatcher, for Kotlin's coroutines. Once the loop has closed, kotlinx cancels what is dispatched to it
     * and lets it finish on {@code Dispatchers.IO}.
     *
     * @return kotlinx's adapter of this loop
     */
    public CoroutineDispatcher dispatcher() {
        return loop.dispatcher();
    }

    /**
     * The loop's scope: supervised, so a failure stays in its coroutine and goes to the exception handler. Closing the loop
     * cancels it. Cancelling it is Kotlin's cancellation of
     * everything here, which is final.
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
     * until calls of {@link Async#toThread} are (those at most 300 s), and ends its threads. Callbacks that wait for a
     * timer are dropped. Tasks that clean-up code creates run too, and are cancelled if they outlive it. Errors that nobody
     * has looked at go to the exception handler. Blocks the calling thread, whatever interrupts come meanwhile. A second
     * call waits for the first.
     *
     * @throws IllegalStateException on a thread of this loop, a call of {@code toThread} included
     */
    @Override
    public void close() {
        beginClose("close()");
        Blocking.uninterruptibly(() -> loop.awaitClosed(Long.MAX_VALUE));
    }

    /**
     * As {@link #close()}, for at most the given time. If that is not enough, logs a warning that names each task that is
     * stuck, Kotlin coroutine, and thread of a callback or of a call to {@code toThread}, and where it is; the loop goes on closing by itself, and accepts nothing new from other threads.
     *
     * @param grace how long to wait; zero or negative for not at all
     * @return whether the loop has closed
     * @throws IllegalStateException on a thread of this loop
     */
    public boolean close(Duration grace) {
        long deadline = System.nanoTime() + Math.max(0, Math.min(Durations.toNanos(grace), Long.MAX_VALUE / 2));
        beginClose("close(Duration)");
        boolean[] closed = new boolean[1];
        Blocking.uninterruptibly(() -> closed[0] = loop.awaitClosed(deadline - System.nanoTime()));
        if (!closed[0]) {
            LOGGER.log(
                    Level.WARNING,
                    "Loop '" + name() + "' has not closed within " + grace + "; stuck:" + describePending());
        }
        return closed[0];
    }

    private void beginClose(String operation) {
        Carrier carrier = Carrier.current();
        if ((carrier != null && carrier.host() == loop) || loop.blockingCalls().isCurrent()) {
            throw new IllegalStateException(
                    operation + " of loop '" + name() + "' would wait for the very code that calls"
                            + " it. Call it from a thread that belongs to no loop, and not in toThread.");
        }
        loop.close();
    }

    /** The tasks, Kotlin coroutines and threads that this loop waits for, and where they are. */
    private String describePending() {
        StringBuilder text = new StringBuilder();
        Set<Thread> others = new LinkedHashSet<>(loop.busyThreads());
        for (BridgeTask<?> bridge : loop.pendingTasks()) {
            text.append("\n  ").append(Bodies.taskOf(bridge));
            Thread thread = bridge instanceof BodyTask<?> body ? body.thread() : null;
            if (thread != null) {
                appendStack(text, thread);
                others.remove(thread);
            }
        }
        for (Job coroutine : loop.coroutines()) {
            text.append("\n  ").append(coroutine);
        }
        for (Thread thread : others) {
            text.append("\n  thread '").append(thread.getName()).append('\'');
            appendStack(text, thread);
        }
        return text.toString();
    }

    private static void appendStack(StringBuilder text, Thread thread) {
        for (StackTraceElement frame : thread.getStackTrace()) {
            text.append("\n    at ").append(frame);
        }
    }
}
