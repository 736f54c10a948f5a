package suspension;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import suspension.bridge.task.BodyTask;
import suspension.bridge.task.BridgeTask;
import suspension.bridge.task.CancelRequest;
import suspension.bridge.task.TaskHost;
import suspension.bridge.task.TaskRegion;
import suspension.bridge.task.Waiter;
import suspension.internal.Callers;

/**
 * Tasks that begin and end together. {@link #run} runs a body that starts them, and returns when the body and all of
 * them are done. When a task or the body fails, the other tasks are cancelled, and the failures are thrown together as
 * an {@link ExceptionGroup}. Siblings that were created before a task failed get their first turn before they are
 * cancelled.
 *
 * <p>A task that is cancelled on its own is nobody's failure. If the caller is cancelled from outside, the tasks are
 * cancelled and awaited, and then the {@link CancellationException} goes on. If there are failures too, those are
 * thrown, and the next suspension of the caller throws the cancellation. All this mirrors {@code asyncio.TaskGroup},
 * with the {@code cancel()} of Python 3.15.
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
     * Starts the tasks of a group.
     *
     * @param <T> the type of the group's value
     */
    @FunctionalInterface
    public interface Body<T extends @Nullable Object> {

        /**
         * Runs the body.
         *
         * @param group the group to start tasks in
         * @return the value of the whole group
         * @throws Exception to fail the group
         */
        T run(TaskGroup group) throws Exception;
    }

    /** Starts the tasks of a group, without a value. */
    @FunctionalInterface
    public interface VoidBody {

        /**
         * Runs the body.
         *
         * @param group the group to start tasks in
         * @throws Exception to fail the group
         */
        void run(TaskGroup group) throws Exception;
    }

    /**
     * How far a group is. A group accepts tasks while it is OPEN, and while it is DRAINING as long as one is active.
     *
     * <pre>
     *   OPEN ───── the body returns ─────▶ DRAINING ───── no task is active ─────▶ ENDED
     *     │                                    │                                     ▲
     *     │                                    │ a task fails, cancel(),             │
     *     │ the body or a task fails,          │ or the caller is cancelled          │
     *     │ or cancel()                        ▼                                     │
     *     └────────────────────────────▶ ABORTING ──── the body has ended, ──────────┘
     *                                                  no task is active
     * </pre>
     */
    private enum State {
        OPEN,
        DRAINING,
        ABORTING,
        ENDED
    }

    private final BodyTask<?> parent;

    /** How many requests the parent had met before: they are not this group's. */
    private final int requestsBefore;

    /**
     * The state, the tasks, the failures, the request and the waiter change under this group's monitor, because off a
     * loop tasks start and end on many threads.
     */
    private State state = State.OPEN;

    /** The tasks that are not done, or whose failure has not been dealt with. */
    private final Set<Task<?>> running = new LinkedHashSet<>();

    /** How many tasks are about to be started. These tasks and the running ones are active. */
    private int starting;

    private final List<Throwable> failures = new ArrayList<>();
    private @Nullable Throwable fatal;

    /** The request by which this group has asked the parent to cancel. It is taken back at the end. */
    private @Nullable CancelRequest ownRequest;

    /** The parent's wait for the last task. */
    private @Nullable Waiter exit;

    private TaskGroup(BodyTask<?> parent) {
        this.parent = parent;
        this.requestsBefore = parent.requestsMet();
    }

    /**
     * Runs a body that starts tasks, and suspends the caller until the body and all tasks are done.
     *
     * @param <T> the type of the value
     * @param body gets the group
     * @return the body's value; null if {@link #cancel()} cut it short
     * @throws ExceptionGroup if the body or a task fails. It has the tasks' failures in the order in which they failed,
     *     and then the body's
     * @throws CancellationException if the caller is cancelled, or the body ends by a cancellation of its own
     * @throws IllegalStateException outside a body
     */
    @SuppressWarnings("overloads") // a block lambda either returns a value or does not
    public static <T extends @Nullable Object> @Nullable T run(Body<T> body) {
        Objects.requireNonNull(body, "body");
        return new TaskGroup(Callers.body("TaskGroup.run()")).call(body);
    }

    /**
     * Like {@link #run(Body)}, for a body without a value.
     *
     * @param body gets the group
     * @throws ExceptionGroup if the body or a task fails
     */
    @SuppressWarnings("overloads")
    public static void run(VoidBody body) {
        Objects.requireNonNull(body, "body");
        run((TaskGroup group) -> Tasks.withoutValue(() -> body.run(group)).await());
    }

    private <T extends @Nullable Object> @Nullable T call(Body<T> body) {
        Region region = new Region(parent.carrier().region());
        parent.carrier().setRegion(region);
        try {
            T value = null;
            Throwable thrown = null;
            try {
                value = body.run(this);
            } catch (Throwable e) {
                thrown = e;
            }
            exit(thrown);
            return value;
        } finally {
            parent.carrier().setRegion(region.outer());
        }
    }

    /** This group, for those who look at the parent from outside. */
    private final class Region implements TaskRegion {

        private final @Nullable TaskRegion outer;

        Region(@Nullable TaskRegion outer) {
            this.outer = outer;
        }

        @Override
        public @Nullable TaskRegion outer() {
            return outer;
        }

        @Override
        public List<? extends BridgeTask<?>> tasks() {
            return pending();
        }
    }

    // Ending

    private void exit(@Nullable Throwable thrown) {
        CancellationException cancellation = null;
        if (thrown == null) {
            drain();
        } else {
            cancellation = parent.cancellationIn(thrown);
            abort(false);
        }
        CancellationException met = awaitTasks(cancellation);
        if (thrown != null && cancellation == null) {
            addFailure(thrown); // the body's failure comes last
        }
        end(met);
    }

    private synchronized void drain() {
        if (state == State.OPEN) {
            state = State.DRAINING;
        }
    }

    /** Waits for the last task, however often the parent is cancelled meanwhile. Returns the first cancellation. */
    private @Nullable CancellationException awaitTasks(@Nullable CancellationException before) {
        CancellationException first = before;
        while (true) {
            Waiter waiter = new GroupWaiter(parent, this::pending);
            synchronized (this) {
                if (!isActive()) {
                    state = State.ENDED;
                    exit = null;
                    return first;
                }
                exit = waiter;
            }
            try {
                await(waiter, first != null && parent.isJobCancelled());
            } catch (CancellationException e) {
                first = first == null ? e : first;
                abort(false);
            }
        }
    }

    /**
     * Waits, masked if asked for. Once the parent has met Kotlin's cancellation of its job, every wait throws at once
     * unless it is masked.
     */
    private void await(Waiter waiter, boolean masked) {
        if (masked) {
            parent.masked(() -> {
                waiter.await();
                return true;
            });
        } else {
            waiter.await();
        }
    }

    /** Throws what the group throws, if anything. The group has ended, so nobody else changes it. */
    private void end(@Nullable CancellationException cancellation) {
        boolean own = ownRequest != null;
        int requests = own ? parent.uncancel(requestsBefore) : parent.cancelling();
        if (fatal instanceof Error error) {
            throw error;
        }
        if (!failures.isEmpty()) {
            if (requests > requestsBefore) {
                parent.uncancel(requestsBefore);
                parent.cancel(null); // the failures go first, but whoever cancelled the parent must not be ignored
            }
            throw new ExceptionGroup("A task group failed", failures);
        }
        if (cancellation != null && !(own && requests <= requestsBefore)) {
            throw cancellation;
        }
    }

    /**
     * Stops the group without an error: cancels its tasks and its body, and {@link #run} returns. Neither suspends nor
     * blocks. May be called from any thread. Has no effect once the group has ended or is being cancelled. Mirrors
     * {@code TaskGroup.cancel} of Python 3.15.
     */
    public void cancel() {
        abort(true);
    }

    /**
     * Cancels the tasks, and also the parent if the cancellation does not come from there. Has no effect the second
     * time.
     */
    private void abort(boolean withParent) {
        List<Task<?>> tasks;
        CancelRequest request = null;
        synchronized (this) {
            if (state == State.ABORTING || state == State.ENDED) {
                return;
            }
            state = State.ABORTING;
            tasks = new ArrayList<>(running);
            if (withParent) {
                // The request counts before anybody can leave: off a loop the parent runs meanwhile and takes it back.
                request = CancelRequest.to(parent, null);
                request.post();
                ownRequest = request;
            }
        }
        tasks.forEach(Task::cancel);
        if (request != null) {
            request.push();
        }
    }

    private synchronized List<? extends BridgeTask<?>> pending() {
        return running.stream().map(Task::bridge).toList();
    }

    private synchronized boolean isActive() {
        return starting > 0 || !running.isEmpty();
    }

    private void completed(Task<?> task) {
        Throwable failure = task.isCancelled() ? null : task.bridge().failure();
        if (failure == null) {
            leave(task);
        } else {
            // The abort comes a turn later: siblings that were created before get their first turn, as in asyncio.
            parent.host().inOrder(() -> {
                addFailure(AsyncTimeoutException.translate(failure));
                abort(true);
                leave(task);
            });
        }
    }

    private synchronized void addFailure(Throwable failure) {
        failures.add(failure);
        if (TaskHost.isFatal(failure)) {
            fatal = failure;
        }
    }

    private void leave(Task<?> task) {
        Waiter waiting;
        synchronized (this) {
            running.remove(task);
            waiting = isActive() ? null : exit;
        }
        if (waiting != null) {
            waiting.wake();
        }
    }

    // Starting

    /**
     * Starts a task in this group; the group cancels and awaits it with the others. Neither suspends nor blocks. The
     * body may call this, and so may others on the same loop while the group runs. Mirrors
     * {@code TaskGroup.create_task}.
     *
     * @param <T> the type of the value
     * @param body what the task runs
     * @return the task
     * @throws IllegalStateException if the group has ended or is being cancelled; the body is not run then
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
     * @throws IllegalStateException if the group has ended or is being cancelled
     */
    public <T extends @Nullable Object> Task<T> createTask(String name, Awaitable<T, ?> body) {
        return start(Objects.requireNonNull(name, "name"), body);
    }

    private <T extends @Nullable Object> Task<T> start(@Nullable String name, Awaitable<T, ?> body) {
        if (body instanceof Coroutine<?> coroutine && !accepts()) {
            coroutine.close();
        }
        return start(() -> Tasks.<T>start(parent.host(), name, body));
    }

    /**
     * Like {@link #createTask(Awaitable)}, for a body without a value.
     *
     * @param body what the task runs
     * @return the task
     * @throws IllegalStateException if the group has ended or is being cancelled
     */
    public Task<@Nullable Void> createTask(Action<?> body) {
        return start(() -> Tasks.start(parent.host(), null, body));
    }

    /**
     * Like {@link #createTask(String, Awaitable)}, for a body without a value.
     *
     * @param name the task's name
     * @param body what the task runs
     * @return the task
     * @throws IllegalStateException if the group has ended or is being cancelled
     */
    public Task<@Nullable Void> createTask(String name, Action<?> body) {
        return start(() -> Tasks.start(parent.host(), Objects.requireNonNull(name, "name"), body));
    }

    /**
     * Like {@link #createTask(Awaitable)}, for a Kotlin suspend function.
     *
     * @param <T> the type of the value
     * @param call calls the function
     * @return the task
     * @throws IllegalStateException if the group has ended or is being cancelled
     */
    public <T extends @Nullable Object> Task<T> createTask(SuspendCall<T> call) {
        return start(() -> Tasks.<T>start(parent.host(), null, call));
    }

    /**
     * Like {@link #createTask(String, Awaitable)}, for a Kotlin suspend function.
     *
     * @param <T> the type of the value
     * @param name the task's name
     * @param call calls the function
     * @return the task
     * @throws IllegalStateException if the group has ended or is being cancelled
     */
    public <T extends @Nullable Object> Task<T> createTask(String name, SuspendCall<T> call) {
        return start(() -> Tasks.<T>start(parent.host(), Objects.requireNonNull(name, "name"), call));
    }

    private synchronized boolean accepts() {
        return state == State.OPEN || (state == State.DRAINING && isActive());
    }

    /**
     * Starts a task. The group does not end meanwhile. If the group is aborted meanwhile, the task is cancelled too.
     */
    private <T extends @Nullable Object> Task<T> start(Supplier<Task<T>> start) {
        synchronized (this) {
            if (!accepts()) {
                throw new IllegalStateException(
                        "This TaskGroup has ended or is being cancelled, so the task was not started. Start tasks"
                                + " before run() returns, or use createTask(...) for one that outlives the group.");
            }
            starting++;
        }
        Task<T> task;
        try {
            task = start.get();
        } catch (Throwable e) {
            started(null);
            throw e;
        }
        boolean late = started(task);
        task.bridge().observe(done -> completed(task)); // its failure is thrown by run
        if (late) {
            task.cancel();
        }
        return task;
    }

    /** Adds the task that was started, or null if that failed. Returns whether the group has been aborted meanwhile. */
    private boolean started(@Nullable Task<?> task) {
        boolean late;
        Waiter waiting;
        synchronized (this) {
            starting--;
            if (task != null) {
                running.add(task);
            }
            late = state == State.ABORTING;
            waiting = isActive() ? null : exit;
        }
        if (waiting != null) {
            waiting.wake();
        }
        return late;
    }
}
