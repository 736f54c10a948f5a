package suspension;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.TimeoutCancellationException;
import org.jspecify.annotations.Nullable;
import suspension.bridge.internal.BodyTask;
import suspension.bridge.internal.Durations;
import suspension.bridge.internal.SuspendWaiter;
import suspension.bridge.internal.TaskHost;
import suspension.bridge.internal.TimerHandle;
import suspension.bridge.internal.Waiter;
import suspension.bridge.internal.YieldWaiter;

/**
 * asyncio's functions for Java, made for static import. {@link #run} starts a loop; everything else is called in bodies
 * that run on one, and works as asyncio's function of that name.
 *
 * <p>A lambda without a parameter is a Java body; a lambda with one calls a Kotlin suspend function and hands it the
 * continuation:
 *
 * <pre>{@code
 * List<String> cups = Async.run(() -> gather(() -> brew("Masala"), () -> brew("Green")));
 * User user = Async.run(c -> api.fetchUser(42, c));
 * }</pre>
 */
public final class Async {

    private Async() {}

    // Entering

    /**
     * Runs a body on a fresh loop, and blocks the calling thread until it is done. On every way out, tasks that are left
     * are cancelled and waited for, with no time limit; then the loop is closed, with everything that {@link
     * EventLoop#close()} says. Interrupting the thread cancels the body once, waits for its clean-up, and leaves the
     * thread's flag set; a second interrupt ends the wait with a {@link CancellationException}.
     *
     * <p>A {@code VirtualMachineError} in any task, other than a stack overflow, ends the loop and is thrown here. Mirrors
     * {@code asyncio.run}.
     *
     * @param <T> the type of the value
     * @param <X> the checked exception that the body throws
     * @param main the body
     * @return its value
     * @throws X what the body throws, as it is
     * @throws CancellationException if the body ends by cancellation
     * @throws IllegalStateException on a thread that runs a loop
     */
    public static <T extends @Nullable Object, X extends Exception> T run(Awaitable<T, X> main) throws X {
        return resultOf(main, EventLoop.runFresh(host -> Bodies.<T>start(host, null, main)));
    }

    /**
     * As {@link #run(Awaitable)}, for a body without a value.
     *
     * @param <X> the checked exception that the body throws
     * @param main the body
     * @throws X what the body throws, as it is
     */
    public static <X extends Exception> void run(Action<X> main) throws X {
        Async.<@Nullable Void, X>resultOf(EventLoop.runFresh(host -> Bodies.start(host, null, main)));
    }

    /**
     * As {@link #run(Awaitable)}, for a Kotlin suspend function.
     *
     * @param <T> the type of the value
     * @param main calls the function
     * @return its value; null for a function of {@code Unit}
     * @throws java.util.concurrent.CompletionException around a checked exception
     */
    public static <T extends @Nullable Object> T run(SuspendCall<T> main) {
        return EventLoop.runFresh((TaskHost host) -> Bodies.<T>start(host, null, main))
                .get();
    }

    /** The outcome of code that the caller gave: what it threw is thrown as it is. */
    static <T extends @Nullable Object, X extends Exception> T resultOf(Outcome<T> outcome) throws X {
        if (outcome instanceof Outcome.Failure<T> failure) {
            throw Failures.<X>same(failure.exception());
        }
        return outcome.get();
    }

    /** The outcome of an awaitable that was started as a task, thrown as its own {@code await()} throws it. */
    static <T extends @Nullable Object, X extends Exception> T resultOf(Awaitable<T, X> started, Outcome<T> outcome)
            throws X {
        return started instanceof Task<?> || started instanceof Coroutine<?>
                ? outcome.get()
                : Async.<T, X>resultOf(outcome);
    }

    // Starting tasks

