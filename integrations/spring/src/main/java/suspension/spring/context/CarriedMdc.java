package suspension.spring.context;

import io.micrometer.context.ThreadLocalAccessor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The MDC. A thread that has ever had an entry has a map from then on, which counts as none while it is empty. */
final class CarriedMdc extends CarriedLocal {

    CarriedMdc(ThreadLocalAccessor<?> accessor) {
        super(accessor);
    }

    @Override
    @Nullable
    Object onThread() {
        Object entries = super.onThread();
        return entries instanceof Map<?, ?> map && map.isEmpty() ? null : entries;
    }
}
