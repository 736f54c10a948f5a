package suspension.interop;

import java.util.Objects;
import java.util.concurrent.Flow.Publisher;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A publisher that keeps two rules of Reactive Streams which kotlinx leaves to its flows. A flow that goes on elsewhere
 * must not emit before {@code onSubscribe} has returned (rule 1.3). A request that is not positive is answered with an
 * error (rule 3.9).
 */
final class StrictPublisher<T> implements Publisher<T> {

    private final Publisher<T> source;

    StrictPublisher(Publisher<T> source) {
        this.source = source;
    }

    @Override
    public void subscribe(Subscriber<? super T> subscriber) {
        source.subscribe(new Relay<T>(Objects.requireNonNull(subscriber, "subscriber")));
    }

    /**
     * Stands between the source and its subscriber. Signals of the source never overlap, but the error for a bad
     * request may come at any time. {@code signals} counts the signals under way, and the thread that finds it at 0 may
     * signal. An error that comes during {@code onNext} is left to the thread that is in {@code onNext}.
     */
    private static final class Relay<T> implements Subscriber<T>, Subscription {

        private final Subscriber<? super T> subscriber;
        private final AtomicInteger signals = new AtomicInteger();

        /** Written before {@code signals} counts it. */
        private volatile @Nullable Throwable error;

        private @Nullable Subscription source;

        /**
         * How many elements were requested before onSubscribe returned; negative afterwards. Guarded by the monitor.
         */
        private long early;

        Relay(Subscriber<? super T> subscriber) {
            this.subscriber = subscriber;
        }

        private Subscription source() {
            return Objects.requireNonNull(source);
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            source = subscription;
            subscriber.onSubscribe(this);
            long requested;
            synchronized (this) {
                requested = early;
                early = -1;
            }
            if (requested > 0) {
                subscription.request(requested);
            }
        }

        @Override
        public void request(long n) {
            if (n <= 0) {
                source().cancel();
                onError(new IllegalArgumentException(
                        "A subscriber requested " + n + " elements, but rule 3.9 asks for at least 1"));
                return;
            }
            synchronized (this) {
                if (early >= 0) {
                    early = n > Long.MAX_VALUE - early ? Long.MAX_VALUE : early + n;
                    return;
                }
            }
            source().request(n);
        }

        @Override
        public void cancel() {
            source().cancel();
        }

        @Override
        public void onNext(T element) {
            if (signals.compareAndSet(0, 1)) {
                subscriber.onNext(element);
                if (signals.decrementAndGet() != 0) {
                    subscriber.onError(Objects.requireNonNull(error));
                }
            }
        }

        @Override
        public void onError(Throwable failure) {
            if (error == null) {
                error = failure;
            }
            if (signals.getAndIncrement() == 0) {
                subscriber.onError(failure);
            }
        }

        @Override
        public void onComplete() {
            if (signals.getAndIncrement() == 0) {
                subscriber.onComplete();
            }
        }
    }
}