    /**
     * Starts a body as a task of the current loop. It does not begin before the caller suspends. It is detached: its
     * failure never touches the caller, and the caller's end does not wait for it. Mirrors {@code asyncio.create_task}.
     *
     * @param <T> the type of the value
     * @param body what it runs; a {@link Coroutine} is started
     * @return the task
     * @throws IllegalStateException on a thread that belongs to no loop
     */
    public static <T extends @Nullable Object> Task<T> createTask(Awaitable<T, ?> body) {
        return Bodies.start(Bodies.host("createTask()"), null, body);
    }

    /**
     * As {@link #createTask(Awaitable)}, with a name.
     *
     * @param <T> the type of the value
     * @param name the task's name
     * @param body what it runs
     * @return the task
     */
    public static <T extends @Nullable Object> Task<T> createTask(String name, Awaitable<T, ?> body) {
        return Bodies.start(Bodies.host("createTask()"), Objects.requireNonNull(name, "name"), body);
    }

    /**
     * As {@link #createTask(Awaitable)}, for a body without a value.
     *
     * @param body what it runs
     * @return the task
     */
    public static Task<@Nullable Void> createTask(Action<?> body) {
        return Bodies.start(Bodies.host("createTask()"), null, body);
    }

    /**
     * As {@link #createTask(String, Awaitable)}, for a body without a value.
     *
     * @param name the task's name
     * @param body what it runs
     * @return the task
     */
    public static Task<@Nullable Void> createTask(String name, Action<?> body) {
        return Bodies.start(Bodies.host("createTask()"), Objects.requireNonNull(name, "name"), body);
    }

    /**
     * As {@link #createTask(Awaitable)}, for a Kotlin suspend function.
     *
     * @param <T> the type of the value
     * @param call calls the function
     * @return the task
     */
    public static <T extends @Nullable Object> Task<T> createTask(SuspendCall<T> call) {
        return Bodies.start(Bodies.host("createTask()"), null, call);
    }

    /**
     * As {@link #createTask(String, Awaitable)}, for a Kotlin suspend function.
     *
     * @param <T> the type of the value
     * @param name the task's name
     * @param call calls the function
     * @return the task
     */
    public static <T extends @Nullable Object> Task<T> createTask(String name, SuspendCall<T> call) {
        return Bodies.start(Bodies.host("createTask()"), Objects.requireNonNull(name, "name"), call);
    }

    // Awaiting

    /**
     * Calls a Kotlin suspend function, suspending the calling body when the function suspends. Cancelling the caller's
     * task cancels this call; what the function then does decides: it may clean up, or return a value all the same. That
     * value counts, and the request is met at the caller's next wait, if there is one.
     *
     * @param <T> the type of the value
     * @param call calls the function
     * @return its value; null for a function of {@code Unit}
     * @throws AsyncTimeoutException for a timeout of Kotlin's that the function lets out
     * @throws java.util.concurrent.CompletionException around a checked exception; unchecked ones and errors are thrown as
     *     they are, the same object
     * @throws IllegalStateException outside a body
     */
    public static <T extends @Nullable Object> T await(SuspendCall<T> call) {
        BodyTask<?> body = Bodies.current("Async.await()");
        Objects.requireNonNull(call, "call");
        try {
            return callIn(body, call);
        } catch (Exception e) {
            throw Failures.unchecked(e);
        }
    }

    /**
     * As {@link #await(SuspendCall)}, for a function that may throw a checked exception.
     *
     * @param <T> the type of the value
     * @param <X> the type of the exception
     * @param type the type of the exception, thrown as itself
     * @param call calls the function
     * @return its value
     * @throws X if the function throws one
     */
    public static <T extends @Nullable Object, X extends Exception> T await(Class<X> type, SuspendCall<T> call)
            throws X {
        BodyTask<?> body = Bodies.current("Async.await()");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(call, "call");
        try {
            return callIn(body, call);
        } catch (Exception e) {
            throw Failures.typed(type, e);
        }
    }

