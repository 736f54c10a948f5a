package suspension.interop;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.stream.Stream;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowKt;
import kotlinx.coroutines.stream.StreamKt;
import org.jspecify.annotations.Nullable;
import suspension.Coroutine;
import suspension.bridge.flow.FlowCollection;
import suspension.bridge.flow.FlowGeneration;
import suspension.bridge.flow.FlowIteration;
import suspension.bridge.task.BodyTask;
import suspension.bridge.task.Failures;
import suspension.internal.Callers;

/**
 * Kotlin's flows in Java, and Java's generators as flows. State flows and shared flows work as other flows do, but
 * never end by themselves.
 *
 * <p>The calling body handles the elements, one at a time; upstream goes on when the body asks for more. Leaving early,
 * an exception in the consumer, and cancellation each end upstream once and run its {@code finally}. The body waits
 * until that has run. An element may be null where Kotlin's type allows it.
 */
public final class Flows {

    private Flows() {}

    /**
     * What {@link #collect} does with an element.
     *
     * @param <T> the type of the elements
     * @param <X> the checked exception that it throws
     */
    @FunctionalInterface
    public interface Collector<T extends @Nullable Object, X extends Exception> {

        /**
         * Handles an element. May suspend; upstream waits meanwhile.
         *
         * @param element the element
         * @throws X to end the collection
         */
        void accept(T element) throws X;
    }

    /**
     * Hands every element of a flow to a collector. Suspends until the flow has ended. Mirrors {@code flow.collect}.
     *
     * @param <T> the type of the elements
     * @param <X> the checked exception that the collector throws
     * @param flow the flow
     * @param collector called in the calling body; may suspend
     * @throws X what the collector throws, as it is
     * @throws java.util.concurrent.CompletionException around a checked exception of the flow; an unchecked exception
     *     or an error is thrown as it is
     * @throws IllegalStateException outside a body, or if the flow breaks Kotlin's rules by emitting from another
     *     context
     */
    public static <T extends @Nullable Object, X extends Exception> void collect(
            Flow<? extends T> flow, Collector<? super T, X> collector) throws X {
        BodyTask<?> body = Callers.body("Flows.collect()");
        Objects.requireNonNull(flow, "flow");
        Consumption<T> consumption = new Consumption<>(Objects.requireNonNull(collector, "collector"));
        try {
            FlowCollection.<T>collect(body, Flows.<T>cast(flow), consumption);
        } catch (Throwable e) {
            if (e == consumption.failure) {
                throw Failures.<X>throwAs(e);
            }
            throw KotlinCalls.thrown(e);
        }
    }

    /** The collector, and the exception that it threw: it is the caller's own, and keeps the caller's type. */
    private static final class Consumption<T extends @Nullable Object> implements FlowCollection.Consumer<T> {

        private final Collector<? super T, ?> collector;
        private @Nullable Throwable failure;

        Consumption(Collector<? super T, ?> collector) {
            this.collector = collector;
        }

        @Override
        public void accept(T element) throws Exception {
            try {
                collector.accept(element);
            } catch (Throwable e) {
                failure = e;
                throw e;
            }
        }
    }

    @SuppressWarnings("unchecked") // a flow only gives
    private static <T extends @Nullable Object> Flow<T> cast(Flow<? extends T> flow) {
        return (Flow<T>) flow;
    }

    /**
     * Returns the elements of a flow, for a for-each loop in the calling body. Each step suspends until there is an
     * element. Nothing runs before the first step. Close the result, best with try-with-resources: that ends upstream.
     * It closes by itself when upstream has ended, and when the body ends.
     *
     * <pre>{@code
     * try (Flows.Items<User> users = Flows.iterate(api.users())) {
     *     for (User user : users) { ... break; }
     * }
     * }</pre>
     *
     * @param <T> the type of the elements
     * @param flow the flow
     * @return the elements, which can be iterated once
     * @throws IllegalStateException outside a body
     */
    public static <T extends @Nullable Object> Items<T> iterate(Flow<? extends T> flow) {
        BodyTask<?> body = Callers.body("Flows.iterate()");
        return new Items<>(new FlowIteration<>(body, Flows.<T>cast(Objects.requireNonNull(flow, "flow"))));
    }

