package suspension.interop;

import java.util.concurrent.Flow.Publisher;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;

/** What the specification of reactive streams asks of {@link Flows#toPublisher}. */
public class PublisherTckTest extends FlowPublisherVerification<Long> {

    public PublisherTckTest() {
        super(new TestEnvironment(1000, 200), 1000);
    }

    @Override
    public Publisher<Long> createFlowPublisher(long elements) {
        return Flows.toPublisher(Flows.<Long>generate(emitter -> {
            for (long i = 0; i < elements; i++) {
                emitter.emit(i);
            }
        }));
    }

    @Override
    public Publisher<Long> createFailedFlowPublisher() {
        return null; // a cold flow fails after its subscription, never at it
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1 << 20;
    }
}
