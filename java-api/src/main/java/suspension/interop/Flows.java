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
import suspension.bridge.internal.BodyTask;
import suspension.bridge.internal.FlowCollection;
import suspension.bridge.internal.FlowGeneration;
import suspension.bridge.internal.FlowIteration;
import suspension.internal.Callers;

/**
 * Kotlin's flows in Java, and Java's generators as flows. State flows and shared flows are flows like others; they never
 * end by themselves.
 *
 * <p>Elements are handled by the calling body, one at a time: upstream goes on when the body asks for more. Leaving early,
 * an exception in the consumer, and cancellation each end upstream, once, and run its {@code finally}; the body waits for
 * that. An element may be null where Kotlin's type allows it.
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
         * Handles an element, suspending wherever it calls something that suspends; upstream waits meanwhile.
         *
         * @param element the element
         * @throws X to end the collection
         */
        void accept(T element) throws X;
    }

    /**
     * Handles every element of a flow. Suspends until the flow has ended. Mirrors {@code flow.collect}.
     *
     * @param <T> the type of the elements
     * @param <X> the checked exception that the collector throws
     * @param flow the flow
     * @param collector is called in the calling body, which may wait there
     * @throws X what the collector throws, as it is
     * @throws java.util.concurrent.CompletionException around a checked exception of the flow's; unchecked ones and errors
     *     are thrown as they are
     * @throws IllegalStateException outside a body, or if the flow breaks Kotlin's rules by emitting from another context
     */
    public static <T extends @Nullable Object, X extends Exception> void collect(
            Flow<? extends T> flow, Collector<? super T, X> collector) throws X {
        BodyTask<?> body = Callers.body("Flows.collect()");
        Objects.requireNonNull(flow, "flow");
        Consumption<T> consumption = new Consumption<>(Objects.requireNonNull(collector, "collector"));
        try {
            FlowCollection.<T>collect(body, Flows.<T>same(flow), consumption);
        } catch (Throwable e) {
            if (e == consumption.failure) {
                throw Crossing.<X>same(e);
            }
            throw Crossing.thrown(e);
        }
    }

    /** The collector, and what it threw: that is the caller's own exception, with the caller's type. */
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
    private static <T extends @Nullable Object> Flow<T> same(Flow<? extends T> flow) {
        return (Flow<T>) flow;
    }

    /**
     * The elements of a flow, for a for-each loop in the calling body; each step suspends until there is an element.
     * Nothing runs before the first step. Close it, best with try-with-resources: that ends upstream. It is closed by
     * itself when upstream has ended, and when the body ends.
     *
     * <pre>{@code
     * try (Flows.Items<User> users = Flows.iterate(api.users())) {
     *     for (User user : users) { ... break; }
     * }
     * }</pre>
     *
     * @param <T> the type of the elements
     * @param flow the flow
     * @return the elements, to be iterated once
     * @throws IllegalStateException outside a body
     */
    public static <T extends @Nullable Object> Items<T> iterate(Flow<? extends T> flow) {
        BodyTask<?> body = Callers.body("Flows.iterate()");
        return new Items<>(new FlowIteration<>(body, Flows.<T>same(Objects.requireNonNull(flow, "flow"))));
    }

    /**
     * The elements of a flow, as {@link #iterate} gives them. Belongs to the body that made it.
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
         * Begins the iteration. What upstream throws leaves {@code hasNext()}, as {@code Async.await} throws it.
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
            return new ItemIterator();
        }

        /**
         * Ends upstream, and suspends until its {@code finally} has run; does nothing if it has ended, or the second time.
         *
         * @throws IllegalStateException in another body than the one that made this
         */
        @Override
        public void close() {
            if (!closed) {
                ensureOwner();
                closed = true;
                try {
                    iteration.close();
                } catch (Exception e) {
                    throw Crossing.thrown(e);
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

        private final class ItemIterator implements Iterator<T> {

            /** Whether upstream has been asked, and what it said, until the element is taken. */
            private boolean asked;

            private boolean found;

            @Override
            public boolean hasNext() {
                ensureOpen();
                if (!asked) {
                    asked = true;
                    found = false;
                    found = advance();
                }
                return found;
            }

            private boolean advance() {
                try {
                    return iteration.advance();
                } catch (Exception e) {
                    throw Crossing.thrown(e);
                }
            }

            @Override
            public T next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("The flow has ended; ask hasNext() first");
                }
                asked = false;
                return iteration.element();
            }
        }
    }

    /**
     * All elements of a flow. Mirrors {@code flow.toList()}.
     *
     * @param <T> the type of the elements
     * @param flow the flow
     * @return gives the list when awaited
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
     * The first element of a flow, whose upstream ends then; fails with {@link NoSuchElementException} if there is none.
     * Mirrors {@code flow.first()}.
     *
     * @param <T> the type of the elements
     * @param flow the flow
     * @return gives the element when awaited
     */
    public static <T extends @Nullable Object> Coroutine<T> first(Flow<? extends T> flow) {
        Objects.requireNonNull(flow, "flow");
        return Coroutine.suspending(c -> FlowKt.first(Flows.<T>same(flow), c));
    }

    // Making flows

    /**
     * What a generator emits through.
     *
     * @param <T> the type of the elements
     */
    @FunctionalInterface
    public interface Emitter<T extends @Nullable Object> {

        /**
         * Hands an element to the collector, and suspends until that is done with it. When the collector wants no more, it
         * throws; let the exception leave the generator.
         *
         * @param element the element
         * @throws IllegalStateException outside a body, or in another one than the generator's
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
         * Emits all elements, suspending wherever it calls something that suspends.
         *
         * @param emitter to emit through
         * @throws Exception to fail the flow
         */
        void run(Emitter<T> emitter) throws Exception;
    }

    /**
     * A cold flow out of a Java body, which runs once for each collection: on the collector's loop, or on a thread of its
     * own elsewhere. Neither suspends nor blocks. Cancelling the collector cancels the body. Mirrors {@code flow { }}, and
     * Python's asynchronous generators.
     *
     * @param <T> the type of the elements
     * @param generator emits the elements
     * @return the flow
     */
    public static <T extends @Nullable Object> Flow<T> generate(Generator<T> generator) {
        Objects.requireNonNull(generator, "generator");
        return FlowGeneration.generate(emitter -> new Generation<>(emitter).run(generator));
    }

    /** One run of a generator. What the collector threw leaves it as it was, whatever the generator saw of it. */
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
                return Crossing.thrown(thrown);
            } catch (RuntimeException e) {
                seen = e;
                return e;
            }
        }
    }

    /**
     * A cold flow of what is in a collection; every collection of the flow iterates anew. Mirrors {@code asFlow()}.
     *
     * @param <T> the type of the elements
     * @param elements the elements
     * @return the flow
     */
    public static <T extends @Nullable Object> Flow<T> from(Iterable<? extends T> elements) {
        return Flows.<T>same(FlowKt.asFlow(Objects.requireNonNull(elements, "elements")));
    }

    /**
     * A flow of what is in a stream, which can be collected once; that closes the stream. Mirrors {@code consumeAsFlow()}.
     *
     * @param <T> the type of the elements
     * @param elements the stream
     * @return the flow
     */
    public static <T extends @Nullable Object> Flow<T> from(Stream<? extends T> elements) {
        return Flows.<T>same(StreamKt.consumeAsFlow(Objects.requireNonNull(elements, "elements")));
    }

    // Reactive streams

    /**
     * The flow as a publisher of {@code java.util.concurrent.Flow}; each subscriber collects it anew, on the threads that
     * request elements. Elements must not be null. Needs kotlinx-coroutines-jdk9. Mirrors {@code asPublisher()}.
     *
     * @param <T> the type of the elements
     * @param flow the flow
     * @return the publisher
     * @throws IllegalStateException if kotlinx-coroutines-jdk9 is missing
     */
    public static <T> java.util.concurrent.Flow.Publisher<T> toPublisher(Flow<? extends T> flow) {
        Objects.requireNonNull(flow, "flow");
        return Publishers.calling(() -> Publishers.toPublisher(Flows.<T>same(flow)));
    }

    /**
     * A publisher as a flow; each collection subscribes anew. Needs kotlinx-coroutines-jdk9. Mirrors {@code asFlow()}.
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
