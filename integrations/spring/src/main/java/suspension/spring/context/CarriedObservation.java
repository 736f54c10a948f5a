package suspension.spring.context;

import io.micrometer.context.ThreadLocalAccessor;
import io.micrometer.observation.NullObservation;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The current observation. A thread has a stack of scopes, and the body may have opened some of them. They are all closed
 * when the task leaves the thread, and opened again in the same order where it goes on. So whoever closes a scope that
 * was opened before a suspension finds the same observations below it, and so do the handlers, which keep spans there.
 *
 * <p>The value is the stack of observations as a list, the outermost first.
 */
final class CarriedObservation extends CarriedLocal {

    CarriedObservation(ThreadLocalAccessor<?> accessor) {
        super(accessor);
    }

    private ObservationRegistry registry() {
        return ((ObservationThreadLocalAccessor) (ThreadLocalAccessor<?>) accessor()).getObservationRegistry();
    }

    @Override
    @Nullable
    Object read() {
        return accessor().getValue() instanceof Observation current && !(current instanceof NullObservation)
                ? current
                : null;
    }

    /** A child has the current observation alone. */
    @Override
    Object forTask(Object value) {
        return value instanceof List<?> stack ? stack.get(stack.size() - 1) : value;
    }

    @Override
    @Nullable
    Object onThread() {
        return registry().getCurrentObservationScope();
    }

    @Override
    void install(@Nullable Object value, @Nullable Object before) {
        if (value instanceof List<?> stack) {
            for (Object observation : stack) {
                accessor().setValue(observation);
            }
        } else {
            super.install(value, before);
        }
    }

    @Override
    @Nullable
    Object left(@Nullable Object now, @Nullable Object before) {
        Observation first = null;
        List<Object> stack = null;
        for (Observation.Scope scope = (Observation.Scope) now;
                scope != null && scope != before;
                scope = scope.getPreviousObservationScope()) {
            Observation observation = scope.getCurrentObservation();
            if (observation == null || observation instanceof NullObservation) {
                continue;
            }
            if (first == null) {
                first = observation;
                continue;
            }
            if (stack == null) {
                stack = new ArrayList<>();
                stack.add(first);
            }
            stack.add(observation);
        }
        if (stack == null) {
            return first;
        }
        Collections.reverse(stack);
        return stack;
    }

    /** Does not ask the accessor, which closes one scope, and complains of those that the body has opened. */
    @Override
    void restore(@Nullable Object value, @Nullable Object before) {
        ObservationRegistry registry = registry();
        Observation.Scope scope = registry.getCurrentObservationScope();
        while (scope != null && scope != before) {
            scope.close();
            Observation.Scope next = registry.getCurrentObservationScope();
            scope = next == scope ? null : next;
        }
        if (registry.getCurrentObservationScope() != before) {
            registry.setCurrentObservationScope((Observation.Scope) before);
        }
    }
}
