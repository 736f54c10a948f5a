package suspension.interop;

import java.util.concurrent.Flow.Publisher;
import java.util.function.Supplier;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.jdk9.ReactiveFlowKt;

/** Calls kotlinx-coroutines-jdk9, which may be missing. No other class needs it. */
final class Publishers {

    private Publishers() {}

    static <R> R calling(Supplier<R> call) {
        try {
            return call.get();
        } catch (NoClassDefFoundError e) {
            throw new IllegalStateException(
                    "Publishers need kotlinx-coroutines-jdk9, which is missing here; add the dependency"
                            + " org.jetbrains.kotlinx:kotlinx-coroutines-jdk9 in the version of kotlinx-coroutines-core",
                    e);
        }
    }

    static <T> Publisher<T> toPublisher(Flow<T> flow) {
        return new StrictPublisher<>(ReactiveFlowKt.asPublisher(flow));
    }

    static <T> Flow<T> fromPublisher(Publisher<T> publisher) {
        return ReactiveFlowKt.asFlow(publisher);
    }
}