    /** Calls a suspend function as part of the body's task. */
    @SuppressWarnings({"unchecked", "NullAway"}) // null stands for Unit
    static <T extends @Nullable Object> T callIn(BodyTask<?> body, SuspendCall<T> call) throws Exception {
        try {
            return (T) SuspendWaiter.<T>await(body, call::invoke);
        } catch (TimeoutCancellationException e) {
            if (body.isJobCancelled()) {
                throw e; // a timeout around the body, which is a cancellation to those within
            }
            throw (RuntimeException) Failures.translate(e);
        }
    }

    /**
     * Gives the value of a stage, suspending the calling body until it is complete. Cancelling the caller's task cancels
     * the stage, if it is a {@code Future}. Mirrors awaiting {@code asyncio.wrap_future}.
     *
     * @param <T> the type of the value
     * @param stage any stage; may complete on any thread
     * @return its value
     * @throws java.util.concurrent.CompletionException around a checked exception; unchecked ones and errors are thrown as
     *     they are, without the {@code CompletionException} that stages put around them
     * @throws CancellationException if the stage is cancelled
     * @throws IllegalStateException outside a body
     */
    public static <T extends @Nullable Object> T await(CompletionStage<? extends T> stage) {
        BodyTask<?> body = Bodies.current("Async.await()");
        return StageWaiter.await(body, Objects.requireNonNull(stage, "stage"));
    }

    // Combining

    /**
     * Runs all of them at once, as tasks of their own, and gives their values in the order of the arguments. Suspends
     * until all are done or the first fails; then that failure is thrown at once, while <b>the others go on</b>, and what
     * becomes of them is not reported. Consider a {@link TaskGroup}. Cancelling the caller cancels all of them.
     *
     * <p>A task is gathered as it is; the same object given twice runs once. Mirrors {@code asyncio.gather}.
     *
     * @param <T> the common type of the values
     * @param bodies lambdas, tasks, coroutines or other awaitables
     * @return their values; empty for none
     * @throws CancellationException also if one of them is cancelled
     * @throws java.util.concurrent.CompletionException around a checked exception
     * @throws NullPointerException if one is null; none is started then
     * @throws IllegalArgumentException if one is a task of another loop; none is started then
     * @throws IllegalStateException outside a body
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public static <T extends @Nullable Object> List<T> gather(Awaitable<? extends T, ?>... bodies) {
        return gather(Arrays.asList(bodies));
    }

    /**
     * As {@link #gather(Awaitable[])}, for Kotlin suspend functions.
     *
     * @param <T> the common type of the values
     * @param calls each calls a function
     * @return their values
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public static <T extends @Nullable Object> List<T> gather(SuspendCall<? extends T>... calls) {
        TaskHost host = Bodies.current("gather()").host();
        return Gathering.values(Gathering.suspending(host, Arrays.asList(calls)));
    }

    /**
     * As {@link #gather(Awaitable[])}.
     *
     * @param <T> the common type of the values
     * @param bodies lambdas, tasks, coroutines or other awaitables
     * @return their values, in the order of iteration
     */
    public static <T extends @Nullable Object> List<T> gather(Collection<? extends Awaitable<? extends T, ?>> bodies) {
        TaskHost host = Bodies.current("gather()").host();
        return Gathering.values(Gathering.<T>tasks(host, bodies));
    }

    /**
     * As {@link #gather(Awaitable[])}, for bodies without values.
     *
     * @param bodies what to run at once
     */
    public static void gather(Action<?>... bodies) {
        Bodies.current("gather()");
        gather(Gathering.coroutines(bodies));
    }

