package suspension.sync;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;
import suspension.bridge.task.BodyTask;
import suspension.bridge.task.WaitReason;

/**
 * A lock between bodies of one loop or dispatcher, for code that suspends and must not interleave. It serves bodies
 * strictly first come, first served. It is not reentrant: a body that acquires it twice waits for itself, which debug
 * mode logs. It has no owner: anybody may {@link #release} it, not only the holder.
 *
 * <p>Mirrors {@code asyncio.Lock}.
 *
 * <pre>{@code
 * try (AsyncLock.Held held = lock.acquire()) {
 *     balance.write(balance.read() + 1); // both suspend
 * }
 * }</pre>
 */
public final class AsyncLock extends LoopBound {

    private static final Logger LOGGER = System.getLogger("suspension");

    private final Permits permit = new Permits(this, WaitReason.LOCK, 1);

    /** Makes a lock that nobody holds. */
    public AsyncLock() {}

    /** A lock that is held, for try-with-resources. */
    public static final class Held implements AutoCloseable {

        private final AsyncLock lock;
        private boolean closed;

        private Held(AsyncLock lock) {
            this.lock = lock;
        }

        /**
         * Releases the lock. Has no effect the second time.
         *
         * @throws IllegalStateException if nobody holds the lock, because somebody else has released it
         */
        @Override
        public void close() {
            if (!closed) {
                closed = true;
                lock.release();
            }
        }
    }

    /**
     * Acquires the lock. Suspends until all bodies that came before have released it; does not suspend if it is free. A
     * body that is cancelled while it waits does not get it.
     *
     * @return releases the lock when closed; a caller may ignore it and call {@link #release}
     * @throws IllegalStateException outside a body, or on another loop or dispatcher
     */
    public Held acquire() {
        BodyTask<?> body = body("AsyncLock.acquire()");
        if (body.host().isDebug()) {
            warnOfSelfDeadlock(body);
        }
        take(body);
        return new Held(this);
    }

    void take(BodyTask<?> body) {
        permit.take(body, "AsyncLock.acquire()");
    }

    private void warnOfSelfDeadlock(BodyTask<?> body) {
        if (holder() == body) {
            LOGGER.log(
                    Level.WARNING,
                    "{0} acquires an AsyncLock that it holds already. It is not reentrant, so this waits until somebody"
                            + " else releases it. Acquire it once, outside, and call the rest with it held.",
                    body.name());
        }
    }

    /**
     * Releases the lock, which passes straight to the first body that waits. Neither suspends nor blocks. Any thread,
     * but none of another loop or dispatcher.
     *
     * @throws IllegalStateException if nobody holds it, or on another loop or dispatcher
     */
    public void release() {
        useAnywhere("AsyncLock.release()");
        synchronized (guard) {
            if (!isHeld()) {
                throw new IllegalStateException("AsyncLock.release() was called, but nobody holds the lock: release it"
                        + " once for each acquire(), or use try (Held held = lock.acquire())");
            }
            permit.give();
        }
    }

    /**
     * Whether a body holds the lock. False right after a release, also when the lock is on its way to a body that
     * waits. Any thread.
     *
     * @return true if one does
     */
    public boolean isLocked() {
        synchronized (guard) {
            return isHeld();
        }
    }

    private boolean isHeld() {
        return permit.free() == 0 && !permit.isPromised();
    }

    /** The body to which the lock is on its way counts as its holder. */
    @Override
    @Nullable
    BodyTask<?> holder() {
        synchronized (guard) {
            return permit.taker();
        }
    }

    /** The holder says it all. */
    @Override
    @Nullable
    String detail() {
        return null;
    }

    @Override
    @Nullable
    String violation() {
        synchronized (guard) {
            return permit.violation();
        }
    }

    @Override
    @Nullable
    String leftover() {
        return isLocked() ? "is still locked: release it in a finally, or use try (Held held = lock.acquire())" : null;
    }

    /** Whether it is locked. */
    @Override
    public String toString() {
        return "AsyncLock[" + (isLocked() ? "locked" : "unlocked") + "]";
    }
}
