package suspension.spring;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What {@code application.properties} says about the service's loops.
 *
 * @param loops how many loops there are, 1 or more; one for each processor by default
 * @param name the loops are called so, with a number; the name of the application by default
 * @param debug whether the loops are in debug mode: slow slices are logged, and tasks know where they were made. The
 *     system property suspension.debug by default
 * @param slowSlice how long a slice may hold a loop before debug mode logs it
 * @param shutdownTimeout how long the context's close waits for the loops, which cancel what runs on them;
 *     spring.lifecycle.timeout-per-shutdown-phase by default, and never longer than that
 * @param contextPropagation whether tasks have the thread-locals of the code that starts them, such as its MDC and
 *     current observation; Reactor's context follows them in any case
 * @param web what concerns controllers
 */
@ConfigurationProperties("suspension")
public record SuspensionProperties(
        @Nullable Integer loops,
        @Nullable String name,
        @Nullable Boolean debug,
        @DefaultValue("100ms") Duration slowSlice,
        @Nullable Duration shutdownTimeout,
        @DefaultValue("true") boolean contextPropagation,
        @DefaultValue Web web) {

    /**
     * What concerns controllers.
     *
     * @param suspendControllers whether the handler methods of all the service's controllers run as bodies, as if each
     *     had the annotation Suspending; no by default
     */
    public record Web(@DefaultValue("false") boolean suspendControllers) {}
}
