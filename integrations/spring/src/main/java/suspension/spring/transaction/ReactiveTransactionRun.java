package suspension.spring.transaction;

import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import kotlinx.coroutines.reactor.ReactorContext;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.transaction.ReactiveTransaction;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.interceptor.TransactionAttribute;
import org.springframework.transaction.reactive.TransactionContextManager;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;
import suspension.Async;
import suspension.Awaitable;
import suspension.spring.Reactive;

/**
 * A reactive transaction around a part of a body. The transaction is in Reactor's context of that part, where whatever the
 * part awaits or starts finds it.
 *
 * <p>The same steps as {@code TransactionAspectSupport} takes for a {@code Mono}, as straight-line code. What ends a
 * transaction cannot be cancelled, so that its outcome is known when the body goes on.
 */
final class ReactiveTransactionRun {

    private final ReactiveTransactionManager manager;
    private final TransactionAttribute attribute;
    private final BiConsumer<Throwable, TransactionExecution> onRollback;

    /**
     * @param attribute has a name
     * @param onRollback hears of failures for which the transaction is rolled back
     */
    ReactiveTransactionRun(
            ReactiveTransactionManager manager,
            TransactionAttribute attribute,
            BiConsumer<Throwable, TransactionExecution> onRollback) {
        this.manager = manager;
        this.attribute = attribute;
        this.onRollback = onRollback;
    }

    /** Runs the part here and now, as {@code Async.withContext} does. */
    <T extends @Nullable Object> T run(Awaitable<T, Exception> part) throws Exception {
        Context context = contextOf(attribute, Bodies.reactorContext());
        return Async.<T, Exception>withContext(
                new ReactorContext((ContextView) context), () -> inContext(context, part));
    }

    /**
     * Returns the context with a place for transactions. A transaction that is independent of the outer one gets a place
     * of its own: parts that run at once would suspend and resume the outer transaction in the midst of each other.
     */
    private static Context contextOf(TransactionAttribute attribute, ContextView outer) {
        int propagation = attribute.getPropagationBehavior();
        boolean independent = propagation == TransactionDefinition.PROPAGATION_REQUIRES_NEW
                || propagation == TransactionDefinition.PROPAGATION_NOT_SUPPORTED;
        Context context = outer instanceof Context live ? live : Context.of(outer);
        if (independent) {
            for (Object key : outer.stream().map(Map.Entry::getKey).toList()) {
                context = isOfTransactions(key) ? context.delete(key) : context;
            }
        }
        return TransactionContextManager.getOrCreateContextHolder()
                .andThen(TransactionContextManager.getOrCreateContext())
                .apply(context);
    }

    private static boolean isOfTransactions(Object key) {
        return key instanceof Class<?> type && type.getPackage() == TransactionContextManager.class.getPackage();
    }

    private <T extends @Nullable Object> T inContext(Context context, Awaitable<T, Exception> part) throws Exception {
        ReactiveTransaction transaction = begin(context);
        T value;
        try {
            value = part.await();
        } catch (Throwable e) {
            endAfter(e, transaction);
            throw e;
        }
        end(manager.commit(transaction));
        return value;
    }

    /** A transaction that arrives when the body has been cancelled is rolled back, so that its connection is not lost. */
    private ReactiveTransaction begin(Context context) {
        CompletableFuture<ReactiveTransaction> begun = new CompletableFuture<>();
        Disposable beginning = manager.getReactiveTransaction(attribute)
                .contextWrite(context)
                .subscribe(
                        transaction -> {
                            if (!begun.complete(transaction)) {
                                manager.rollback(transaction)
                                        .contextWrite(context)
                                        .subscribe();
                            }
                        },
                        begun::completeExceptionally);
        try {
            return Async.await(begun);
        } catch (CancellationException e) {
            begun.cancel(false);
            beginning.dispose();
            if (!begun.isCompletedExceptionally()) {
                end(manager.rollback(begun.join()));
            }
            throw e;
        }
    }

    private void endAfter(Throwable thrown, ReactiveTransaction transaction) {
        Throwable failure = Invocations.unwrapped(thrown);
        try {
            if (attribute.rollbackOn(failure)) {
                onRollback.accept(failure, transaction);
                end(manager.rollback(transaction));
            } else {
                end(manager.commit(transaction));
            }
        } catch (RuntimeException | Error e) {
            if (e instanceof TransactionSystemException system) {
                system.initApplicationException(failure);
            }
            e.addSuppressed(thrown);
            throw e;
        }
    }

    private static void end(Publisher<Void> end) {
        Async.uncancellable(() -> {
            Reactive.await(Mono.from(end));
        });
    }
}
