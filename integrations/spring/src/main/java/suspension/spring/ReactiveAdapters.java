package suspension.spring;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import kotlinx.coroutines.reactor.MonoKt;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ReactiveTypeDescriptor;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import suspension.Coroutine;
import suspension.EventLoopGroup;
import suspension.Outcome;
import suspension.Task;
import suspension.spring.context.TaskContext;

/**
 * Teaches Spring what a {@link Coroutine} and a {@link Task} are. Whatever of Spring understands a {@code Mono} then
 * understands them: controllers, reactive transactions, scheduled methods, listeners. Who stops to want the result
 * cancels the task.
 *
 * <p>Spring has a registry that all contexts of the process share, and WebFlux one of its own for each. Work that comes
 * through the shared one runs on the loops of the context that was started last.
 */
final class ReactiveAdapters
        implements SmartInitializingSingleton, ApplicationListener<ContextClosedEvent>, DisposableBean {

    /** The groups of the contexts that run, in the order in which they started. */
    private static final List<EventLoopGroup> RUNNING = new CopyOnWriteArrayList<>();

    static {
        register(ReactiveAdapterRegistry.getSharedInstance(), ReactiveAdapters::latest);
    }

    private final EventLoopGroup loops;
    private final ObjectProvider<ReactiveAdapterRegistry> registries;
    private final ApplicationContext context;

    ReactiveAdapters(
            EventLoopGroup loops, ObjectProvider<ReactiveAdapterRegistry> registries, ApplicationContext context) {
        this.context = context;
        this.loops = loops;
        this.registries = registries;
        RUNNING.add(loops);
    }

    @Override
    public void afterSingletonsInstantiated() {
        registries.forEach(registry -> register(registry, () -> loops));
    }

    /** Leaves what comes through the shared registry to others, unless there are none. */
    @Override
    public void onApplicationEvent(ContextClosedEvent event) {
        if (event.getApplicationContext() == context && RUNNING.size() > 1) {
            RUNNING.remove(loops);
        }
    }

    @Override
    public void destroy() {
        RUNNING.remove(loops);
    }

    private static EventLoopGroup latest() {
        List<EventLoopGroup> running = List.copyOf(RUNNING);
        if (running.isEmpty()) {
            throw new IllegalStateException("No context with an EventLoopGroup runs any more; nothing was started");
        }
        return running.get(running.size() - 1);
    }

    /** Where tasks are started. */
    @FunctionalInterface
    interface Loops {
        EventLoopGroup get();
    }

    private static void register(ReactiveAdapterRegistry registry, Loops loops) {
        registry.registerReactiveType(
                ReactiveTypeDescriptor.singleOptionalValue(Coroutine.class, () -> Coroutine.of(() -> {})),
                coroutine -> toMono((Coroutine<?>) coroutine, loops),
                ReactiveAdapters::toCoroutine);
        registry.registerReactiveType(
                ReactiveTypeDescriptor.nonDeferredAsyncValue(
                        Task.class, () -> loops.get().createTask(() -> {})),
                task -> toMono((Task<?>) task),
                publisher -> loops.get().createTask(toCoroutine(publisher)));
    }

    /** Returns what runs a coroutine on a loop when it is subscribed to. */
    static <T> Mono<T> toMono(Coroutine<T> coroutine, Loops loops) {
        return TaskContext.deferred(() -> toMono(loops.get().createTask(coroutine)));
    }

    /** Returns a task's outcome as what Reactor understands. */
    static <T> Mono<T> toMono(Task<T> task) {
        return Mono.create(sink -> {
            sink.onCancel(() -> task.cancel("Nobody wants the result of " + task.name() + " any more"));
            task.onDone(done -> {
                Outcome<T> outcome = done.outcome();
                if (outcome instanceof Outcome.Success<T> success) {
                    sink.success(success.value());
                } else if (outcome instanceof Outcome.Failure<T> failure) {
                    sink.error(failure.exception());
                } else {
                    sink.error(((Outcome.Cancelled<T>) outcome).exception());
                }
            });
        });
    }

    /** The publisher is not cancelled at its first value: it may be one that commits a transaction when it completes. */
    private static Coroutine<@Nullable Object> toCoroutine(Publisher<?> publisher) {
        return Coroutine.suspending(
                c -> MonoKt.awaitSingleOrNull(Flux.<Object>from(publisher).singleOrEmpty(), c));
    }
}