    /**
     * As {@link #gather(Awaitable[])}, but waits for all, and gives how each of them ended: a failure is a value here.
     * Cancelling the caller cancels all of them, and throws once all are done. Mirrors {@code gather(...,
     * return_exceptions=True)}.
     *
     * @param <T> the common type of the values
     * @param bodies lambdas, tasks, coroutines or other awaitables
     * @return their outcomes, in the order of the arguments
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public static <T extends @Nullable Object> List<Outcome<T>> gatherOutcomes(Awaitable<? extends T, ?>... bodies) {
        return gatherOutcomes(Arrays.asList(bodies));
    }

    /**
     * As {@link #gatherOutcomes(Awaitable[])}, for Kotlin suspend functions.
     *
     * @param <T> the common type of the values
     * @param calls each calls a function
     * @return their outcomes
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public static <T extends @Nullable Object> List<Outcome<T>> gatherOutcomes(SuspendCall<? extends T>... calls) {
        TaskHost host = Bodies.current("gatherOutcomes()").host();
        return Gathering.outcomes(Gathering.suspending(host, Arrays.asList(calls)));
    }

    /**
     * As {@link #gatherOutcomes(Awaitable[])}.
     *
     * @param <T> the common type of the values
     * @param bodies lambdas, tasks, coroutines or other awaitables
     * @return their outcomes, in the order of iteration
     */
    public static <T extends @Nullable Object> List<Outcome<T>> gatherOutcomes(
            Collection<? extends Awaitable<? extends T, ?>> bodies) {
        TaskHost host = Bodies.current("gatherOutcomes()").host();
        return Gathering.outcomes(Gathering.<T>tasks(host, bodies));
    }

    /**
     * Waits until all of the tasks are done, in whichever way. Suspends. Never throws what a task failed with and never
     * cancels one, not even when the caller is cancelled. Duplicates count once. Mirrors {@code asyncio.wait}.
     *
     * @param <K> the type of the tasks
     * @param tasks at least one, of this loop
     * @return which are done and which are not, when the caller goes on
     * @throws IllegalArgumentException if there is none, or something else than a task among them
     * @throws IllegalStateException outside a body, or for the caller itself or a task of another loop
     */
    public static <K extends Task<?>> WaitResult<K> wait(Collection<? extends K> tasks) {
        return Waiting.run(tasks, null, ReturnWhen.ALL_COMPLETED);
    }

    /**
     * As {@link #wait(Collection)}, until what {@code when} says.
     *
     * @param <K> the type of the tasks
     * @param tasks at least one, of this loop
     * @param when when to return
     * @return which are done and which are not
     */
    public static <K extends Task<?>> WaitResult<K> wait(Collection<? extends K> tasks, ReturnWhen when) {
        return Waiting.run(tasks, null, Objects.requireNonNull(when, "when"));
    }

    /**
     * As {@link #wait(Collection)}, for at most the given time; when it is up, returns what there is.
     *
     * @param <K> the type of the tasks
     * @param tasks at least one, of this loop
     * @param timeout zero or negative for one turn
     * @return which are done and which are not
     */
    public static <K extends Task<?>> WaitResult<K> wait(Collection<? extends K> tasks, Duration timeout) {
        return Waiting.run(tasks, Objects.requireNonNull(timeout, "timeout"), ReturnWhen.ALL_COMPLETED);
    }

    /**
     * As {@link #wait(Collection, Duration)}, until what {@code when} says.
     *
     * @param <K> the type of the tasks
     * @param tasks at least one, of this loop
     * @param timeout zero or negative for one turn
     * @param when when to return
     * @return which are done and which are not
     */
    public static <K extends Task<?>> WaitResult<K> wait(
            Collection<? extends K> tasks, Duration timeout, ReturnWhen when) {
        return Waiting.run(tasks, Objects.requireNonNull(timeout, "timeout"), Objects.requireNonNull(when, "when"));
    }

    /**
     * The tasks in the order in which they finish, those that are done already first. {@code next()} suspends until there
     * is one; the task that it gives is done. Iterates once: a second loop goes on where the first one stopped. Cancels
     * nothing. Mirrors {@code asyncio.as_completed}, as an iterator.
     *
     * @param <K> the type of the tasks
     * @param tasks of this loop; duplicates count once
     * @return to be iterated by the calling body
     * @throws IllegalStateException outside a body, or for the caller itself or a task of another loop
     */
    public static <K extends Task<?>> Iterable<K> asCompleted(Collection<? extends K> tasks) {
        Iterator<K> iterator = new AsCompleted<>(tasks, null);
        return () -> iterator;
    }

