package suspension;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.CompletableJob;
import kotlinx.coroutines.CoroutineScope;
import kotlinx.coroutines.Job;
import org.jspecify.annotations.Nullable;
import suspension.bridge.context.CopiedElement;
import suspension.bridge.dispatcher.DispatcherHost;
import suspension.bridge.loop.BlockingCalls;
import suspension.bridge.loop.Loop;
import suspension.bridge.task.BodyTask;
import suspension.bridge.task.BridgeTask;
import suspension.bridge.task.Carrier;
import suspension.bridge.task.Jobs;
import suspension.bridge.task.TaskHost;

/**
 * Tasks on a dispatcher of Kotlin's, or in a scope of a framework's. A suspend function runs on that dispatcher. A Java
 * body has a platform thread of its own while it runs, and these threads are used again; what the body waits for wakes
 * it directly. On the dispatcher of an {@link EventLoop} a body runs on that loop, confined. All methods may be called
 * from any thread.
 *
 * <p>A failure stays in its task. Cancelling a body that runs off a loop interrupts its thread while that thread is
 * blocked. No interrupt is left behind.
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

    /** The job of a scope of its own; null if the scope is lent. */
    private final @Nullable CompletableJob owned;

    /** The tasks that are not done, in the order in which they were made. Guarded by this. */
    private final Set<BridgeTask<?>> running = new LinkedHashSet<>();

    /** The actions to run once no task is left. Guarded by this. */
    private final Set<Runnable> joining = new LinkedHashSet<>();

    /** Whether new tasks are refused. Guarded by this. */
    private boolean closed;

    private TaskScope(CoroutineContext context, @Nullable CompletableJob owned) {
        this.context = owned == null ? context : context.plus(owned);
        this.owned = owned;
        Loop loop = Loop.of(context);
        this.host = loop != null ? loop : new DispatcherHost(this.context);
    }

    // Making scopes

    /**
     * Returns a scope of its own on a dispatcher. The scope is supervised: the failure of a task touches no other. The
     * caller closes it.
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
        return new TaskScope(context, Jobs.supervisor(null));
    }

    /**
     * Returns a view of somebody else's scope: a framework's, an application's. Tasks are children of that scope's job,
     * so cancelling the scope cancels them, and whoever waits for the scope's children waits for them. A failing task
     * does not fail the scope. Nothing here ever cancels the scope. The view need not be closed.
     *
     * @param scope Kotlin's scope
     * @return a new view of it
     */
    public static TaskScope of(CoroutineScope scope) {
        return new TaskScope(scope.getCoroutineContext(), null);
    }

    // Starting tasks

    /**
     * Starts a body as a task. Neither suspends nor blocks. If Kotlin has cancelled the scope, the task is cancelled at
     * once. Mirrors {@code scope.async}.
     *
     * @param <T> the type of the value
     * @param body what the task runs
     * @return the task
     * @throws IllegalStateException after {@link #close()}
     */
    public <T extends @Nullable Object> Task<T> createTask(Awaitable<T, ?> body) {
        return start(null, body);
    }

    /**
     * Like {@link #createTask(Awaitable)}, with a name.
     *
     * @param <T> the type of the value
     * @param name the task's name
     * @param body what the task runs
     * @return the task
     */
    public <T extends @Nullable Object> Task<T> createTask(String name, Awaitable<T, ?> body) {
        return start(Objects.requireNonNull(name, "name"), body);
    }

    /**
     * Like {@link #createTask(Awaitable)}, for a body without a value.
     *
     * @param body what the task runs
     * @return the task
     */
    public Task<@Nullable Void> createTask(Action<?> body) {
        return start(null, Tasks.withoutValue(Objects.requireNonNull(body, "body")));
    }

    /**
     * Like {@link #createTask(String, Awaitable)}, for a body without a value.
     *
     * @param name the task's name
     * @param body what the task runs
     * @return the task
     */
    public Task<@Nullable Void> createTask(String name, Action<?> body) {
        return start(Objects.requireNonNull(name, "name"), Tasks.withoutValue(Objects.requireNonNull(body, "body")));
    }

    /**
     * Like {@link #createTask(Awaitable)}, for a Kotlin suspend function, which runs on the dispatcher.
     *
     * @param <T> the type of the value
     * @param call calls the function
     * @return the task
     */
    public <T extends @Nullable Object> Task<T> createTask(SuspendCall<T> call) {
        return start(null, call);
    }

    /**
     * Like {@link #createTask(SuspendCall)}, with a name.
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
        return started(new SuspendCallTask<>(host, childContext(), name, call));
    }

    private <T extends @Nullable Object> Task<T> start(@Nullable String name, Awaitable<T, ?> body) {
        Objects.requireNonNull(body, "body");
        Callable<T> code = body::await;
        return started(new BodyTask<>(host, childContext(), name, code));
    }

    /** Returns the context with the new task's own elements. */
    private CoroutineContext childContext() {
        return Objects.requireNonNull(CopiedElement.copyOf(context));
    }

    private <T extends @Nullable Object> Task<T> started(BridgeTask<T> bridge) {
        return Tasks.started(bridge, () -> {
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

    private void remove(BridgeTask<?> bridge) {
        List<Runnable> told = List.of();
        synchronized (this) {
            running.remove(bridge);
            if (running.isEmpty()) {
                told = List.copyOf(joining);
                joining.clear();
            }
        }
        told.forEach(Runnable::run);
    }

    /** Has the action run when no task is left. Returns false if there is none already. */
    private synchronized boolean addJoining(Runnable action) {
        return !running.isEmpty() && joining.add(action);
    }

    private synchronized void removeJoining(Runnable action) {
        joining.remove(action);
    }

    private boolean isIdle() {
        boolean hasChildren = owned != null && owned.getChildren().iterator().hasNext();
        return !hasChildren && running().isEmpty();
    }

    private synchronized List<BridgeTask<?>> running() {
        return List.copyOf(running);
    }

    // Ending

    /**
     * Waits until the tasks that were started here are done, including those that are started meanwhile. Their failures
     * stay in them. Suspends in a body, and blocks elsewhere, whatever interrupts come meanwhile. Cancelling the caller
     * cancels nothing else. Mirrors {@code joinAll}.
     *
     * @throws IllegalStateException in one of these tasks, and in Kotlin code or a callback on a loop, or on a thread of a
     *     reactive framework that must not block, which this would block
     */
    public void join() {
        ensureNotWithin("TaskScope.join()");
        while (!running().isEmpty()) {
            ScopeWaiter.await("TaskScope.join()", this::running, this::addJoining, this::removeJoining);
        }
    }

    private void ensureNotWithin(String operation) {
        CoroutineContext caller = BlockingCalls.callerContext();
        if (caller == null) {
            return;
        }
        for (BridgeTask<?> task : running()) {
            if (task.contains(caller)) {
                throw new IllegalStateException(
                        operation + " waits for the tasks of the scope, and " + task.name()
                                + ", which calls it or waits for its caller, is one of them; call it outside, or cancel() here");
            }
        }
    }

    /**
     * Asks every task that was started here to cancel, as {@link Task#cancel()} does. Neither suspends nor blocks. The
     * scope stays usable.
     */
    public void cancel() {
        cancel("cancelled");
    }

    private void cancel(String how) {
        running().forEach(task -> task.cancel("The TaskScope on '" + host.name() + "' was " + how));
    }

    /**
     * Refuses new tasks from now on, cancels those that were started here, and waits for them as {@link #join()} does.
     * If the scope is its own, what these tasks have left behind on it is cancelled and awaited too. A scope that was
     * lent is not touched otherwise. Does nothing the second time.
     *
     * @throws IllegalStateException in one of these tasks, and in Kotlin code or a callback on a loop, or on a thread of a
     *     reactive framework that must not block, which this would block
     */
    @Override
    public void close() {
        ensureNotWithin("TaskScope.close()");
        if (Carrier.current() == null && !isIdle()) {
            ScopeWaiter.ensureMayBlock("TaskScope.close()"); // before anything is cancelled
        }
        synchronized (this) {
            closed = true;
        }
        cancel("closed");
        join();
        CompletableJob job = owned;
        if (job != null && !job.isCompleted()) {
            job.cancel(null);
            ScopeWaiter.await(
                    "TaskScope.close()",
                    this::running,
                    wake -> {
                        Jobs.onCompletion(job, wake);
                        return true;
                    },
                    wake -> {});
        }
    }

    /** Names the dispatcher or the scope, and says how many tasks it has. */
    @Override
    public String toString() {
        return "TaskScope[" + host.name() + ", " + running().size() + " tasks]";
    }
}
