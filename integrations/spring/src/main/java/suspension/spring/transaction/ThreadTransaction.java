package suspension.spring.transaction;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The transaction of a thread, taken off that thread. Invariant: it is on one thread at most, and each of its changes
 * there is seen by the next.
 */
final class ThreadTransaction {

    private final Map<Object, Object> resources;
    private final @Nullable List<TransactionSynchronization> synchronizations;
    private final @Nullable String name;
    private final boolean readOnly;
    private final @Nullable Integer isolation;
    private final boolean active;

    private ThreadTransaction() {
        resources = new LinkedHashMap<>(TransactionSynchronizationManager.getResourceMap());
        synchronizations = TransactionSynchronizationManager.isSynchronizationActive()
                ? TransactionSynchronizationManager.getSynchronizations()
                : null;
        name = TransactionSynchronizationManager.getCurrentTransactionName();
        readOnly = TransactionSynchronizationManager.isCurrentTransactionReadOnly();
        isolation = TransactionSynchronizationManager.getCurrentTransactionIsolationLevel();
        active = TransactionSynchronizationManager.isActualTransactionActive();
    }

    /** Whether the calling thread has nothing that belongs to a transaction. */
    static boolean isNone() {
        return !TransactionSynchronizationManager.isSynchronizationActive()
                && TransactionSynchronizationManager.getResourceMap().isEmpty();
    }

    /** Takes what the calling thread has off it. */
    static ThreadTransaction take() {
        ThreadTransaction taken = new ThreadTransaction();
        taken.resources.keySet().forEach(TransactionSynchronizationManager::unbindResourceIfPossible);
        TransactionSynchronizationManager.clear();
        return taken;
    }

    /** Gives it to the calling thread, which has none. */
    void install() {
        resources.forEach(TransactionSynchronizationManager::bindResource);
        if (synchronizations != null) {
            TransactionSynchronizationManager.initSynchronization();
            synchronizations.forEach(TransactionSynchronizationManager::registerSynchronization);
        }
        TransactionSynchronizationManager.setCurrentTransactionName(name);
        TransactionSynchronizationManager.setCurrentTransactionReadOnly(readOnly);
        TransactionSynchronizationManager.setCurrentTransactionIsolationLevel(isolation);
        TransactionSynchronizationManager.setActualTransactionActive(active);
    }
}