    /**
     * The elements of a flow, as {@link #iterate} returns them. Only the body that called it may use them.
     *
     * @param <T> the type of the elements
     */
    public static final class Items<T extends @Nullable Object> implements Iterable<T>, AutoCloseable {

        private final FlowIteration<T> iteration;
        private boolean iterated;
        private boolean closed;

        private Items(FlowIteration<T> iteration) {
            this.iteration = iteration;
        }

        /**
         * Begins the iteration. {@code hasNext()} throws what upstream throws, in the form in which {@code Async.await}
         * does.
         *
         * @return the iterator, whose {@code hasNext()} suspends
         * @throws IllegalStateException the second time, or after {@link #close()}
         */
        @Override
        public Iterator<T> iterator() {
            ensureOpen();
            if (iterated) {
                throw new IllegalStateException(
                        "These items of a flow have been iterated before, and the flow went with"
                                + " that; call Flows.iterate(flow) again to collect it once more");
            }
            iterated = true;
            return new FlowIterator<>(iteration, this::ensureOpen);
        }

        /**
         * Ends upstream, and suspends until its {@code finally} has run. Does nothing if upstream has ended, or the
         * second time.
         *
         * @throws IllegalStateException in a body other than the one that called {@link Flows#iterate}
         */
        @Override
        public void close() {
            if (!closed) {
                ensureOwner();
                closed = true;
                try {
                    iteration.close();
                } catch (Exception e) {
                    throw KotlinCalls.thrown(e);
                }
            }
        }

        private void ensureOpen() {
            ensureOwner();
            if (closed) {
                throw new IllegalStateException(
                        "These items of a flow are closed; iterate inside the try that closes them");
            }
        }

        private void ensureOwner() {
            if (Callers.body("Iterating over a flow") != iteration.body()) {
                throw new IllegalStateException("These items belong to "
                        + iteration.body().name() + ", which called Flows.iterate(); only that body can use them");
            }
        }
    }

    /**
     * Collects all elements of a flow into a list. Mirrors {@code flow.toList()}.
     *
     * @param <T> the type of the elements
     * @param flow the flow
     * @return a coroutine that gives the list when awaited
     */
    public static <T extends @Nullable Object> Coroutine<List<T>> toList(Flow<? extends T> flow) {
        Objects.requireNonNull(flow, "flow");
        return Coroutine.of(() -> {
            List<T> list = new ArrayList<>();
            collect(flow, list::add);
            return list;
        });
    }

    /**
     * Takes the first element of a flow, then ends upstream. The coroutine fails with {@link NoSuchElementException} if
     * there is no element. Mirrors {@code flow.first()}.
     *
     * @param <T> the type of the elements
     * @param flow the flow
     * @return a coroutine that gives the element when awaited
     */
    public static <T extends @Nullable Object> Coroutine<T> first(Flow<? extends T> flow) {
        Objects.requireNonNull(flow, "flow");
        return Coroutine.suspending(c -> FlowKt.first(Flows.<T>cast(flow), c));
    }

    // Making flows

    /**
     * Takes the elements of a generator.
     *
     * @param <T> the type of the elements
     */
    @FunctionalInterface
    public interface Emitter<T extends @Nullable Object> {

        /**
         * Hands an element to the collector, and suspends until the collector is done with it. Throws when the
         * collector wants no more; let that exception leave the generator.
         *
         * @param element the element
         * @throws IllegalStateException outside the generator's body
         */
        void emit(T element);
    }

    /**
     * A body that emits the elements of a flow.
     *
     * @param <T> the type of the elements
     */
    @FunctionalInterface
    public interface Generator<T extends @Nullable Object> {

        /**
         * Emits all elements. May suspend.
         *
         * @param emitter takes the elements
         * @throws Exception to fail the flow
         */
        void run(Emitter<T> emitter) throws Exception;
    }

