package suspension.spring.context;

import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

/**
 * One thread-local that tasks carry, by its accessor. A task puts its value on a thread, and takes it off again, so that
 * the thread has what it had before.
 */
class CarriedLocal {

    private final ThreadLocalAccessor<Object> accessor;

    @SuppressWarnings("unchecked")
    CarriedLocal(ThreadLocalAccessor<?> accessor) {
        this.accessor = (ThreadLocalAccessor<Object>) accessor;
    }

    final ThreadLocalAccessor<Object> accessor() {
        return accessor;
    }

    final Object key() {
        return accessor.key();
    }

    /** Returns the thread's value, for a task that is new or for Reactor; null for none. */
    @Nullable
    Object read() {
        Object left = onThread();
        return left == null ? null : forTask(left);
    }

    /** Returns the value that a subscriber has, or null. */
    @Nullable
    Object readFrom(ContextView subscriber) {
        return subscriber.<@Nullable Object>getOrDefault(key(), null);
    }

    /** Returns what a new task gets of a value that another task may go on to change. */
    @Nullable
    Object forTask(Object value) {
        return value;
    }

    /** Returns what there is on the thread, for {@link #install}, {@link #left} and {@link #restore}. */
    @Nullable
    Object onThread() {
        return accessor.getValue();
    }

    /** Puts the value on the thread, which has {@code before}. */
    void install(@Nullable Object value, @Nullable Object before) {
        if (value != null) {
            accessor.setValue(value);
        } else if (before != null) {
            accessor.setValue();
        }
    }

    /** Returns the value of a task that has {@code now} on the thread, where {@code before} was before it. */
    @Nullable
    Object left(@Nullable Object now, @Nullable Object before) {
        return now;
    }

    /** Takes the value off, and whatever has taken its place. */
    void restore(@Nullable Object value, @Nullable Object before) {
        if (before != null) {
            accessor.restore(before);
        } else if (value != null || onThread() != null) {
            accessor.restore();
        }
    }
}
