package suspension;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.CompletableJob;
import kotlinx.coroutines.CoroutineScope;
import kotlinx.coroutines.Job;
import org.jspecify.annotations.Nullable;
import suspension.bridge.internal.BodyTask;
import suspension.bridge.internal.BridgeTask;
import suspension.bridge.internal.Carrier;
import suspension.bridge.internal.Coroutines;
import suspension.bridge.internal.DispatcherHost;
import suspension.bridge.internal.Loop;
import suspension.bridge.internal.SuspendTask;
import suspension.bridge.internal.TaskHost;
import suspension.bridge.internal.Waiter;

/**
 * Tasks on a dispatcher of Kotlin's, or in a scope of a framework's. A suspend function runs on that dispatcher. A Java
 * body has a thread of its own there, virtual where the JDK has them, and what it waits for wakes it directly; on the
 * dispatcher of an {@link EventLoop} it runs on that loop, confined. All methods may be called from any thread.
 *
 * <p>A failure stays in its task. Cancelling a body that runs outside a loop interrupts its thread while it is blocked;
 * no interrupt is left behind.
 *
 * <p>Mirrors kotlinx's {@code CoroutineScope} with a {@code SupervisorJob}.
 *
 * <pre>{@code
 * try (TaskScope scope = TaskScope.on(Dispatchers.getIO())) {
 *     Task<User> user = scope.createTask(c -> users.find(1, c));
 *     System.out.println(user.join());
 * }
 * }</pre>
 */
public final class TaskScope implements AutoCloseable {

    private final CoroutineContext context;
    private final TaskHost host;

    /** The job of a scope that is this one's own; null if it is lent. */
    private final @Nullable CompletableJob owned;

    /** The tasks that are not done, in the order in which they were made. Guarded by this. */
    private final Set<BridgeTask<?>> running = new LinkedHashSet<>();

    /** Guarded by this. */
    private boolean closed;

    private TaskScope(CoroutineContext context, @Nullable CompletableJob owned) {
        this.context = owned == null ? context : context.plus(owned);
        this.owned = owned;
        Loop loop = Loop.of(context);
        this.host = loop != null ? loop : new DispatcherHost(this.context);
    }

    // Making scopes

    /**
     * A scope of its own on a dispatcher, supervised: the failure of a task touches no other. To be closed by the caller.
     *
     * @param context a dispatcher, and other elements if wanted; without a dispatcher, {@code Dispatchers.Default}
     * @return a new scope
     * @throws IllegalArgumentException if there is a job in the context
     */
    public static TaskScope on(CoroutineContext context) {
        if (context.get(Job.Key) != null) {
            throw new IllegalArgumentException(
                    "A scope on a dispatcher has a job of its own, but the context has one too;"
                            + " use TaskScope.of(scope) for tasks that are children of a given job");
        }
        return new TaskScope(context, Coroutines.supervisor(null));
    }

    /**
     * Lends itself to a scope of somebody else's: a framework's, an application's. Tasks are children of that scope's job,
     * so cancelling the scope cancels them, and whoever waits for its children waits for them; but a failing task does not
     * fail the scope. Nothing here ever cancels the scope. It need not be closed.
     *
     * @param scope Kotlin's scope
     * @return a new view of it
     */
    public static TaskScope of(CoroutineScope scope) {
        return new TaskScope(scope.getCoroutineContext(), null);
    }

    // Starting tasks

    /**
     * Starts a body as a task. Neither suspends nor blocks. If the scope has been cancelled by Kotlin, the task is
     * cancelled at once. Mirrors {@code scope.async}.
     *
     * @param <T> the type of the value
     * @param body what it runs
     * @return the task
     * @throws IllegalStateException after {@link #close()}
     */
    public <T extends @Nullable Object> Task<T> createTask(Awaitable<T, ?> body) {
        return start(null, body);
    }

    /**
     * As {@link #createTask(Awaitable)}, with a name.
     *
     * @param <T> the type of the value
     * @param name the task's name
     * @param body what it runs
     * @return the task
     */
    public <T extends @Nullable Object> Task<T> createTask(String name, Awaitable<T, ?> body) {
        return start(Objects.requireNonNull(name, "name"), body);
    }

    /**
     * As {@link #createTask(Awaitable)}, for a body without a value.
     *
     * @param body what it runs
     * @return the task
     */
    public Task<@Nullable Void> createTask(Action<?> body) {
        return start(null, Bodies.withoutValue(Objects.requireNonNull(body, "body")));
    }

    /**
     * As {@link #createTask(String, Awaitable)}, for a body without a value.
     *
     * @param name the task's name
     * @param body what it runs
     * @return the task
     */
    public Task<@Nullable Void> createTask(String name, Action<?> body) {
        return start(Objects.requireNonNull(name, "name"), Bodies.withoutValue(Objects.requireNonNull(body, "body")));
    }

