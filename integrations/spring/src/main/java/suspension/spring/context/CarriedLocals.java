package suspension.spring.context;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ThreadLocalAccessor;
import io.micrometer.context.integration.Slf4jThreadLocalAccessor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextThreadLocalAccessor;
import org.springframework.util.ClassUtils;
import org.springframework.web.context.request.RequestAttributesThreadLocalAccessor;
import reactor.util.context.ContextView;

/**
 * The thread-locals that tasks carry: those that the process's {@link ContextRegistry} knows, and the MDC, the request's
 * attributes and its locale where nobody has registered them. The latter are not registered there, because that would
 * change what Reactor and others carry, too.
 *
 * <p>The MDC comes first, because tracing writes the ids of the current span into it, and so must be installed after it.
 */
final class CarriedLocals {

    private static final String MDC_KEY = "cp.slf4j";
    private static final String OBSERVATION_KEY = "micrometer.observation";

    private static final List<ThreadLocalAccessor<?>> OURS = ours();

    /** Any thread replaces it when the registry has changed. */
    private static volatile CarriedLocals current = new CarriedLocals(List.of());

    /** What the registry had. */
    private final List<ThreadLocalAccessor<?>> registered;

    private final CarriedLocal[] locals;

    private CarriedLocals(List<ThreadLocalAccessor<?>> registered) {
        this.registered = registered;
        List<ThreadLocalAccessor<?>> all = new ArrayList<>(registered);
        for (ThreadLocalAccessor<?> accessor : OURS) {
            if (all.stream().noneMatch(other -> other.key().equals(accessor.key()))) {
                all.add(accessor);
            }
        }
        List<CarriedLocal> carried = new ArrayList<>();
        for (ThreadLocalAccessor<?> accessor : all) {
            carried.add(accessor.key().equals(MDC_KEY) ? 0 : carried.size(), of(accessor));
        }
        locals = carried.toArray(new CarriedLocal[0]);
    }

    private static CarriedLocal of(ThreadLocalAccessor<?> accessor) {
        Object key = accessor.key();
        if (key.equals(MDC_KEY)) {
            return new CarriedMdc(accessor);
        }
        if (key.equals(OBSERVATION_KEY)) {
            return new CarriedObservation(accessor);
        }
        if (key.equals(CarriedSecurity.KEY)) {
            return new CarriedSecurity(accessor);
        }
        if (key instanceof Class<?> type && type.getName().equals(CarriedSecurity.KEY)) {
            return new CarriedSecurity.Reactive(accessor);
        }
        return new CarriedLocal(accessor);
    }

    private static List<ThreadLocalAccessor<?>> ours() {
        List<ThreadLocalAccessor<?>> ours = new ArrayList<>();
        if (isPresent("org.slf4j.MDC")) {
            ours.add(new Slf4jThreadLocalAccessor());
        }
        ours.add(new LocaleContextThreadLocalAccessor());
        if (isPresent("org.springframework.web.context.request.RequestContextHolder")
                && isPresent("jakarta.servlet.http.HttpServletRequest")) {
            ours.add(new RequestAttributesThreadLocalAccessor());
        }
        return List.copyOf(ours);
    }

    private static boolean isPresent(String type) {
        return ClassUtils.isPresent(type, CarriedLocals.class.getClassLoader());
    }

    static CarriedLocals current() {
        List<ThreadLocalAccessor<?>> registered = ContextRegistry.getInstance().getThreadLocalAccessors();
        CarriedLocals known = current;
        if (!known.isOf(registered)) {
            known = new CarriedLocals(List.copyOf(registered));
            current = known;
        }
        return known;
    }

    private boolean isOf(List<ThreadLocalAccessor<?>> accessors) {
        int size = registered.size();
        if (accessors.size() != size) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            if (accessors.get(i) != registered.get(i)) {
                return false;
            }
        }
        return true;
    }

    int size() {
        return locals.length;
    }

    Object key(int index) {
        return locals[index].key();
    }

    /** Returns the index of a key, or -1. */
    int indexOf(Object key) {
        for (int i = 0; i < locals.length; i++) {
            if (locals[i].key().equals(key)) {
                return i;
            }
        }
        return -1;
    }

    /** Returns the calling thread's value, for a new task or for Reactor. */
    @Nullable
    Object read(int index) {
        return locals[index].read();
    }

    /** Returns the calling thread's values, for a new task. What a subscriber has comes first. */
    @Nullable
    Object[] capture(@Nullable ContextView subscriber) {
        @Nullable Object[] values = new Object[locals.length];
        for (int i = 0; i < values.length; i++) {
            Object value = subscriber == null ? null : locals[i].readFrom(subscriber);
            values[i] = value != null ? value : locals[i].read();
        }
        return values;
    }

    /** Returns what a new task gets of the values of another. */
    @Nullable
    Object[] copy(@Nullable Object[] values) {
        @Nullable Object[] copies = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            copies[i] = value == null ? null : locals[i].forTask(value);
        }
        return copies;
    }

    /** Puts the values on the calling thread: all, or none if this throws. Returns what was there before. */
    @Nullable
    Object[] install(@Nullable Object[] values) {
        @Nullable Object[] before = new Object[locals.length];
        int i = 0;
        try {
            for (; i < locals.length; i++) {
                before[i] = locals[i].onThread();
                locals[i].install(values[i], before[i]);
            }
        } catch (Throwable e) {
            try {
                restore(values, before, i);
            } catch (Throwable later) {
                e.addSuppressed(later);
            }
            throw e;
        }
        return before;
    }

    /** Returns the values of a task that runs on the calling thread since {@link #install}. */
    @Nullable
    Object[] left(@Nullable Object[] before) {
        @Nullable Object[] left = new Object[locals.length];
        for (int i = 0; i < left.length; i++) {
            left[i] = locals[i].left(locals[i].onThread(), before[i]);
        }
        return left;
    }

    /** Takes the values off the calling thread, all of them also if one throws. */
    void restore(@Nullable Object[] values, @Nullable Object[] before) {
        restore(values, before, locals.length);
    }

    private void restore(@Nullable Object[] values, @Nullable Object[] before, int count) {
        Throwable failure = null;
        for (int i = count - 1; i >= 0; i--) {
            try {
                locals[i].restore(values[i], before[i]);
            } catch (Throwable e) {
                if (failure == null) {
                    failure = e;
                } else if (failure != e) {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure != null) {
            throw (RuntimeException) failure;
        }
    }
}
