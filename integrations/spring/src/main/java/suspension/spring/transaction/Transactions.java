package suspension.spring.transaction;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import suspension.Action;
import suspension.Async;
import suspension.Awaitable;

/** Transactions that are bound to a thread, such as those of JDBC and JPA, in bodies. */
public final class Transactions {

    private Transactions() {}

    /**
     * Runs blocking code on another thread, in the transaction of the calling body, and suspends the body until the code
     * is done. The transaction is on that thread meanwhile, and not on the body's: connections, entity managers and
     * callbacks after the commit move there and back. Without a transaction this is {@link Async#toThread}.
     *
     * <pre>{@code
     * @Transactional
     * public void pay(long order) {
     *     Transactions.toThread(() -> jdbc.update("update orders set paid = true where id = ?", order));
     * }
     * }</pre>
     *
     * <p>The transaction must not end while a thread works in it, so the call cannot be cancelled. The body meets a
     * request to cancel at its next wait. What the code runs too is a part of the transaction: a method that is
     * {@code @Transactional} joins it.
     *
     * @param <T> the type of the value
     * @param <X> the checked exception that the code throws
     * @param call the code
     * @return its value
     * @throws X what the code throws, as it is
     * @throws IllegalStateException outside a body
     */
    public static <T extends @Nullable Object, X extends Exception> T toThread(Awaitable<T, X> call) throws X {
        Objects.requireNonNull(call, "call");
        if (ThreadTransaction.isNone()) {
            return Async.<T, X>toThread(call);
        }
        Lent lent = new Lent();
        try {
            return Async.<T, X>uncancellable(() -> Async.<T, X>toThread(() -> lent.run(call)));
        } finally {
            lent.transaction.install();
        }
    }

    /**
     * Like {@link #toThread(Awaitable)}, for code without a value.
     *
     * @param <X> the checked exception that the code throws
     * @param call the code
     * @throws X what the code throws, as it is
     * @throws IllegalStateException outside a body
     */
    @SuppressWarnings("NullAway") // there is no value
    public static <X extends Exception> void toThread(Action<X> call) throws X {
        Objects.requireNonNull(call, "call");
        Awaitable<@Nullable Object, X> withoutValue = () -> {
            call.run();
            return null;
        };
        Transactions.<@Nullable Object, X>toThread(withoutValue);
    }

    /** Hands a transaction on. The end of the call comes before the body goes on, which then finds what the call left. */
    private static final class Lent {

        private ThreadTransaction transaction = ThreadTransaction.take();

        <T extends @Nullable Object, X extends Exception> T run(Awaitable<T, X> call) throws X {
            transaction.install();
            try {
                return call.await();
            } finally {
                transaction = ThreadTransaction.take();
            }
        }
    }
}
