package suspension.spring.context;

import io.micrometer.context.ThreadLocalAccessor;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/** Spring Security's context, which WebFlux keeps as a {@code Mono} under a key of its own. */
final class CarriedSecurity extends CarriedLocal {

    static final String KEY = "org.springframework.security.core.context.SecurityContext";

    CarriedSecurity(ThreadLocalAccessor<?> accessor) {
        super(accessor);
    }

    /** As the accessor, without a context made for comparison. */
    @Override
    @Nullable
    Object onThread() {
        SecurityContext held = SecurityContextHolder.getContext();
        return held.getAuthentication() == null ? null : held;
    }

    @Override
    @Nullable
    Object readFrom(ContextView subscriber) {
        Object value = super.readFrom(subscriber);
        if (value == null && ofSubscriber(subscriber) instanceof Callable<?> known) {
            try {
                return known.call();
            } catch (Exception e) {
                throw new IllegalStateException("The SecurityContext in Reactor's context failed", e);
            }
        }
        return value;
    }

    /** The context can be changed, so a new task has one of its own. */
    @Override
    Object forTask(Object value) {
        return copyOf((SecurityContext) value);
    }

    private static SecurityContext copyOf(SecurityContext context) {
        SecurityContext copy = SecurityContextHolder.createEmptyContext();
        copy.setAuthentication(context.getAuthentication());
        return copy;
    }

    private static @Nullable Mono<SecurityContext> ofSubscriber(ContextView subscriber) {
        return subscriber.<@Nullable Mono<SecurityContext>>getOrDefault(SecurityContext.class, null);
    }

    /** Returns the subscriber's context once the security context in it is known, or null if it is known already. */
    static @Nullable Mono<ContextView> known(ContextView subscriber) {
        Mono<SecurityContext> security = ofSubscriber(subscriber);
        return security == null || security instanceof Callable || subscriber.hasKey(KEY)
                ? null
                : security.<ContextView>map(context -> Context.of(subscriber).put(KEY, context))
                        .defaultIfEmpty(subscriber);
    }

    /** What {@code ReactiveSecurityContextHolder} finds. What the body has in its thread's holder comes first. */
    static final class Reactive extends CarriedLocal {

        Reactive(ThreadLocalAccessor<?> accessor) {
            super(accessor);
        }

        @Override
        @Nullable
        Object read() {
            SecurityContext held = SecurityContextHolder.getContext();
            return held.getAuthentication() == null ? super.read() : Mono.just(copyOf(held));
        }
    }
}
