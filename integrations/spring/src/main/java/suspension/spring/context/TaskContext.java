package suspension.spring.context;

import java.util.function.Supplier;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.reactor.ReactorContext;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * What a task takes along from the code that starts it: the thread-locals that Micrometer's context propagation knows,
 * such as the current observation and Spring Security's context, the MDC, the request's attributes and locale, and
 * Reactor's context. The starter's loops do so by themselves.
 */
public final class TaskContext {

    private static final boolean SECURITY =
            ClassUtils.isPresent(CarriedSecurity.KEY, TaskContext.class.getClassLoader());

    /** Reactor's context of the subscriber for which the thread starts a task, or null. */
    private static final ThreadLocal<@Nullable ContextView> SUBSCRIBER = new ThreadLocal<>();

    private TaskContext() {}

    /**
     * Returns the elements for a task that the calling thread starts, for {@code EventLoop.Builder.capture}. Neither
     * suspends nor blocks. What a subscriber of {@link #with} has comes before what the thread has.
     *
     * @return the elements
     */
    public static CoroutineContext capture() {
        ContextView subscriber = SUBSCRIBER.get();
        TaskLocals locals = TaskLocals.capture(subscriber);
        return locals.plus(new ReactorContext(
                (Context) new LiveContext(subscriber == null ? Context.empty() : subscriber, locals)));
    }

    /**
     * Returns the elements for a task that the calling thread starts, of Reactor's context only. Neither suspends nor
     * blocks.
     *
     * @return the elements
     */
    public static CoroutineContext captureSubscriber() {
        ContextView subscriber = SUBSCRIBER.get();
        return subscriber == null ? EmptyCoroutineContext.INSTANCE : new ReactorContext(subscriber);
    }

    /**
     * Starts tasks on behalf of a subscriber. Neither suspends nor blocks. A security context that is not known yet,
     * because it is still to be loaded, is not in {@code SecurityContextHolder} then; {@link #deferred} loads it.
     *
     * @param <T> the type of the result
     * @param subscriber Reactor's context of it
     * @param start starts them
     * @return what that gives
     */
    public static <T extends @Nullable Object> T with(ContextView subscriber, Supplier<T> start) {
        ContextView outer = SUBSCRIBER.get();
        SUBSCRIBER.set(subscriber);
        try {
            return start.get();
        } finally {
            if (outer == null) {
                SUBSCRIBER.remove();
            } else {
                SUBSCRIBER.set(outer);
            }
        }
    }

    /**
     * Returns what starts tasks on behalf of each subscriber, once that subscriber's security context is known. Tasks
     * start on the thread that subscribes, or on the one that the security context comes from.
     *
     * @param <T> the type of the value
     * @param start starts tasks, and returns what tells their outcome
     * @return that outcome; what {@code start} throws, or loading the security context fails with, the subscriber gets
     */
    public static <T> Mono<T> deferred(Supplier<Mono<T>> start) {
        return Mono.deferContextual(subscriber -> {
            Mono<ContextView> known = SECURITY ? CarriedSecurity.known(subscriber) : null;
            return known == null ? with(subscriber, start) : known.flatMap(context -> with(context, start));
        });
    }

    /**
     * Like {@link #deferred}, for several values.
     *
     * @param <T> the type of the values
     * @param start starts tasks, and returns what tells their values
     * @return these values
     */
    public static <T> Flux<T> deferredMany(Supplier<Flux<T>> start) {
        return Flux.deferContextual(subscriber -> {
            Mono<ContextView> known = SECURITY ? CarriedSecurity.known(subscriber) : null;
            return known == null ? with(subscriber, start) : known.flatMapMany(context -> with(context, start));
        });
    }
}
