package suspension;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import suspension.bridge.loop.Durations;
import suspension.bridge.task.BodyTask;
import suspension.bridge.task.BridgeTask;
import suspension.bridge.task.CompletionListener;
import suspension.bridge.task.Handle;
import suspension.bridge.task.WaitReason;
import suspension.bridge.task.Waiter;
import suspension.internal.Callers;

/** A body's wait until enough of some tasks are done. Neither the wait nor its cancellation touches the tasks. */
final class TasksWaiter extends Waiter implements CompletionListener {

    private final Set<? extends Task<?>> tasks;
    private final ReturnWhen when;

    /** How many tasks are not done; tasks that finish lower it. Guarded by this. */
    private int pending;

    private TasksWaiter(BodyTask<?> body, Set<? extends Task<?>> tasks, ReturnWhen when) {
        super(body);
        this.tasks = tasks;
        this.when = when;
        this.pending = tasks.size();
    }

    static <K extends Task<?>> WaitResult<K> run(
            Collection<? extends K> given, @Nullable Duration timeout, ReturnWhen when) {
        BodyTask<?> body = Callers.body("Async.wait()");
        Set<K> tasks = distinct(body, given, "wait");
        if (tasks.isEmpty()) {
            throw new IllegalArgumentException("Async.wait needs at least one task; it was given none");
        }
        new TasksWaiter(body, tasks, when).run(timeout);
        Set<K> done = new LinkedHashSet<>();
        Set<K> pending = new LinkedHashSet<>();
        for (K task : tasks) {
            (task.isDone() ? done : pending).add(task);
        }
        return new WaitResult<>(Collections.unmodifiableSet(done), Collections.unmodifiableSet(pending));
    }

    /** Returns the tasks without duplicates, in their order. */
    static <K extends Task<?>> Set<K> distinct(BodyTask<?> body, Collection<? extends K> given, String operation) {
        Set<K> tasks = new LinkedHashSet<>();
        for (Object element : given) { // not K: what comes from a raw collection may be anything
            Objects.requireNonNull(element, "a task is null");
            if (!(element instanceof Task<?> task)) {
                throw new IllegalArgumentException("Async." + operation + " takes tasks, but was given "
                        + element.getClass().getName() + "; start it first: createTask(...)");
            }
            task.ensureAwaitable(body);
            @SuppressWarnings("unchecked")
            K checked = (K) task;
            tasks.add(checked);
        }
        return tasks;
    }

    private void run(@Nullable Duration timeout) {
        tasks.forEach(task -> task.bridge().whenComplete(this));
        Handle timer = timeout == null ? null : body().host().after(Durations.toNanos(timeout), this);
        try {
            await();
        } finally {
            if (timer != null) {
                timer.cancel();
            }
            tasks.forEach(task -> task.bridge().removeListener(this));
        }
    }

    @Override
    public void completed(BridgeTask<?> task) {
        boolean enough;
        synchronized (this) {
            pending--;
            enough = pending == 0
                    || when == ReturnWhen.FIRST_COMPLETED
                    || (when == ReturnWhen.FIRST_EXCEPTION && task.failure() != null && !task.isCancelled());
        }
        if (enough) {
            wake();
        }
    }

    @Override
    public WaitReason reason() {
        return WaitReason.TASKS;
    }

    @Override
    public String describe() {
        return "wait for " + tasks.size();
    }

    @Override
    public boolean awaitsAny() {
        return when == ReturnWhen.FIRST_COMPLETED;
    }

    @Override
    public List<? extends BridgeTask<?>> awaited() {
        return tasks.stream().map(Task::bridge).toList();
    }
}
