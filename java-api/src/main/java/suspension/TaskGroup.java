package suspension;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import suspension.bridge.internal.BodyTask;
import suspension.bridge.internal.TaskHost;
import suspension.bridge.internal.Waiter;

/**
 * Tasks that begin and end together. {@link #run} runs a body that starts them, and returns when the body and all of them
 * are done. When one fails, or the body does, the others are cancelled, and the failures are thrown together as an {@link
 * ExceptionGroup}.
 *
 * <p>Mirrors {@code asyncio.TaskGroup}, with the {@code cancel()} of Python 3.15. In detail, as there: a task that is
 * cancelled on its own is nobody's failure. If the caller is cancelled from outside, the tasks are cancelled and awaited
 * and the {@link CancellationException} goes on; if there are failures too, those are thrown and the next suspension of
 * the caller throws the cancellation.
 *
 * <pre>{@code
 * String both = TaskGroup.run(group -> {
 *     Task<String> user = group.createTask(() -> fetchUser(7));
 *     Task<String> cart = group.createTask(() -> fetchCart(7));
 *     return user.await() + cart.await();
 * });
 * }</pre>
 */
public final class TaskGroup {

    /**
     * What starts the tasks of a group.
     *
     * @param <T> the type of its value
     */
    @FunctionalInterface
    public interface Body<T extends @Nullable Object> {

        /**
         * Runs the body.
         *
         * @param group to start tasks in
         * @return the value of the whole group
         * @throws Exception to fail the group
         */
        T run(TaskGroup group) throws Exception;
    }

    /** What starts the tasks of a group, without a value. */
    @FunctionalInterface
    public interface VoidBody {

        /**
         * Runs the body.
         *
         * @param group to start tasks in
         * @throws Exception to fail the group
         */
        void run(TaskGroup group) throws Exception;
    }

    private final BodyTask<?> parent;

    /** Requests that the parent had met before: they are not this group's. */
    private final int requestsBefore;

    /** All fields below are guarded by this. */
    private final Set<Task<?>> running = new LinkedHashSet<>();

    private final List<Throwable> failures = new ArrayList<>();
    private @Nullable Throwable fatal;

    /** The tasks have been cancelled, and no more are accepted. */
    private boolean aborting;

    /** The parent has been asked to cancel by this group, which it takes back at the end. */
    private boolean parentAsked;

    /** Somebody is asking the parent, which must not leave before: the request would meet it afterwards. */
    private boolean asking;

    private boolean bodyDone;
    private boolean finished;

    /** The parent's wait for the last task. */
    private @Nullable Waiter exit;

    private TaskGroup(BodyTask<?> parent) {
        this.parent = parent;
        this.requestsBefore = parent.requestsMet();
    }

    /**
     * Runs a body that starts tasks, and waits for all of them. Suspends.
     *
     * @param <T> the type of the value
     * @param body gets the group
     * @return the body's value; null if {@link #cancel()} cut it short
     * @throws ExceptionGroup if the body or a task fails: the tasks' failures in the order in which they failed, the
     *     body's last
     * @throws CancellationException if the caller is cancelled, or the body ends by a cancellation of its own
     * @throws IllegalStateException outside a body
     */
    @SuppressWarnings("overloads") // a block lambda either returns a value or does not
    public static <T extends @Nullable Object> @Nullable T run(Body<T> body) {
        Objects.requireNonNull(body, "body");
        return new TaskGroup(Bodies.current("TaskGroup.run()")).call(body);
    }

    /**
     * As {@link #run(Body)}, without a value.
     *
     * @param body gets the group
     * @throws ExceptionGroup if the body or a task fails
     */
    @SuppressWarnings("overloads")
    public static void run(VoidBody body) {
        Objects.requireNonNull(body, "body");
        run((TaskGroup group) -> Bodies.withoutValue(() -> body.run(group)).await());
    }

    private <T extends @Nullable Object> @Nullable T call(Body<T> body) {
        T value = null;
        Throwable thrown = null;
        try {
            value = body.run(this);
        } catch (Throwable e) {
            thrown = e;
        }
        exit(thrown);
        return value;
    }

    // Ending

    private void exit(@Nullable Throwable thrown) {
        synchronized (this) {
            bodyDone = true;
        }
        if (thrown != null) {
            abort();
        }
        CancellationException cancellation = awaitTasks(thrown instanceof CancellationException e ? e : null);
        boolean own;
        synchronized (this) {
            finished = true;
            own = parentAsked;
        }
        int requests = own ? parent.uncancel(requestsBefore) : parent.cancelling();
        if (own && requests <= requestsBefore) {
            cancellation = null; // it was this group's own
        }
        if (thrown != null && !(thrown instanceof CancellationException)) {
            failures.add(thrown);
            fatal = fatal == null && TaskHost.isFatal(thrown) ? thrown : fatal;
        }
        throwFailures(requests);
        if (cancellation != null) {
            throw cancellation;
        }
    }

    /** Waits for the last task, however often the parent is cancelled meanwhile. */
    private @Nullable CancellationException awaitTasks(@Nullable CancellationException cancellation) {
        CancellationException first = cancellation;
        while (true) {
            Waiter waiter = new Exit(parent);
            synchronized (this) {
                if (isQuiet()) {
                    exit = null;
                    return first;
                }
                exit = waiter;
            }
            try {
                waiter.await();
            } catch (CancellationException e) {
                first = first == null ? e : first;
                abort();
            }
        }
    }

