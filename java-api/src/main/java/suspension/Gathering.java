package suspension;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import suspension.bridge.internal.BodyTask;
import suspension.bridge.internal.BridgeTask;
import suspension.bridge.internal.CancelRequest;
import suspension.bridge.internal.Carrier;
import suspension.bridge.internal.CompletionListener;
import suspension.bridge.internal.TaskHost;
import suspension.bridge.internal.Waiter;

/**
 * A body's wait for several tasks, whose values it wants. To cancel the body is to cancel those tasks; it goes on when
 * the first of them ends by that, or when all are done.
 */
final class Gathering extends Waiter implements CompletionListener {

    private final List<? extends Task<?>> tasks;
    private final boolean stopsAtFailure;

    private final AtomicInteger pending;
    private final AtomicReference<@Nullable BridgeTask<?>> firstFailed = new AtomicReference<>();
    private volatile boolean cancelled;

    private Gathering(BodyTask<?> body, List<? extends Task<?>> tasks, boolean stopsAtFailure) {
        super(body);
        this.tasks = tasks;
        this.stopsAtFailure = stopsAtFailure;
        this.pending = new AtomicInteger(tasks.size());
    }

    /** The values, or what the first to fail failed with, while the others go on. */
    static <T extends @Nullable Object> List<T> values(List<Task<? extends T>> tasks) {
        Gathering gathering = new Gathering(Bodies.current("gather()"), tasks, true);
        gathering.awaitAll();
        List<T> values = new ArrayList<>(tasks.size());
        for (Task<? extends T> task : tasks) {
            values.add(task.valueOrThrow());
        }
        return values;
    }

    /** How all of them ended. */
    @SuppressWarnings("unchecked") // an Outcome only gives
    static <T extends @Nullable Object> List<Outcome<T>> outcomes(List<Task<? extends T>> tasks) {
        Gathering gathering = new Gathering(Bodies.current("gatherOutcomes()"), tasks, false);
        gathering.awaitAll();
        List<Outcome<T>> outcomes = new ArrayList<>(tasks.size());
        for (Task<? extends T> task : tasks) {
            outcomes.add((Outcome<T>) task.settled());
        }
        return outcomes;
    }

    private void awaitAll() {
        for (Task<?> task : tasks) {
            if (!task.bridge().observe(this)) { // also those that fail after the first
                pending.decrementAndGet(); // it is given twice, and tells once
            }
        }
        if (pending.get() > 0 || firstFailed.get() != null) {
            await();
        }
        throwFailure();
    }

    @Override
    public void completed(BridgeTask<?> task) {
        boolean failed = stopsAtFailure && task.failure() != null && firstFailed.compareAndSet(null, task);
        if (pending.decrementAndGet() == 0 || failed) {
            wake();
        }
    }

    private void throwFailure() {
        BridgeTask<?> failed = firstFailed.get();
        if (failed != null) {
            Bodies.taskOf(failed).settled().get();
        }
        if (cancelled) {
            throw new CancellationException("gather was cancelled, and what it gathered went on regardless");
        }
    }

    @Override
    protected boolean cancel(CancelRequest request) {
        boolean accepted = false;
        for (Task<?> task : tasks) {
            accepted |= request.forward(this, task.bridge());
        }
        if (accepted && isWaiting()) {
            cancelled = true;
            return true;
        }
        return interrupt(request);
    }

    @Override
    public String describe() {
        return "gather of " + tasks.size();
    }

    // What is gathered

    /**
     * A task for each element: a task is itself, anything else is started. One that is given twice runs once.
     *
     * @throws NullPointerException if an element is null, before any has been started
     */
    static <T extends @Nullable Object> List<Task<? extends T>> tasks(
            TaskHost host, Collection<? extends Awaitable<? extends T, ?>> awaitables) {
        List<Awaitable<? extends T, ?>> elements = new ArrayList<>(awaitables.size());
        for (Awaitable<? extends T, ?> element : awaitables) {
            elements.add(checked(host, element));
        }
        IdentityHashMap<Object, Task<? extends T>> started = new IdentityHashMap<>();
        List<Task<? extends T>> tasks = new ArrayList<>(elements.size());
        for (Awaitable<? extends T, ?> element : elements) {
            tasks.add(
                    element instanceof Task<?> given
                            ? Bodies.same(given)
                            : started.computeIfAbsent(element, key -> Bodies.start(host, null, element)));
        }
        return tasks;
    }

    private static <A> A checked(TaskHost host, A element) {
        Objects.requireNonNull(element, "an element to gather is null");
        if (element instanceof Task<?> task) {
            if (Bodies.isForeign(host, task.bridge())) {
                throw new IllegalArgumentException(Bodies.foreignMessage(host, task.bridge()));
            }
            if (task.bridge() == Carrier.currentBody()) {
                throw new IllegalStateException(task.name() + " gathers itself, which would never end");
            }
        } else if (element instanceof Coroutine<?> coroutine && coroutine.isStarted()) {
            throw new IllegalStateException(coroutine + " has been started before, and a coroutine runs only once");
        }
        return element;
    }

    /** Bodies without values, each of which gives null. */
    static List<Coroutine<@Nullable Void>> coroutines(Action<?>[] bodies) {
        List<Action<?>> elements = Arrays.asList(bodies);
        elements.forEach(body -> Objects.requireNonNull(body, "an element to gather is null"));
        IdentityHashMap<Action<?>, Coroutine<@Nullable Void>> made = new IdentityHashMap<>();
        List<Coroutine<@Nullable Void>> coroutines = new ArrayList<>(elements.size());
        for (Action<?> body : elements) {
            coroutines.add(made.computeIfAbsent(body, Coroutine::of));
        }
        return coroutines;
    }

    static <T extends @Nullable Object> List<Task<? extends T>> suspending(
            TaskHost host, List<SuspendCall<? extends T>> calls) {
        calls.forEach(call -> Objects.requireNonNull(call, "an element to gather is null"));
        IdentityHashMap<Object, Task<? extends T>> started = new IdentityHashMap<>();
        List<Task<? extends T>> tasks = new ArrayList<>(calls.size());
        for (SuspendCall<? extends T> call : calls) {
            tasks.add(started.computeIfAbsent(call, key -> Bodies.start(host, null, call)));
        }
        return tasks;
    }
}
