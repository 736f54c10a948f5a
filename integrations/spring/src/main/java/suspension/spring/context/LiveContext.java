package suspension.spring.context;

import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * Reactor's context of what a task awaits: what the subscriber has for whom the task was started, and over it what the
 * task that reads it has now, such as an observation that a body has opened. A change of what tasks have themselves
 * gives a context that is no longer live.
 */
final class LiveContext implements Context {

    private final ContextView subscriber;
    private final TaskLocals task;

    LiveContext(ContextView subscriber, TaskLocals task) {
        this.subscriber = subscriber;
        this.task = task;
    }

    private @Nullable Object find(Object key) {
        int index = task.locals().indexOf(key);
        return index >= 0 ? task.value(index) : subscriber.<@Nullable Object>getOrDefault(key, null);
    }

    private Map<Object, Object> all() {
        Map<Object, Object> all = new HashMap<>();
        subscriber.stream().forEach(entry -> all.put(entry.getKey(), entry.getValue()));
        CarriedLocals locals = task.locals();
        for (int i = 0; i < locals.size(); i++) {
            Object value = task.value(i);
            if (value == null) {
                all.remove(locals.key(i));
            } else {
                all.put(locals.key(i), value);
            }
        }
        return all;
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <T> T get(Object key) {
        Object value = find(key);
        if (value == null) {
            throw new NoSuchElementException("Context does not contain key: " + key);
        }
        return (T) value;
    }

    @Override
    public boolean hasKey(Object key) {
        return find(key) != null;
    }

    @Override
    public Context put(Object key, Object value) {
        return isLive(key)
                ? Context.of(all()).put(key, value)
                : new LiveContext(Context.of(subscriber).put(key, value), task);
    }

    @Override
    public Context delete(Object key) {
        return isLive(key)
                ? Context.of(all()).delete(key)
                : new LiveContext(Context.of(subscriber).delete(key), task);
    }

    private boolean isLive(Object key) {
        return task.locals().indexOf(key) >= 0;
    }

    @Override
    public int size() {
        return all().size();
    }

    @Override
    public Stream<Map.Entry<Object, Object>> stream() {
        return all().entrySet().stream();
    }

    @Override
    public String toString() {
        return "LiveContext" + all();
    }
}