    private void throwFailures(int requests) {
        if (fatal instanceof Error error) {
            throw error;
        }
        if (failures.isEmpty()) {
            return;
        }
        if (requests > requestsBefore) {
            parent.uncancel(requestsBefore);
            parent.cancel(null); // the failures go first, but whoever cancelled the parent must not be ignored
        }
        throw new ExceptionGroup("A task group failed", failures);
    }

    private void abort() {
        List<Task<?>> tasks;
        synchronized (this) {
            if (aborting) {
                return;
            }
            aborting = true;
            tasks = new ArrayList<>(running);
        }
        tasks.forEach(Task::cancel);
    }

    /**
     * Stops the group without an error, as {@code TaskGroup.cancel} of Python 3.15 does: cancels its tasks and its body, and {@link #run} returns. Has no effect once the
     * group has ended. Neither suspends nor blocks.
     */
    public void cancel() {
        abortWithParent();
    }

    private void abortWithParent() {
        synchronized (this) {
            if (finished || aborting || parentAsked) {
                return;
            }
            parentAsked = true;
            asking = true;
        }
        abort();
        parent.cancel(null);
        Waiter waiting;
        synchronized (this) {
            asking = false;
            waiting = isQuiet() ? exit : null;
        }
        if (waiting != null) {
            waiting.wake();
        }
    }

    private synchronized boolean isQuiet() {
        return running.isEmpty() && !asking;
    }

    private void completed(Task<?> task) {
        Throwable failure = task.isCancelled() ? null : task.bridge().failure();
        Waiter waiting;
        synchronized (this) {
            running.remove(task);
            if (failure != null) {
                failures.add(Failures.translate(failure));
                if (TaskHost.isFatal(failure)) {
                    fatal = failure;
                }
            }
            waiting = isQuiet() ? exit : null;
        }
        if (failure != null) {
            abortWithParent();
        }
        if (waiting != null) {
            waiting.wake();
        }
    }

    private static final class Exit extends Waiter {

        Exit(BodyTask<?> body) {
            super(body);
        }

        @Override
        public String describe() {
            return "the tasks of its group";
        }
    }

    // Starting

    /**
     * Starts a task in this group, to be cancelled and awaited with it. Neither suspends nor blocks. Mirrors {@code
     * TaskGroup.create_task}. May be called by the body, and by others of the same loop while the group runs.
     *
     * @param <T> the type of the value
     * @param body what it runs
     * @return the task
     * @throws IllegalStateException if the group has ended, or is being cancelled; the body is not run then
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
     * @throws IllegalStateException if the group has ended, or is being cancelled
     */
    public <T extends @Nullable Object> Task<T> createTask(String name, Awaitable<T, ?> body) {
        return start(Objects.requireNonNull(name, "name"), body);
    }

    private <T extends @Nullable Object> Task<T> start(@Nullable String name, Awaitable<T, ?> body) {
        if (body instanceof Coroutine<?> coroutine && !accepts()) {
            coroutine.close();
        }
        ensureAccepts();
        return add(Bodies.<T>start(parent.host(), name, body));
    }

    /**
     * As {@link #createTask(Awaitable)}, for a body without a value.
     *
     * @param body what it runs
     * @return the task
     * @throws IllegalStateException if the group has ended, or is being cancelled
     */
    public Task<@Nullable Void> createTask(Action<?> body) {
        ensureAccepts();
        return add(Bodies.start(parent.host(), null, body));
    }

    /**
     * As {@link #createTask(String, Awaitable)}, for a body without a value.
     *
     * @param name the task's name
     * @param body what it runs
     * @return the task
     * @throws IllegalStateException if the group has ended, or is being cancelled
     */
    public Task<@Nullable Void> createTask(String name, Action<?> body) {
        ensureAccepts();
        return add(Bodies.start(parent.host(), Objects.requireNonNull(name, "name"), body));
    }

    /**
     * As {@link #createTask(Awaitable)}, for a Kotlin suspend function.
     *
     * @param <T> the type of the value
     * @param call calls the function
     * @return the task
     * @throws IllegalStateException if the group has ended, or is being cancelled
     */
    public <T extends @Nullable Object> Task<T> createTask(SuspendCall<T> call) {
        ensureAccepts();
        return add(Bodies.<T>start(parent.host(), null, call));
    }

    /**
     * As {@link #createTask(String, Awaitable)}, for a Kotlin suspend function.
     *
     * @param <T> the type of the value
     * @param name the task's name
     * @param call calls the function
     * @return the task
     * @throws IllegalStateException if the group has ended, or is being cancelled
     */
    public <T extends @Nullable Object> Task<T> createTask(String name, SuspendCall<T> call) {
        ensureAccepts();
        return add(Bodies.<T>start(parent.host(), Objects.requireNonNull(name, "name"), call));
    }

    private synchronized boolean accepts() {
        return !finished && !aborting && !(bodyDone && running.isEmpty());
    }

    private void ensureAccepts() {
        if (!accepts()) {
            throw new IllegalStateException(
                    "This TaskGroup has ended or is being cancelled, so the task was not started. Start tasks"
                            + " before run() returns, or use createTask(...) for one that outlives the group.");
        }
    }

    private <T extends @Nullable Object> Task<T> add(Task<T> task) {
        synchronized (this) {
            running.add(task);
        }
        task.bridge().observe(done -> completed(task)); // its failure is thrown by run
        return task;
    }
}
