package suspension.sync;

import java.util.Objects;
import java.util.function.BooleanSupplier;
import suspension.bridge.internal.BodyTask;

/**
 * Lets bodies that hold a lock wait until another one tells that something has changed. Mirrors {@code
 * asyncio.Condition}.
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
    private final Waiters<Boolean> waiters = new Waiters<>(guard);

    /** Makes a condition with a lock of its own. */
    public AsyncCondition() {
        this(new AsyncLock());
    }

    /**
     * Makes a condition.
     *
     * @param lock the lock to be held around its operations; several conditions may share one
     */
    public AsyncCondition(AsyncLock lock) {
        this.lock = Objects.requireNonNull(lock, "lock");
    }

    /**
     * The lock that goes with it.
     *
     * @return the lock
     */
    public AsyncLock lock() {
        return lock;
    }

    /**
     * Releases the lock, suspends until signalled, and takes the lock again before it returns or throws. Cancelling the
     * caller ends the wait; the exception is thrown once the lock is taken, requests that come meanwhile are held back
     * until then, and a signal that it can no longer use goes to another.
     *
     * @throws IllegalStateException if nobody holds the lock, outside a body, or on another loop
     */
    public void await() {
        BodyTask<?> body = body("AsyncCondition.await()");
        ensureLocked("await()");
        Waiters.Place<Boolean> place;
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

    private void awaitSignal(BodyTask<?> body, Waiters.Place<Boolean> place) {
        try {
            waiters.await(place); // passed on by the caller, who also sees what comes below
        } finally {
            body.masked(() -> {
                lock.take(body);
                return true;
            });
            body.meetRequest(); // asyncio's rule: the last request is the one that is thrown
        }
    }

    private void passOn(Waiters.Place<Boolean> place) {
        synchronized (guard) {
            if (place.wasGranted()) {
                waiters.grant(true);
            }
        }
    }

    /**
     * Suspends as {@link #await} does until something is so; does not suspend, nor look at the lock, if it is so already.
     *
     * @param condition called with the lock held
     * @throws IllegalStateException if it has to wait and nobody holds the lock, outside a body, or on another loop
     */
    public void awaitUntil(BooleanSupplier condition) {
        body("AsyncCondition.awaitUntil()");
        while (!condition.getAsBoolean()) {
            await();
        }
    }

    /**
     * Lets the first who waits go on, once it can take the lock. Neither suspends nor blocks.
     *
     * @throws IllegalStateException if nobody holds the lock, or on a thread that does not belong to its loop
     */
    public void signal() {
        signal(1);
    }

    /**
     * As {@link #signal()}, for the first of those who wait, as many as given or as there are.
     *
     * @param count 0 or more
     * @throws IllegalArgumentException if the count is negative
     * @throws IllegalStateException if nobody holds the lock, or on a thread that does not belong to its loop
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
     * As {@link #signal()}, for all who wait.
     *
     * @throws IllegalStateException if nobody holds the lock, or on a thread that does not belong to its loop
     */
    public void signalAll() {
        signal(Integer.MAX_VALUE);
    }

    private void ensureLocked(String operation) {
        if (!lock.isLocked()) {
            throw new IllegalStateException("AsyncCondition." + operation + " needs its lock to be held, or what was"
                    + " tested may have changed: try (AsyncLock.Held held = condition.lock().acquire()) { ... }");
        }
    }
}