    /**
     * As {@link #createTask(Awaitable)}, for a Kotlin suspend function, which runs on the dispatcher.
     *
     * @param <T> the type of the value
     * @param call calls the function
     * @return the task
     */
    public <T extends @Nullable Object> Task<T> createTask(SuspendCall<T> call) {
        return start(null, call);
    }

    /**
     * As {@link #createTask(SuspendCall)}, with a name.
     *
     * @param <T> the type of the value
     * @param name the task's name
     * @param call calls the function
     * @return the task
     */
    public <T extends @Nullable Object> Task<T> createTask(String name, SuspendCall<T> call) {
        return start(Objects.requireNonNull(name, "name"), call);
    }

    private <T extends @Nullable Object> Task<T> start(@Nullable String name, SuspendCall<T> call) {
        Objects.requireNonNull(call, "call");
        return started(new SuspendTask<T>(host, context, name, call::invoke));
    }

    private <T extends @Nullable Object> Task<T> start(@Nullable String name, Awaitable<T, ?> body) {
        Objects.requireNonNull(body, "body");
        Callable<T> code = body::await;
        return started(new BodyTask<>(host, context, name, code));
    }

    private <T extends @Nullable Object> Task<T> started(BridgeTask<T> bridge) {
        return Bodies.started(bridge, () -> {
            add(bridge);
            bridge.whenComplete(this::remove);
        });
    }

    private synchronized void add(BridgeTask<?> bridge) {
        if (closed) {
            throw new IllegalStateException(
                    this + " is closed and accepts no more tasks; make another one with TaskScope.on(dispatcher)");
        }
        running.add(bridge);
    }

    private synchronized void remove(BridgeTask<?> bridge) {
        running.remove(bridge);
    }

    private synchronized List<BridgeTask<?>> running() {
        return List.copyOf(running);
    }

    // Ending

    /**
     * Waits until the tasks that were started here are done, those that are started meanwhile included; their failures
     * stay in them. Suspends in a body, and blocks elsewhere, whatever interrupts come meanwhile. Cancelling the caller
     * cancels nothing else. Mirrors {@code joinAll}.
     *
     * @throws IllegalStateException in one of these tasks, and in Kotlin code or a callback on a loop, which would block it
     */
    public void join() {
        ensureNotWithin("TaskScope.join()");
        for (List<BridgeTask<?>> tasks = running(); !tasks.isEmpty(); tasks = running()) {
            for (BridgeTask<?> task : tasks) {
                Ending.await("TaskScope.join()", wake -> task.onCompletion(done -> wake.run()));
            }
        }
    }

    private void ensureNotWithin(String operation) {
        BodyTask<?> caller = Carrier.currentBody();
        if (caller != null && running().contains(caller)) {
            throw new IllegalStateException(operation + " waits for the tasks of the scope, and " + caller.name()
                    + ", which calls it, is one of them; call it outside, or cancel() here");
        }
    }

    /**
     * Asks every task that was started here to cancel, as {@link Task#cancel()} does. Neither suspends nor blocks. The
     * scope stays usable.
     */
    public void cancel() {
        running().forEach(task -> task.cancel(null));
    }

    /**
     * Refuses new tasks from now on, cancels those that were started here, and waits for them as {@link #join()} does. On a
     * scope of its own also what they have left behind on it; a scope that was lent is not touched otherwise. Does nothing
     * the second time.
     *
     * @throws IllegalStateException in one of these tasks, and in Kotlin code or a callback on a loop, which would block it
     */
    @Override
    public void close() {
        ensureNotWithin("TaskScope.close()");
        synchronized (this) {
            closed = true;
        }
        cancel();
        join();
        CompletableJob job = owned;
        if (job != null && !job.isCompleted()) {
            job.cancel(null);
            Ending.await("TaskScope.close()", wake -> {
                Coroutines.onCompletion(job, wake);
                return true;
            });
        }
    }

    /** A wait for something to end: a body suspends, any other thread blocks. */
    private static final class Ending extends Waiter {

        /** Registers what is to be run at the end; false if that is over. */
        @FunctionalInterface
        interface Registration {
            boolean register(Runnable wake);
        }

        private Ending(BodyTask<?> body) {
            super(body);
        }

        static void await(String operation, Registration end) {
            if (Carrier.current() == null) {
                CountDownLatch latch = new CountDownLatch(1);
                if (end.register(latch::countDown)) {
                    Blocking.uninterruptibly(latch::await);
                }
                return;
            }
            Ending waiter = new Ending(Bodies.current(operation));
            if (end.register(waiter::wake)) {
                waiter.await();
            }
        }

        @Override
        public String describe() {
            return "the tasks of a scope";
        }
    }

    /** The dispatcher or name of the scope, and how many tasks it has. */
    @Override
    public String toString() {
        return "TaskScope[" + host.name() + ", " + running().size() + " tasks]";
    }
}