    /**
     * As {@link #asCompleted(Collection)}, for at most the given time, counted from this call; when it is up, {@code
     * next()} throws {@link AsyncTimeoutException} as long as no other task is done. Tasks go on.
     *
     * @param <K> the type of the tasks
     * @param tasks of this loop
     * @param timeout for all of them together
     * @return to be iterated by the calling body
     */
    public static <K extends Task<?>> Iterable<K> asCompleted(Collection<? extends K> tasks, Duration timeout) {
        Iterator<K> iterator = new AsCompleted<>(tasks, Objects.requireNonNull(timeout, "timeout"));
        return () -> iterator;
    }

    // Limits

    /**
     * Runs a body in the caller's own task for at most the given time, as {@link #timeout(Duration, Awaitable)} does;
     * awaits a {@link Task} likewise, and cancels it when the time is up. With a limit of zero or less, a task that is done
     * gives its value, and nothing else is even entered. Mirrors {@code asyncio.wait_for}.
     *
     * @param <T> the type of the value
     * @param <X> the checked exception that the body throws
     * @param body a lambda, a task, or another awaitable
     * @param limit how long it may take
     * @return its value
     * @throws X what the body throws, as it is
     * @throws AsyncTimeoutException if it takes longer; thrown when its clean-up is done, however long that takes
     * @throws IllegalStateException outside a body
     */
    public static <T extends @Nullable Object, X extends Exception> T waitFor(Awaitable<T, X> body, Duration limit)
            throws X {
        BodyTask<?> caller = Bodies.current("waitFor()");
        Objects.requireNonNull(body, "body");
        if (limit.isNegative() || limit.isZero()) {
            return LateWait.now(caller, body, limit);
        }
        return Timeout.run(caller, limit, timeout -> body.await());
    }

    /**
     * Runs a body in the caller's own task for at most the given time. When it is up, the task is asked to cancel; if the
     * {@link CancellationException} leaves the body, it becomes an {@link AsyncTimeoutException}, and if the body returns
     * a value all the same, that counts. A body that never suspends is not limited. Mirrors {@code asyncio.timeout}.
     *
     * @param <T> the type of the value
     * @param <X> the checked exception that the body throws
     * @param limit how long it may take; zero or negative: until its first suspension
     * @param body what to run
     * @return its value
     * @throws X what the body throws, as it is
     * @throws AsyncTimeoutException if it takes longer, and nobody else cancelled the task
     * @throws IllegalStateException outside a body
     */
    public static <T extends @Nullable Object, X extends Exception> T timeout(Duration limit, Awaitable<T, X> body)
            throws X {
        Objects.requireNonNull(body, "body");
        return Timeout.run(Bodies.current("timeout()"), limit, timeout -> body.await());
    }

    /**
     * As {@link #timeout(Duration, Awaitable)}, for a body without a value.
     *
     * @param <X> the checked exception that the body throws
     * @param limit how long it may take
     * @param body what to run
     * @throws X what the body throws, as it is
     */
    public static <X extends Exception> void timeout(Duration limit, Action<X> body) throws X {
        Objects.requireNonNull(body, "body");
        timeout(limit, Bodies.withoutValue(body));
    }

    /**
     * As {@link #timeout(Duration, Awaitable)}, for a body that moves its own limit.
     *
     * @param <T> the type of the value
     * @param <X> the checked exception that the body throws
     * @param limit how long it may take, unless it moves that
     * @param body gets its time limit
     * @return its value
     * @throws X what the body throws, as it is
     */
    @SuppressWarnings("overloads") // a block lambda either returns a value or does not
    public static <T extends @Nullable Object, X extends Exception> T timeout(Duration limit, Timeout.Body<T, X> body)
            throws X {
        return Timeout.run(Bodies.current("timeout()"), limit, Objects.requireNonNull(body, "body"));
    }