    /**
     * Makes a cold flow from a Java body. The body runs once for each collection: on the collector's loop, or off a
     * loop on a thread of its own. Neither suspends nor blocks. Cancelling the collector cancels the body. Mirrors
     * {@code flow { }}, and Python's asynchronous generators.
     *
     * @param <T> the type of the elements
     * @param generator emits the elements
     * @return the flow
     */
    public static <T extends @Nullable Object> Flow<T> generate(Generator<T> generator) {
        Objects.requireNonNull(generator, "generator");
        return FlowGeneration.generate(emitter -> new Generation<>(emitter).run(generator));
    }

    /** One run of a generator. The collector gets back the very exception that it threw, whatever the generator saw. */
    private static final class Generation<T extends @Nullable Object> implements Emitter<T> {

        private final FlowGeneration.Emitter<T> collector;
        private final BodyTask<?> owner = Callers.body("A generator");
        private @Nullable Exception failure;
        private @Nullable Throwable seen;

        Generation(FlowGeneration.Emitter<T> collector) {
            this.collector = collector;
        }

        void run(Generator<T> generator) throws Exception {
            try {
                generator.run(this);
            } catch (Exception e) {
                throw failure != null && e == seen ? failure : e;
            }
        }

        @Override
        public void emit(T element) {
            BodyTask<?> body = Callers.body("Emitter.emit()");
            if (body != owner) {
                throw new IllegalStateException("This emitter belongs to the body of its generator, but " + body.name()
                        + " emits; hand the element over, by a queue for example, and emit it in the generator");
            }
            try {
                collector.emit(body, element);
            } catch (Exception e) {
                throw seenAs(e);
            }
        }

        private RuntimeException seenAs(Exception thrown) {
            failure = thrown;
            try {
                return KotlinCalls.thrown(thrown);
            } catch (RuntimeException e) {
                seen = e;
                return e;
            }
        }
    }

    /**
     * Makes a cold flow from an iterable, which is iterated anew for each collection. Mirrors {@code asFlow()}.
     *
     * @param <T> the type of the elements
     * @param elements the elements
     * @return the flow
     */
    public static <T extends @Nullable Object> Flow<T> from(Iterable<? extends T> elements) {
        return Flows.<T>cast(FlowKt.asFlow(Objects.requireNonNull(elements, "elements")));
    }

    /**
     * Makes a flow from a stream. The flow can be collected once, and the collection closes the stream. Mirrors {@code
     * consumeAsFlow()}.
     *
     * @param <T> the type of the elements
     * @param elements the stream
     * @return the flow
     */
    public static <T extends @Nullable Object> Flow<T> from(Stream<? extends T> elements) {
        return Flows.<T>cast(StreamKt.consumeAsFlow(Objects.requireNonNull(elements, "elements")));
    }

    // Reactive streams

    /**
     * Makes a publisher of {@code java.util.concurrent.Flow} from a flow. Each subscriber collects the flow anew, on
     * the threads that request elements. Elements must not be null. Needs kotlinx-coroutines-jdk9. Mirrors {@code
     * asPublisher()}.
     *
     * @param <T> the type of the elements
     * @param flow the flow
     * @return the publisher
     * @throws IllegalStateException if kotlinx-coroutines-jdk9 is missing
     */
    public static <T> java.util.concurrent.Flow.Publisher<T> toPublisher(Flow<? extends T> flow) {
        Objects.requireNonNull(flow, "flow");
        return Publishers.calling(() -> Publishers.toPublisher(Flows.<T>cast(flow)));
    }

    /**
     * Makes a flow from a publisher. Each collection subscribes anew. Needs kotlinx-coroutines-jdk9. Mirrors {@code
     * asFlow()}.
     *
     * @param <T> the type of the elements
     * @param publisher the publisher
     * @return the flow
     * @throws IllegalStateException if kotlinx-coroutines-jdk9 is missing
     */
    public static <T> Flow<T> fromPublisher(java.util.concurrent.Flow.Publisher<T> publisher) {
        Objects.requireNonNull(publisher, "publisher");
        return Publishers.calling(() -> Publishers.fromPublisher(publisher));
    }
}
