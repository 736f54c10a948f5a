package suspension;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import suspension.bridge.task.Carrier;
import suspension.bridge.task.TaskHost;
import suspension.internal.Callers;

/** Makes the tasks of what is given to be gathered. */
final class Gather {

    private Gather() {}

    /**
     * Returns a task for each element. A task stands for itself; anything else is started. An element that is given
     * twice runs once.
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
                            ? Tasks.cast(given)
                            : started.computeIfAbsent(element, key -> Tasks.start(host, null, element)));
        }
        return tasks;
    }

    private static <A> A checked(TaskHost host, A element) {
        Objects.requireNonNull(element, "an element to gather is null");
        if (element instanceof Task<?> task) {
            if (Confinement.isForeign(host, task.bridge())) {
                throw new IllegalArgumentException(Confinement.foreignMessage(host, task.bridge()));
            }
            if (task.bridge() == Carrier.currentBody()) {
                throw new IllegalStateException(task.name() + " gathers itself, which would never end");
            }
        } else if (element instanceof Coroutine<?> coroutine && coroutine.isStarted()) {
            throw new IllegalStateException(coroutine + " has been started before, and a coroutine runs only once");
        }
        return element;
    }

    /** Returns coroutines of bodies without values. Each gives null. */
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
            tasks.add(started.computeIfAbsent(call, key -> Tasks.start(host, null, call)));
        }
        return tasks;
    }

    /** Gathers awaitables of unlike values. */
    static List<@Nullable Object> values(Awaitable<?, ?>... elements) {
        TaskHost host = Callers.body("gather()").host();
        return GatherWaiter.<@Nullable Object>values(Gather.<@Nullable Object>tasks(host, Arrays.asList(elements)));
    }

    /** Gathers suspend functions of unlike values. */
    static List<@Nullable Object> suspendValues(SuspendCall<?>... calls) {
        TaskHost host = Callers.body("gather()").host();
        return GatherWaiter.<@Nullable Object>values(Gather.<@Nullable Object>suspending(host, Arrays.asList(calls)));
    }

    /** Returns a gathered value as what the awaitable at its place gives. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals", "NullAway"})
    static <T extends @Nullable Object> T cast(@Nullable Object value) {
        return (T) value;
    }
}