    /**
     * As {@link #timeout(Duration, Timeout.Body)}, for a body without a value.
     *
     * @param <X> the checked exception that the body throws
     * @param limit how long it may take, unless it moves that
     * @param body gets its time limit
     * @throws X what the body throws, as it is
     */
    @SuppressWarnings("overloads")
    public static <X extends Exception> void timeout(Duration limit, Timeout.VoidBody<X> body) throws X {
        Objects.requireNonNull(body, "body");
        Timeout.<@Nullable Void, X>run(
                Bodies.current("timeout()"),
                limit,
                timeout -> Bodies.<X>withoutValue(() -> body.run(timeout)).await());
    }

    /**
     * Waits for something without passing cancellation on: when the caller is cancelled, it gets its {@link
     * CancellationException} at once, and what it waited for goes on. A task is waited for as it is; anything else is
     * started as a task. Suspends. Does not protect from the end of {@link #run}. Mirrors {@code asyncio.shield}.
     *
     * @param <T> the type of the value
     * @param <X> the checked exception that the body throws
     * @param body a lambda, a task, or another awaitable
     * @return its value
     * @throws X what the body throws, as it is
     * @throws IllegalStateException outside a body
     */
    public static <T extends @Nullable Object, X extends Exception> T shield(Awaitable<T, X> body) throws X {
        BodyTask<?> caller = Bodies.current("shield()");
        Task<T> task = body instanceof Task<?> given ? Bodies.same(given) : Bodies.start(caller.host(), null, body);
        task.ensureAwaitable(caller);
        task.join(caller, false);
        return resultOf(body, task.settled());
    }

    /**
     * Runs a body in the caller's own task without being cancelled; suspends when the body does. Requests that come meanwhile are delivered at the
     * first suspension after it. The caller stays until the work is done, unlike with {@link #shield}. Mirrors kotlinx's
     * {@code withContext(NonCancellable)}; asyncio has none.
     *
     * @param <T> the type of the value
     * @param <X> the checked exception that the body throws
     * @param body what to run
     * @return its value
     * @throws X what the body throws, as it is
     * @throws IllegalStateException outside a body
     */
    public static <T extends @Nullable Object, X extends Exception> T uncancellable(Awaitable<T, X> body) throws X {
        Objects.requireNonNull(body, "body");
        return Bodies.current("uncancellable()").<T, X>masked(body::await);
    }

    /**
     * As {@link #uncancellable(Awaitable)}, for a body without a value.
     *
     * @param <X> the checked exception that the body throws
     * @param body what to run
     * @throws X what the body throws, as it is
     */
    public static <X extends Exception> void uncancellable(Action<X> body) throws X {
        Objects.requireNonNull(body, "body");
        uncancellable(Bodies.withoutValue(body));
    }

    // Context

    /**
     * Runs a body under other elements of context, and returns its value. Suspends until it is done.
     *
     * <p>Elements such as a name, or a thread-local's element, are in force for the body, which is part of the caller's
     * task. Another dispatcher makes the body a task of its own there: confined on that of an {@link EventLoop}, on a
     * thread of its own elsewhere. Cancelling the caller cancels it, and interrupts its thread if it is blocked outside a
     * loop. {@code NonCancellable} is {@link #uncancellable}. Mirrors kotlinx's {@code withContext}.
     *
     * @param <T> the type of the value
     * @param <X> the checked exception that the body throws
     * @param context a dispatcher or other elements
     * @param body what to run
     * @return its value
     * @throws X what the body throws, as it is
     * @throws IllegalArgumentException if there is another job than {@code NonCancellable} in the context
     * @throws IllegalStateException outside a body
     */
    public static <T extends @Nullable Object, X extends Exception> T withContext(
            CoroutineContext context, Awaitable<T, X> body) throws X {
        BodyTask<?> caller = Bodies.current("withContext()");
        return ContextSwitch.run(
                caller, Objects.requireNonNull(context, "context"), Objects.requireNonNull(body, "body"));
    }

