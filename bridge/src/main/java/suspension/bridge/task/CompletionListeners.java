package suspension.bridge.task;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The listeners that wait for one task: null for none, the listener itself for one, and a set in order of arrival for
 * more. It is a set because thousands may wait and each may leave. Each operation returns what the caller keeps
 * instead.
 */
final class CompletionListeners {

    private CompletionListeners() {}

    static boolean contains(@Nullable Object listeners, CompletionListener listener) {
        return listeners == listener || (listeners instanceof Set<?> several && several.contains(listener));
    }

    @SuppressWarnings("unchecked")
    static Object with(@Nullable Object listeners, CompletionListener added) {
        if (listeners == null) {
            return added;
        }
        Set<Object> several;
        if (listeners instanceof Set<?> set) {
            several = (Set<Object>) set;
        } else {
            several = new LinkedHashSet<>();
            several.add(listeners);
        }
        several.add(added);
        return several;
    }

    static @Nullable Object without(@Nullable Object listeners, CompletionListener removed) {
        if (listeners instanceof Set<?> several) {
            several.remove(removed);
            return several.isEmpty() ? null : several;
        }
        return listeners == removed ? null : listeners;
    }

    static void tell(@Nullable Object listeners, BridgeTask<?> task) {
        if (listeners instanceof CompletionListener listener) {
            listener.completed(task);
        } else if (listeners instanceof Set<?> several) {
            for (Object listener : several) {
                ((CompletionListener) listener).completed(task);
            }
        }
    }
}
