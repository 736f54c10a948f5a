package suspension.spring.transaction;

import kotlinx.coroutines.reactor.ReactorContext;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;
import suspension.Async;
import suspension.bridge.task.Carrier;

/** The body that calls. */
final class Bodies {

    private Bodies() {}

    /** Whether a body calls. */
    static boolean isCurrent() {
        return Carrier.currentBody() != null;
    }

    /** Returns Reactor's context of the calling body. */
    static ContextView reactorContext() {
        ReactorContext element =
                Async.<@Nullable ReactorContext>await(c -> c.getContext().get(ReactorContext.Key));
        return element == null ? Context.empty() : element.getContext();
    }
}
