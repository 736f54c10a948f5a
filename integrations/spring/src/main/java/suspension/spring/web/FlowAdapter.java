package suspension.spring.web;

import java.util.function.Supplier;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowKt;
import kotlinx.coroutines.reactive.ReactiveFlowKt;
import kotlinx.coroutines.reactor.ReactorFlowKt;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ReactiveTypeDescriptor;
import reactor.core.publisher.Flux;
import suspension.EventLoopGroup;
import suspension.spring.context.TaskContext;

/**
 * Has Kotlin's flows that handler methods return collected on a loop, with the context of the request. Spring's own
 * adapter collects them on whatever thread asks for the next element. A generator in Java would then have a thread of
 * its own, and nothing of the request's context.
 */
final class FlowAdapter {

    private FlowAdapter() {}

    /** @param propagates whether flows have more of the request's context than Reactor's */
    static void register(ReactiveAdapterRegistry registry, Supplier<EventLoopGroup> loops, boolean propagates) {
        Supplier<CoroutineContext> capture = propagates ? TaskContext::capture : TaskContext::captureSubscriber;
        registry.registerReactiveTypeOverride(
                ReactiveTypeDescriptor.multiValue(Flow.class, FlowKt::emptyFlow),
                flow -> toFlux((Flow<?>) flow, loops, capture),
                ReactiveFlowKt::asFlow);
    }

    private static <T> Flux<T> toFlux(
            Flow<T> flow, Supplier<EventLoopGroup> loops, Supplier<CoroutineContext> capture) {
        return TaskContext.deferredMany(() ->
                ReactorFlowKt.asFlux(flow, capture.get().plus(loops.get().next().dispatcher())));
    }
}
