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
import org.jspecify.annotations.Nullable;
import suspension.bridge.loop.Durations;
import suspension.bridge.task.BodyTask;
import suspension.bridge.task.Failures;
import suspension.bridge.task.Handle;
import suspension.bridge.task.TaskHost;
import suspension.bridge.task.Waiter;
import suspension.bridge.task.YieldWaiter;
import suspension.internal.Callers;

/**
 * asyncio's functions for Java, made for static import. {@link #run} starts a loop. Everything else is called in bodies
 * that run on a loop, and works like asyncio's function of the same name.
 *
 * <p>A lambda without a parameter is a Java body. A lambda with one parameter calls a Kotlin suspend function and
 * passes the continuation on:
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
     * Runs a body on a fresh loop, and blocks the calling thread until the body is done. However the body ends, the
     * tasks that are left are cancelled and awaited, with no time limit. Then the loop is closed, with everything that
     * {@link EventLoop#close()} says.
     *
     * <p>Interrupting the thread cancels the body once. The thread waits for the body's clean-up, and its interrupt
     * flag stays set. A second interrupt ends the wait with a {@link CancellationException}.
     *
     * <p>A {@code VirtualMachineError} in any task, other than a stack overflow, ends the loop and is thrown here. The
     * body sees a copy of the calling thread's {@link ContextVar} values. Mirrors {@code asyncio.run}.
     *
     * @param <T> the type of the value
     * @param <X> the checked exception that the body throws
     * @param main the body
     * @return its value
     * @throws X what the body throws, as it is
     * @throws CancellationException if the body ends by cancellation, or at a second interrupt
     * @throws IllegalStateException on a thread that runs a loop, and on a thread of Reactor's or RxJava's that must not
     *     block; nothing is started then
     */
    public static <T extends @Nullable Object, X extends Exception> T run(Awaitable<T, X> main) throws X {
        return MainRun.resultOf(main, MainRun.onFreshLoop(host -> Tasks.<T>start(host, null, main)));
    }

    /**
     * Like {@link #run(Awaitable)}, for a body without a value.
     *
     * @param <X> the checked exception that the body throws
     * @param main the body
     * @throws X what the body throws, as it is
     */
    public static <X extends Exception> void run(Action<X> main) throws X {
        MainRun.<@Nullable Void, X>resultOf(MainRun.onFreshLoop(host -> Tasks.start(host, null, main)));
    }

    /**
     * Like {@link #run(Awaitable)}, for a Kotlin suspend function.
     *
     * @param <T> the type of the value
     * @param main calls the function
     * @return its value; null for a function of {@code Unit}
     * @throws java.util.concurrent.CompletionException around a checked exception
     */
    public static <T extends @Nullable Object> T run(SuspendCall<T> main) {
        return MainRun.onFreshLoop((TaskHost host) -> Tasks.<T>start(host, null, main))
                .get();
    }

    // Starting tasks

    /**
     * Starts a body as a task of the current loop. Neither suspends nor blocks. The body does not begin before the
     * caller suspends. The task is detached: its failure never touches the caller, and the caller's end does not wait
     * for it. Mirrors {@code asyncio.create_task}.
     *
     * @param <T> the type of the value
     * @param body what the task runs; a {@link Coroutine} is started
     * @return the task
     * @throws IllegalStateException on a thread that belongs to no loop
     */
    public static <T extends @Nullable Object> Task<T> createTask(Awaitable<T, ?> body) {
        return Tasks.start(Callers.host("createTask()"), null, body);
    }

    /**
     * Like {@link #createTask(Awaitable)}, with a name.
     *
     * @param <T> the type of the value
     * @param name the task's name
     * @param body what the task runs
     * @return the task
     */
    public static <T extends @Nullable Object> Task<T> createTask(String name, Awaitable<T, ?> body) {
        return Tasks.start(Callers.host("createTask()"), Objects.requireNonNull(name, "name"), body);
    }

    /**
     * Like {@link #createTask(Awaitable)}, for a body without a value.
     *
     * @param body what the task runs
     * @return the task
     */
    public static Task<@Nullable Void> createTask(Action<?> body) {
        return Tasks.start(Callers.host("createTask()"), null, body);
    }

    /**
     * Like {@link #createTask(String, Awaitable)}, for a body without a value.
     *
     * @param name the task's name
     * @param body what the task runs
     * @return the task
     */
    public static Task<@Nullable Void> createTask(String name, Action<?> body) {
        return Tasks.start(Callers.host("createTask()"), Objects.requireNonNull(name, "name"), body);
    }

    /**
     * Like {@link #createTask(Awaitable)}, for a Kotlin suspend function.
     *
     * @param <T> the type of the value
     * @param call calls the function
     * @return the task
     */
    public static <T extends @Nullable Object> Task<T> createTask(SuspendCall<T> call) {
        return Tasks.start(Callers.host("createTask()"), null, call);
    }

    /**
     * Like {@link #createTask(String, Awaitable)}, for a Kotlin suspend function.
     *
     * @param <T> the type of the value
     * @param name the task's name
     * @param call calls the function
     * @return the task
     */
    public static <T extends @Nullable Object> Task<T> createTask(String name, SuspendCall<T> call) {
        return Tasks.start(Callers.host("createTask()"), Objects.requireNonNull(name, "name"), call);
    }

    // Awaiting

    /**
     * Calls a Kotlin suspend function. The calling body suspends when the function suspends. Cancelling the caller's
     * task cancels this call, and the function decides what follows: it may clean up, or return a value all the same.
     * That value counts, and the caller's next wait, if there is one, meets the request.
     *
     * @param <T> the type of the value
     * @param call calls the function
     * @return its value; null for a function of {@code Unit}
     * @throws AsyncTimeoutException if the function lets a timeout of Kotlin's out
     * @throws java.util.concurrent.CompletionException around a checked exception; unchecked ones and errors are thrown
     *     as they are, the same object
     * @throws IllegalStateException outside a body
     */
    public static <T extends @Nullable Object> T await(SuspendCall<T> call) {
        BodyTask<?> body = Callers.body("Async.await()");
        Objects.requireNonNull(call, "call");
        try {
            return BodyCalls.await(body, call);
        } catch (Exception e) {
            throw Failures.unchecked(e);
        }
    }

    /**
     * Like {@link #await(SuspendCall)}, for a function that may throw a checked exception.
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
        BodyTask<?> body = Callers.body("Async.await()");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(call, "call");
        try {
            return BodyCalls.await(body, call);
        } catch (Exception e) {
            throw Failures.typed(type, e);
        }
    }

    /**
     * Returns the value of a stage. Suspends the calling body until the stage is complete; does not suspend if it is.
     * Cancelling the caller's task cancels the stage, if it is a {@code Future}. Mirrors awaiting
     * {@code asyncio.wrap_future}.
     *
     * @param <T> the type of the value
     * @param stage any stage; it may complete on any thread
     * @return its value
     * @throws java.util.concurrent.CompletionException around a checked exception; unchecked ones and errors are thrown
     *     as they are, without the {@code CompletionException} that stages put around them
     * @throws CancellationException if the stage is cancelled
     * @throws IllegalStateException outside a body
     */
    public static <T extends @Nullable Object> T await(CompletionStage<? extends T> stage) {
        BodyTask<?> body = Callers.body("Async.await()");
        return StageWaiter.await(body, Objects.requireNonNull(stage, "stage"));
    }

    // Combining

    /**
     * Runs all bodies at once, each as a task of its own, and returns their values in the order of the arguments.
     * Suspends until all are done, or until the first one fails. That failure is thrown at once, while <b>the others go
     * on</b>, and their failures are not reported. Consider a {@link TaskGroup}. Cancelling the caller cancels all of
     * them.
     *
     * <p>A task is gathered as it is. An object that is given twice runs once. Mirrors {@code asyncio.gather}.
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
     * Like {@link #gather(Awaitable[])}, for Kotlin suspend functions.
     *
     * @param <T> the common type of the values
     * @param calls each calls a function
     * @return their values
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public static <T extends @Nullable Object> List<T> gather(SuspendCall<? extends T>... calls) {
        TaskHost host = Callers.body("gather()").host();
        return GatherWaiter.values(Gather.suspending(host, Arrays.asList(calls)));
    }

    /**
     * Like {@link #gather(Awaitable[])}, for a collection.
     *
     * @param <T> the common type of the values
     * @param bodies lambdas, tasks, coroutines or other awaitables
     * @return their values, in the order of iteration
     */
    public static <T extends @Nullable Object> List<T> gather(Collection<? extends Awaitable<? extends T, ?>> bodies) {
        TaskHost host = Callers.body("gather()").host();
        return GatherWaiter.values(Gather.<T>tasks(host, bodies));
    }

    /**
     * Like {@link #gather(Awaitable[])}, for bodies without values.
     *
     * @param bodies what to run at once
     */
    public static void gather(Action<?>... bodies) {
        Callers.body("gather()");
        gather(Gather.coroutines(bodies));
    }

    /**
     * Runs unlike bodies at once, each as a task of its own, and combines their values. Works like
     * {@link #gather(Awaitable[])}: suspends until all are done, or until the first one fails, and then throws that failure
     * itself, while the others go on.
     *
     * <pre>{@code
     * Page page = gather(() -> user(7), () -> cart(7), (user, cart) -> new Page(user, cart));
     * }</pre>
     *
     * @param <A> the type of the first value
     * @param <B> the type of the second value
     * @param <R> the type of the result
     * @param <X> the checked exception that the combiner throws
     * @param first a lambda, a task, a coroutine or another awaitable
     * @param second another one
     * @param combiner gets the values, in the calling body
     * @return what the combiner returns
     * @throws X what the combiner throws, as it is
     * @throws CancellationException also if one of them is cancelled
     * @throws java.util.concurrent.CompletionException around a checked exception of a body
     * @throws IllegalArgumentException if one is a task of another loop; none is started then
     * @throws IllegalStateException outside a body
     */
    public static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    R extends @Nullable Object,
                    X extends Exception>
            R gather(Awaitable<A, ?> first, Awaitable<B, ?> second, Combiner.OfTwo<? super A, ? super B, R, X> combiner)
                    throws X {
        Objects.requireNonNull(combiner, "combiner");
        List<@Nullable Object> values = Gather.values(first, second);
        return combiner.combine(Gather.<A>cast(values.get(0)), Gather.<B>cast(values.get(1)));
    }

    /**
     * Like {@link #gather(Awaitable, Awaitable, Combiner.OfTwo)}, for Kotlin suspend functions. The combiner tells javac
     * the types: name them in a lambda, {@code (User user, Cart cart) -> ...}, or give a constructor, {@code Page::new}.
     * For a body beside a function, wrap the function: {@code Coroutine.suspending(c -> ...)}.
     *
     * @param <A> the type of the first value
     * @param <B> the type of the second value
     * @param <R> the type of the result
     * @param <X> the checked exception that the combiner throws
     * @param first calls a function
     * @param second calls another one
     * @param combiner gets the values, in the calling body
     * @return what the combiner returns
     * @throws X what the combiner throws, as it is
     */
    public static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    R extends @Nullable Object,
                    X extends Exception>
            R gather(SuspendCall<A> first, SuspendCall<B> second, Combiner.OfTwo<? super A, ? super B, R, X> combiner)
                    throws X {
        Objects.requireNonNull(combiner, "combiner");
        List<@Nullable Object> values = Gather.suspendValues(first, second);
        return combiner.combine(Gather.<A>cast(values.get(0)), Gather.<B>cast(values.get(1)));
    }

    /**
     * Like {@link #gather(Awaitable, Awaitable, Combiner.OfTwo)}, for three.
     *
     * @param <A> the type of the first value
     * @param <B> the type of the second value
     * @param <C> the type of the third value
     * @param <R> the type of the result
     * @param <X> the checked exception that the combiner throws
     * @param first the first
     * @param second the second
     * @param third the third
     * @param combiner gets the values, in the calling body
     * @return what the combiner returns
     * @throws X what the combiner throws, as it is
     */
    public static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    R extends @Nullable Object,
                    X extends Exception>
            R gather(
                    Awaitable<A, ?> first,
                    Awaitable<B, ?> second,
                    Awaitable<C, ?> third,
                    Combiner.OfThree<? super A, ? super B, ? super C, R, X> combiner)
                    throws X {
        Objects.requireNonNull(combiner, "combiner");
        List<@Nullable Object> values = Gather.values(first, second, third);
        return combiner.combine(
                Gather.<A>cast(values.get(0)), Gather.<B>cast(values.get(1)), Gather.<C>cast(values.get(2)));
    }

    /**
     * Like {@link #gather(SuspendCall, SuspendCall, Combiner.OfTwo)}, for three.
     *
     * @param <A> the type of the first value
     * @param <B> the type of the second value
     * @param <C> the type of the third value
     * @param <R> the type of the result
     * @param <X> the checked exception that the combiner throws
     * @param first the first
     * @param second the second
     * @param third the third
     * @param combiner gets the values, in the calling body
     * @return what the combiner returns
     * @throws X what the combiner throws, as it is
     */
    public static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    R extends @Nullable Object,
                    X extends Exception>
            R gather(
                    SuspendCall<A> first,
                    SuspendCall<B> second,
                    SuspendCall<C> third,
                    Combiner.OfThree<? super A, ? super B, ? super C, R, X> combiner)
                    throws X {
        Objects.requireNonNull(combiner, "combiner");
        List<@Nullable Object> values = Gather.suspendValues(first, second, third);
        return combiner.combine(
                Gather.<A>cast(values.get(0)), Gather.<B>cast(values.get(1)), Gather.<C>cast(values.get(2)));
    }

    /**
     * Like {@link #gather(Awaitable, Awaitable, Combiner.OfTwo)}, for four.
     *
     * @param <A> the type of the first value
     * @param <B> the type of the second value
     * @param <C> the type of the third value
     * @param <D> the type of the fourth value
     * @param <R> the type of the result
     * @param <X> the checked exception that the combiner throws
     * @param first the first
     * @param second the second
     * @param third the third
     * @param fourth the fourth
     * @param combiner gets the values, in the calling body
     * @return what the combiner returns
     * @throws X what the combiner throws, as it is
     */
    public static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    R extends @Nullable Object,
                    X extends Exception>
            R gather(
                    Awaitable<A, ?> first,
                    Awaitable<B, ?> second,
                    Awaitable<C, ?> third,
                    Awaitable<D, ?> fourth,
                    Combiner.OfFour<? super A, ? super B, ? super C, ? super D, R, X> combiner)
                    throws X {
        Objects.requireNonNull(combiner, "combiner");
        List<@Nullable Object> values = Gather.values(first, second, third, fourth);
        return combiner.combine(
                Gather.<A>cast(values.get(0)),
                Gather.<B>cast(values.get(1)),
                Gather.<C>cast(values.get(2)),
                Gather.<D>cast(values.get(3)));
    }

    /**
     * Like {@link #gather(SuspendCall, SuspendCall, Combiner.OfTwo)}, for four.
     *
     * @param <A> the type of the first value
     * @param <B> the type of the second value
     * @param <C> the type of the third value
     * @param <D> the type of the fourth value
     * @param <R> the type of the result
     * @param <X> the checked exception that the combiner throws
     * @param first the first
     * @param second the second
     * @param third the third
     * @param fourth the fourth
     * @param combiner gets the values, in the calling body
     * @return what the combiner returns
     * @throws X what the combiner throws, as it is
     */
    public static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    R extends @Nullable Object,
                    X extends Exception>
            R gather(
                    SuspendCall<A> first,
                    SuspendCall<B> second,
                    SuspendCall<C> third,
                    SuspendCall<D> fourth,
                    Combiner.OfFour<? super A, ? super B, ? super C, ? super D, R, X> combiner)
                    throws X {
        Objects.requireNonNull(combiner, "combiner");
        List<@Nullable Object> values = Gather.suspendValues(first, second, third, fourth);
        return combiner.combine(
                Gather.<A>cast(values.get(0)),
                Gather.<B>cast(values.get(1)),
                Gather.<C>cast(values.get(2)),
                Gather.<D>cast(values.get(3)));
    }

    /**
     * Like {@link #gather(Awaitable, Awaitable, Combiner.OfTwo)}, for five.
     *
     * @param <A> the type of the first value
     * @param <B> the type of the second value
     * @param <C> the type of the third value
     * @param <D> the type of the fourth value
     * @param <E> the type of the fifth value
     * @param <R> the type of the result
     * @param <X> the checked exception that the combiner throws
     * @param first the first
     * @param second the second
     * @param third the third
     * @param fourth the fourth
     * @param fifth the fifth
     * @param combiner gets the values, in the calling body
     * @return what the combiner returns
     * @throws X what the combiner throws, as it is
     */
    public static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    R extends @Nullable Object,
                    X extends Exception>
            R gather(
                    Awaitable<A, ?> first,
                    Awaitable<B, ?> second,
                    Awaitable<C, ?> third,
                    Awaitable<D, ?> fourth,
                    Awaitable<E, ?> fifth,
                    Combiner.OfFive<? super A, ? super B, ? super C, ? super D, ? super E, R, X> combiner)
                    throws X {
        Objects.requireNonNull(combiner, "combiner");
        List<@Nullable Object> values = Gather.values(first, second, third, fourth, fifth);
        return combiner.combine(
                Gather.<A>cast(values.get(0)),
                Gather.<B>cast(values.get(1)),
                Gather.<C>cast(values.get(2)),
                Gather.<D>cast(values.get(3)),
                Gather.<E>cast(values.get(4)));
    }

    /**
     * Like {@link #gather(SuspendCall, SuspendCall, Combiner.OfTwo)}, for five.
     *
     * @param <A> the type of the first value
     * @param <B> the type of the second value
     * @param <C> the type of the third value
     * @param <D> the type of the fourth value
     * @param <E> the type of the fifth value
     * @param <R> the type of the result
     * @param <X> the checked exception that the combiner throws
     * @param first the first
     * @param second the second
     * @param third the third
     * @param fourth the fourth
     * @param fifth the fifth
     * @param combiner gets the values, in the calling body
     * @return what the combiner returns
     * @throws X what the combiner throws, as it is
     */
    public static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    R extends @Nullable Object,
                    X extends Exception>
            R gather(
                    SuspendCall<A> first,
                    SuspendCall<B> second,
                    SuspendCall<C> third,
                    SuspendCall<D> fourth,
                    SuspendCall<E> fifth,
                    Combiner.OfFive<? super A, ? super B, ? super C, ? super D, ? super E, R, X> combiner)
                    throws X {
        Objects.requireNonNull(combiner, "combiner");
        List<@Nullable Object> values = Gather.suspendValues(first, second, third, fourth, fifth);
        return combiner.combine(
                Gather.<A>cast(values.get(0)),
                Gather.<B>cast(values.get(1)),
                Gather.<C>cast(values.get(2)),
                Gather.<D>cast(values.get(3)),
                Gather.<E>cast(values.get(4)));
    }

    /**
     * Like {@link #gather(Awaitable[])}, but waits for all of them and returns how each one ended: here a failure is a
     * value. Cancelling the caller cancels all of them, and throws once all are done. Mirrors
     * {@code gather(..., return_exceptions=True)}.
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
     * Like {@link #gatherOutcomes(Awaitable[])}, for Kotlin suspend functions.
     *
     * @param <T> the common type of the values
     * @param calls each calls a function
     * @return their outcomes
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public static <T extends @Nullable Object> List<Outcome<T>> gatherOutcomes(SuspendCall<? extends T>... calls) {
        TaskHost host = Callers.body("gatherOutcomes()").host();
        return GatherWaiter.outcomes(Gather.suspending(host, Arrays.asList(calls)));
    }

    /**
     * Like {@link #gatherOutcomes(Awaitable[])}, for a collection.
     *
     * @param <T> the common type of the values
     * @param bodies lambdas, tasks, coroutines or other awaitables
     * @return their outcomes, in the order of iteration
     */
    public static <T extends @Nullable Object> List<Outcome<T>> gatherOutcomes(
            Collection<? extends Awaitable<? extends T, ?>> bodies) {
        TaskHost host = Callers.body("gatherOutcomes()").host();
        return GatherWaiter.outcomes(Gather.<T>tasks(host, bodies));
    }

    /**
     * Waits until all of the tasks are done, in whichever way. Suspends. Never throws what a task failed with, and
     * never cancels a task, not even when the caller is cancelled. Duplicates count once. Mirrors {@code asyncio.wait}.
     *
     * @param <K> the type of the tasks
     * @param tasks at least one, of this loop
     * @return which tasks are done and which are not, when the caller goes on
     * @throws IllegalArgumentException if there is no task, or something else than a task among them
     * @throws IllegalStateException outside a body, or for the caller itself or a task of another loop
     */
    public static <K extends Task<?>> WaitResult<K> wait(Collection<? extends K> tasks) {
        return TasksWaiter.run(tasks, null, ReturnWhen.ALL_COMPLETED);
    }

    /**
     * Like {@link #wait(Collection)}, but returns when {@code when} says so.
     *
     * @param <K> the type of the tasks
     * @param tasks at least one, of this loop
     * @param when when to return
     * @return which tasks are done and which are not
     */
    public static <K extends Task<?>> WaitResult<K> wait(Collection<? extends K> tasks, ReturnWhen when) {
        return TasksWaiter.run(tasks, null, Objects.requireNonNull(when, "when"));
    }

    /**
     * Like {@link #wait(Collection)}, for at most the given time. When the time is up, it returns what is done by then.
     *
     * @param <K> the type of the tasks
     * @param tasks at least one, of this loop
     * @param timeout how long to wait at most; zero or negative for one turn
     * @return which tasks are done and which are not
     */
    public static <K extends Task<?>> WaitResult<K> wait(Collection<? extends K> tasks, Duration timeout) {
        return TasksWaiter.run(tasks, Objects.requireNonNull(timeout, "timeout"), ReturnWhen.ALL_COMPLETED);
    }

    /**
     * Like {@link #wait(Collection, Duration)}, but returns when {@code when} says so, if that is earlier.
     *
     * @param <K> the type of the tasks
     * @param tasks at least one, of this loop
     * @param timeout how long to wait at most; zero or negative for one turn
     * @param when when to return
     * @return which tasks are done and which are not
     */
    public static <K extends Task<?>> WaitResult<K> wait(
            Collection<? extends K> tasks, Duration timeout, ReturnWhen when) {
        return TasksWaiter.run(tasks, Objects.requireNonNull(timeout, "timeout"), Objects.requireNonNull(when, "when"));
    }

    /**
     * Returns the tasks in the order in which they finish, those that are done already first. {@code next()} suspends
     * until a task is done, and returns that task. Iterates once: a second loop goes on where the first one stopped.
     * Cancels nothing. Mirrors {@code asyncio.as_completed}, as an iterator.
     *
     * @param <K> the type of the tasks
     * @param tasks of this loop; duplicates count once
     * @return the tasks, for the calling body to iterate over
     * @throws IllegalStateException outside a body, or for the caller itself or a task of another loop
     */
    public static <K extends Task<?>> Iterable<K> asCompleted(Collection<? extends K> tasks) {
        Iterator<K> iterator = new AsCompleted<>(tasks, null);
        return () -> iterator;
    }

    /**
     * Like {@link #asCompleted(Collection)}, for at most the given time, counted from this call. When the time is up,
     * {@code next()} throws {@link AsyncTimeoutException} as long as no other task is done. The tasks go on.
     *
     * @param <K> the type of the tasks
     * @param tasks of this loop
     * @param timeout for all of them together
     * @return the tasks, for the calling body to iterate over
     */
    public static <K extends Task<?>> Iterable<K> asCompleted(Collection<? extends K> tasks, Duration timeout) {
        Iterator<K> iterator = new AsCompleted<>(tasks, Objects.requireNonNull(timeout, "timeout"));
        return () -> iterator;
    }

    // Limits

    /**
     * Runs a body in the caller's own task for at most the given time, as {@link #timeout(Duration, Awaitable)} does. A
     * {@link Task} is awaited likewise, and cancelled when the time is up. With a limit of zero or less, a task that is
     * done gives its value, and anything else is not even entered.
     *
     * <p>A cancellation request that was pending before the call is not swallowed when the time is up: the
     * {@link CancellationException} is thrown. Mirrors {@code asyncio.wait_for}, which may swallow such a request.
     *
     * @param <T> the type of the value
     * @param <X> the checked exception that the body throws
     * @param body a lambda, a task, or another awaitable
     * @param limit how long it may take
     * @return its value
     * @throws X what the body throws, as it is
     * @throws AsyncTimeoutException if it takes longer; thrown once its clean-up is done, however long that takes
     * @throws IllegalStateException outside a body
     */
    public static <T extends @Nullable Object, X extends Exception> T waitFor(Awaitable<T, X> body, Duration limit)
            throws X {
        BodyTask<?> caller = Callers.body("waitFor()");
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(limit, "limit");
        if (limit.isNegative() || limit.isZero()) {
            return ExpiredWait.now(caller, body, limit);
        }
        return Timeout.run(caller, limit, timeout -> body.await());
    }

    /**
     * Runs a body in the caller's own task for at most the given time. Suspends when the body does. When the time is
     * up, the task is asked to cancel. If the {@link CancellationException} leaves the body, it becomes an
     * {@link AsyncTimeoutException}. If the body returns a value all the same, that value counts. A body that never
     * suspends is not limited.
     *
     * <p>A cancellation request that was pending before the region is entered is not swallowed when the time is up: the
     * {@link CancellationException} leaves the region as it is. Mirrors {@code asyncio.timeout}, which may swallow such
     * a request.
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
        return Timeout.run(Callers.body("timeout()"), limit, timeout -> body.await());
    }

    /**
     * Like {@link #timeout(Duration, Awaitable)}, for a body without a value.
     *
     * @param <X> the checked exception that the body throws
     * @param limit how long it may take
     * @param body what to run
     * @throws X what the body throws, as it is
     */
    public static <X extends Exception> void timeout(Duration limit, Action<X> body) throws X {
        Objects.requireNonNull(body, "body");
        timeout(limit, Tasks.withoutValue(body));
    }

    /**
     * Like {@link #timeout(Duration, Awaitable)}, for a body that may move its own limit.
     *
     * @param <T> the type of the value
     * @param <X> the checked exception that the body throws
     * @param limit how long the body may take, unless it moves the limit
     * @param body gets its time limit
     * @return its value
     * @throws X what the body throws, as it is
     */
    @SuppressWarnings("overloads") // a block lambda either returns a value or does not
    public static <T extends @Nullable Object, X extends Exception> T timeout(Duration limit, Timeout.Body<T, X> body)
            throws X {
        return Timeout.run(Callers.body("timeout()"), limit, Objects.requireNonNull(body, "body"));
    }

    /**
     * Like {@link #timeout(Duration, Timeout.Body)}, for a body without a value.
     *
     * @param <X> the checked exception that the body throws
     * @param limit how long the body may take, unless it moves the limit
     * @param body gets its time limit
     * @throws X what the body throws, as it is
     */
    @SuppressWarnings("overloads")
    public static <X extends Exception> void timeout(Duration limit, Timeout.VoidBody<X> body) throws X {
        Objects.requireNonNull(body, "body");
        Timeout.<@Nullable Void, X>run(
                Callers.body("timeout()"),
                limit,
                timeout -> Tasks.<X>withoutValue(() -> body.run(timeout)).await());
    }

    /**
     * Waits for something without passing cancellation on. When the caller is cancelled, it gets its
     * {@link CancellationException} at once, and what it waited for goes on. A task is waited for as it is; anything
     * else is started as a task. Suspends. Does not protect from the end of {@link #run}. Mirrors
     * {@code asyncio.shield}.
     *
     * @param <T> the type of the value
     * @param <X> the checked exception that the body throws
     * @param body a lambda, a task, or another awaitable
     * @return its value
     * @throws X what the body throws, as it is
     * @throws IllegalStateException outside a body
     */
    public static <T extends @Nullable Object, X extends Exception> T shield(Awaitable<T, X> body) throws X {
        BodyTask<?> caller = Callers.body("shield()");
        Task<T> task = body instanceof Task<?> given ? Tasks.cast(given) : Tasks.start(caller.host(), null, body);
        task.ensureAwaitable(caller);
        TaskWaiter.await(caller, task.bridge(), false);
        return MainRun.resultOf(body, task.settled());
    }

    /**
     * Runs a body in the caller's own task without being cancelled. Suspends when the body does. Requests that come
     * meanwhile are delivered at the first suspension after it. Unlike with {@link #shield}, the caller stays until the
     * work is done. Mirrors kotlinx's {@code withContext(NonCancellable)}; asyncio has no such function.
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
        return Callers.body("uncancellable()").<T, X>masked(body::await);
    }

    /**
     * Like {@link #uncancellable(Awaitable)}, for a body without a value.
     *
     * @param <X> the checked exception that the body throws
     * @param body what to run
     * @throws X what the body throws, as it is
     */
    public static <X extends Exception> void uncancellable(Action<X> body) throws X {
        Objects.requireNonNull(body, "body");
        uncancellable(Tasks.withoutValue(body));
    }

    // Context

    /**
     * Runs a body under other elements of context, and returns its value. Suspends until the body is done.
     *
     * <p>Elements such as a name, or a thread-local's element, are in force for the body, which is part of the caller's
     * task. Another dispatcher makes the body a task of its own there. On the dispatcher of an {@link EventLoop} the
     * body is confined to that loop; elsewhere it has a platform thread of its own. Cancelling the caller cancels the
     * body, and interrupts the body's thread if that is blocked outside a loop. {@code NonCancellable} makes it
     * {@link #uncancellable}. Mirrors kotlinx's {@code withContext}.
     *
     * @param <T> the type of the value
     * @param <X> the checked exception that the body throws
     * @param context a dispatcher or other elements
     * @param body what to run
     * @return its value
     * @throws X what the body throws, as it is
     * @throws IllegalArgumentException if there is a job other than {@code NonCancellable} in the context
     * @throws IllegalStateException outside a body
     */
    public static <T extends @Nullable Object, X extends Exception> T withContext(
            CoroutineContext context, Awaitable<T, X> body) throws X {
        BodyTask<?> caller = Callers.body("withContext()");
        return ContextSwitch.run(
                caller, Objects.requireNonNull(context, "context"), Objects.requireNonNull(body, "body"));
    }

    /**
     * Like {@link #withContext(CoroutineContext, Awaitable)}, for a body without a value.
     *
     * @param <X> the checked exception that the body throws
     * @param context a dispatcher or other elements
     * @param body what to run
     * @throws X what the body throws, as it is
     */
    public static <X extends Exception> void withContext(CoroutineContext context, Action<X> body) throws X {
        Objects.requireNonNull(body, "body");
        withContext(context, Tasks.withoutValue(body));
    }

    // Sleeping, yielding, threads

    /**
     * Suspends the calling body for a time; the loop goes on. Zero or less gives up one turn. A duration beyond 146
     * years lasts for ever. Mirrors {@code asyncio.sleep}.
     *
     * @param duration how long
     * @throws IllegalStateException outside a body
     */
    public static void sleep(Duration duration) {
        Objects.requireNonNull(duration, "duration");
        BodyTask<?> body = Callers.body("sleep()");
        if (duration.isNegative() || duration.isZero()) {
            new YieldWaiter(body).await();
            return;
        }
        Waiter sleep = new SleepWaiter(body, duration);
        Handle timer = body.host().after(Durations.toNanos(duration), sleep);
        try {
            sleep.await();
        } catch (Throwable e) {
            timer.cancel();
            throw e;
        }
    }

    /**
     * Lets everything else that is ready run once. Suspends the calling body for that long. Mirrors
     * {@code asyncio.sleep(0)}.
     *
     * @throws IllegalStateException outside a body
     */
    public static void yieldNow() {
        new YieldWaiter(Callers.body("yieldNow()")).await();
    }

    /**
     * Runs blocking or CPU-heavy code on another thread, and suspends the calling body until the code is done. That
     * thread belongs to no loop, so the code cannot suspend there. The code sees a copy of the caller's
     * {@link ContextVar} values, and context elements that install themselves on threads are in force.
     *
     * <p>The threads are platform threads and are used again. A loop has at most
     * {@link EventLoop.Builder#blockingThreads} of them; the default is the system property
     * {@code suspension.blockingThreads}, or min(32, processors + 4) without it. Calls beyond that wait until a thread
     * is free. The dispatchers that are no loops share one such set of threads.
     *
     * <p>A caller that is cancelled goes on at once. It withdraws a call that has not begun. A call that has begun runs
     * to its end, and its result is dropped; {@link #run} waits for it before it returns, up to 300 s. Mirrors
     * {@code asyncio.to_thread}.
     *
     * @param <T> the type of the value
     * @param <X> the checked exception that the code throws
     * @param call the code
     * @return its value
     * @throws X what the code throws, as it is
     * @throws IllegalStateException outside a body
     */
    public static <T extends @Nullable Object, X extends Exception> T toThread(Awaitable<T, X> call) throws X {
        return ThreadCallWaiter.await(Callers.body("toThread()"), Objects.requireNonNull(call, "call"));
    }

    /**
     * Like {@link #toThread(Awaitable)}, for code without a value.
     *
     * @param <X> the checked exception that the code throws
     * @param call the code
     * @throws X what the code throws, as it is
     */
    public static <X extends Exception> void toThread(Action<X> call) throws X {
        Objects.requireNonNull(call, "call");
        toThread(Tasks.withoutValue(call));
    }

    // Looking

    /**
     * Returns the task that the calling body belongs to. Neither suspends nor blocks. Mirrors
     * {@code asyncio.current_task}.
     *
     * @return the task
     * @throws IllegalStateException outside a body
     */
    public static Task<?> currentTask() {
        return Tasks.taskOf(Callers.bodyOf("currentTask()"));
    }

    /**
     * Returns the tasks of the current loop that are not done, including the calling one. Neither suspends nor blocks.
     * Mirrors {@code asyncio.all_tasks}.
     *
     * @return a snapshot, oldest first
     * @throws IllegalStateException on a thread that belongs to no loop
     */
    public static Set<Task<?>> allTasks() {
        return EventLoop.pendingTasks(Callers.host("allTasks()"));
    }
}