    /**
     * As {@link #withContext(CoroutineContext, Awaitable)}, for a body without a value.
     *
     * @param <X> the checked exception that the body throws
     * @param context a dispatcher or other elements
     * @param body what to run
     * @throws X what the body throws, as it is
     */
    public static <X extends Exception> void withContext(CoroutineContext context, Action<X> body) throws X {
        Objects.requireNonNull(body, "body");
        withContext(context, Bodies.withoutValue(body));
    }

    // Sleeping, yielding, threads

    /**
     * Suspends for a time; the loop goes on. Zero or less gives up one turn. A duration beyond 146 years is for ever.
     * Mirrors {@code asyncio.sleep}.
     *
     * @param duration how long
     * @throws IllegalStateException outside a body
     */
    public static void sleep(Duration duration) {
        BodyTask<?> body = Bodies.current("sleep()");
        if (duration.isNegative() || duration.isZero()) {
            new YieldWaiter(body).await();
            return;
        }
        Waiter sleep = new Sleep(body, duration);
        TimerHandle timer = body.host().after(Durations.toNanos(duration), sleep);
        try {
            sleep.await();
        } catch (Throwable e) {
            timer.cancel();
            throw e;
        }
    }

    private static final class Sleep extends Waiter {

        private final Duration duration;

        Sleep(BodyTask<?> body, Duration duration) {
            super(body);
            this.duration = duration;
        }

        @Override
        public String describe() {
            return "sleep of " + duration;
        }
    }

    /**
     * Lets everything else that is ready run once, then goes on. Suspends for that long. Mirrors {@code asyncio.sleep(0)}.
     *
     * @throws IllegalStateException outside a body
     */
    public static void yieldNow() {
        new YieldWaiter(Bodies.current("yieldNow()")).await();
    }

    /**
     * Runs blocking or CPU-heavy code on a thread of its own, and suspends until it is done. That thread belongs to no
     * loop: the code cannot suspend there. Context elements that install themselves on threads are in force. When the
     * caller is cancelled, it goes on at once; the call runs to its end, and its result is dropped. {@link #run} waits for
     * it before it returns, up to 300 s. Mirrors {@code asyncio.to_thread}.
     *
     * @param <T> the type of the value
     * @param <X> the checked exception that the code throws
     * @param call the code
     * @return its value
     * @throws X what the code throws, as it is
     * @throws IllegalStateException outside a body
     */
    public static <T extends @Nullable Object, X extends Exception> T toThread(Awaitable<T, X> call) throws X {
        return ThreadCall.run(Bodies.current("toThread()"), Objects.requireNonNull(call, "call"));
    }

    /**
     * As {@link #toThread(Awaitable)}, for code without a value.
     *
     * @param <X> the checked exception that the code throws
     * @param call the code
     * @throws X what the code throws, as it is
     */
    public static <X extends Exception> void toThread(Action<X> call) throws X {
        Objects.requireNonNull(call, "call");
        toThread(Bodies.withoutValue(call));
    }

    // Looking

    /**
     * The task that the calling body belongs to. Neither suspends nor blocks. Mirrors {@code asyncio.current_task}.
     *
     * @return the task
     * @throws IllegalStateException outside a body
     */
    public static Task<?> currentTask() {
        return Bodies.taskOf(Bodies.current("currentTask()"));
    }

    /**
     * The tasks of the current loop that are not done, the calling one included. Neither suspends nor blocks. Mirrors {@code asyncio.all_tasks}.
     *
     * @return a snapshot, oldest first
     * @throws IllegalStateException on a thread that belongs to no loop
     */
    public static Set<Task<?>> allTasks() {
        return EventLoop.pendingTasks(Bodies.host("allTasks()"));
    }
}
