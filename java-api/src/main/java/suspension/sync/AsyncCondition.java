package suspension.sync;

import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import suspension.bridge.task.BodyTask;
import suspension.bridge.task.WaitReason;

/**
 * Lets bodies that hold a lock wait until another body signals that something has changed. Mirrors {@code
 * asyncio.Condition}. A body goes on only for a signal or because it is cancelled; in asyncio, cancelling one body may
 * also wake another.
 *
 * <pre>{@code
 * try (AsyncLock.Held held = lock.acquire()) {
 *     changed.awaitUntil(() -> stock > 0);
 *     stock--;
 * }
 * }</pre>
 */
public final class AsyncCondition extends LoopBound {

    private final AsyncLock lock;
    private final WaiterQueue<Boolean> waiters = new WaiterQueue<>(this, WaitReason.CONDITION);

    /** Makes a condition with a lock of its own. */
    public AsyncCondition() {
        this(new AsyncLock());
    }

    /**
     * Makes a condition.
     *
     * @param lock must be held around the operations; several conditions may share it
     */
    public AsyncCondition(AsyncLock lock) {
        this.lock = Objects.requireNonNull(lock, "lock");
    }

    /**
     * The lock of this condition.
     *
     * @return the lock
     */
    public AsyncLock lock() {
        return lock;
    }

    /**
     * Releases the lock, suspends until signalled, and takes the lock again before it returns or throws. Cancelling the
     * caller ends the wait. The exception is thrown once the lock is taken; requests that come meanwhile are held back
     * until then. A signal that the caller can no longer use goes to another body.
     *
     * @throws IllegalStateException if nobody holds the lock, outside a body, or on another loop or dispatcher
     */
    public void await() {
        BodyTask<?> body = body("AsyncCondition.await()");
        ensureLocked("await()");
        QueuedWaiter<Boolean> place;
        synchronized (guard) {
            place = waiters.add(body, "AsyncCondition.await()");
        }
        lock.release();
        try {
            awaitSignal(body, place);
        } catch (Throwable e) {
            passOn(place);
            throw e;
        }
    }

    private void awaitSignal(BodyTask<?> body, QueuedWaiter<Boolean> place) {
        try {
            waiters.await(place); // the caller passes a signal on, also when the lines below throw
        } finally {
            body.masked(() -> {
                lock.take(body);
                return true;
            });
            body.meetRequest(); // asyncio's rule: the last request is thrown
        }
    }

    private void passOn(QueuedWaiter<Boolean> place) {
        synchronized (guard) {
            if (place.wasGranted()) {
                waiters.grant(true);
            }
        }
    }

    /**
     * Suspends as {@link #await} does, until a condition holds. If it holds already, neither suspends nor looks at the
     * lock.
     *
     * @param condition called with the lock held
     * @throws IllegalStateException if it has to wait and nobody holds the lock, outside a body, or on another loop or
     *     dispatcher
     */
    public void awaitUntil(BooleanSupplier condition) {
        body("AsyncCondition.awaitUntil()");
        while (!condition.getAsBoolean()) {
            await();
        }
    }

    /**
     * Lets the first body that waits go on, once it can take the lock. Neither suspends nor blocks.
     *
     * @throws IllegalStateException if nobody holds the lock, on another loop or dispatcher, or on a thread that
     *     belongs to none
     */
    public void signal() {
        signal(1);
    }

    /**
     * As {@link #signal()}, for more than one body.
     *
     * @param count how many bodies go on, if that many wait; 0 or more
     * @throws IllegalArgumentException if the count is negative
     * @throws IllegalStateException if nobody holds the lock, on another loop or dispatcher, or on a thread that
     *     belongs to none
     */
    public void signal(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("signal(" + count + ") makes no sense; give 0 or more");
        }
        useOnLoop("AsyncCondition.signal()");
        ensureLocked("signal()");
        synchronized (guard) {
            int left = count;
            while (left > 0 && waiters.grant(true)) {
                left--;
            }
        }
    }

    /**
     * As {@link #signal()}, for all bodies that wait.
     *
     * @throws IllegalStateException if nobody holds the lock, on another loop or dispatcher, or on a thread that
     *     belongs to none
     */
    public void signalAll() {
        signal(Integer.MAX_VALUE);
    }

    @Override
    @Nullable
    String detail() {
        return null;
    }

    private void ensureLocked(String operation) {
        if (!lock.isLocked()) {
            throw new IllegalStateException("AsyncCondition." + operation + " needs its lock to be held, or what was"
                    + " tested may have changed: try (AsyncLock.Held held = condition.lock().acquire()) { ... }");
        }
    }
}
