package suspension.spring.transaction;

import kotlin.Unit;
import kotlin.coroutines.AbstractCoroutineContextElement;
import kotlin.coroutines.CoroutineContext;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import suspension.interop.TaskElement;

/**
 * Keeps work from silently leaving a transaction that is bound to a body's thread. It is in the context of every body of
 * the service's loops.
 */
final class TransactionGuard extends AbstractCoroutineContextElement implements TaskElement<Unit> {

    private static final CoroutineContext.Key<TransactionGuard> KEY = new CoroutineContext.Key<>() {};

    /** A loop's own. It is asked by code that is no body of the loop as well, which may have its own transaction. */
    private final boolean ofLoop;

    private TransactionGuard(boolean ofLoop) {
        super(KEY);
        this.ofLoop = ofLoop;
    }

    /** Returns the element of a loop, of which each of its tasks gets a copy. */
    static TransactionGuard ofLoop() {
        return new TransactionGuard(true);
    }

    @Override
    public TransactionGuard copyForTask() {
        if (TransactionSynchronizationManager.isActualTransactionActive() && (!ofLoop || Bodies.isCurrent())) {
            throw new IllegalStateException(
                    "A task started in " + transaction() + " would run outside of it, because the"
                            + " transaction is bound to the thread of the body that began it. Nothing was started. Do the work in"
                            + " this body, without createTask, gather or a group; or start the tasks before or after the"
                            + " @Transactional method; or use a reactive transaction manager, whose transactions tasks share");
        }
        return new TransactionGuard(false);
    }

    @Override
    public void leaveThread() {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException(
                    "Code that toThread or withContext runs on another thread would be outside of "
                            + transaction()
                            + ", which is bound to the thread of the body that began it. Nothing was run. Use"
                            + " suspension.spring.transaction.Transactions.toThread, which takes the transaction along; or call"
                            + " it before or after the @Transactional method");
        }
    }

    private static String transaction() {
        String name = TransactionSynchronizationManager.getCurrentTransactionName();
        return name == null ? "a transaction" : "the transaction '" + name + "'";
    }

    @Override
    public Unit updateThreadContext(CoroutineContext context) {
        return Unit.INSTANCE;
    }

    @Override
    public void restoreThreadContext(CoroutineContext context, Unit before) {}
}
