package suspension.bridge.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * One suspension of one body: the body waits on it, and something wakes it, once. Whatever waits is a waiter: a sleep, an
 * await of a task or of a suspend function, a lock, a queue.
 *
 * <pre>
 *            await()                    wake() | interrupt()
 *   NEW ────────────────▶ SUSPENDED ─────────────────────▶ WOKEN or the request
 *    │                                                        ▲
 *    └────────────────── wake() | interrupt() ────────────────┘   (the body then does not suspend at all)
 * </pre>
 *
 * The state changes by compare-and-set only; whoever leaves SUSPENDED puts the waiter into the queue of the body's
 * carrier, so there is exactly one wake-up for each suspension. The release of that change and the acquire of the woken
 * body order all that the waker wrote before all that the body reads after.
 */
public abstract class Waiter implements Runnable {

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Waiter.class, "state", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final Object SUSPENDED = new Object();
    private static final Object WOKEN = new Object();

    private final BodyTask<?> body;

    /** Null while new; {@link #SUSPENDED}; {@link #WOKEN}; or the {@link CancelRequest} that ended the wait. */
    private volatile @Nullable Object state;

    protected Waiter(BodyTask<?> body) {
        this.body = body;
    }

    public final BodyTask<?> body() {
        return body;
    }

    final Carrier carrier() {
        return body.carrier();
    }

    /**
     * Suspends the body until {@link #wake}; does not suspend if that has been called. Only the body itself calls it, and
     * only once.
     *
     * @throws CancellationException if the body's task is asked to cancel before the body goes on
     */
    public final void await() {
        body.await(this);
    }

    /** Whether a wake-up would still have an effect. Any thread. */
    public final boolean isWaiting() {
        Object current = state;
        return current == null || current == SUSPENDED;
    }

    /**
     * Ends the wait; returns false if it had ended. Any thread. A primitive that hands something over does it only if
     * this returns true, and takes it back if {@link #await} then throws.
     */
    public final boolean wake() {
        return end(WOKEN);
    }

    /** Ends the wait with a cancellation; returns false if it had ended. Any thread. */
    protected final boolean interrupt(CancelRequest request) {
        boolean ended = end(request);
        if (ended) {
            request.setMet();
        }
        return ended;
    }

    /**
     * The body's task is asked to cancel while the body waits here: pass the request on to what is waited for, or end the
     * wait with it. Returns false if the wait has ended, and then the body meets the request when it goes on. Any thread.
     */
    protected boolean cancel(CancelRequest request) {
        return interrupt(request);
    }

    /** Whether a wake-up gives the body something that must not be lost to a request that comes before the body goes on. */
    protected boolean handsOver() {
        return false;
    }

    /** What is waited for, for {@code toString} and messages: "sleep", "Task-3". */
    public abstract String describe();

    /** The request that ended the wait, or null. */
    final @Nullable CancelRequest cancelRequest() {
        return state instanceof CancelRequest request ? request : null;
    }

    /** From NEW to SUSPENDED; false if it was woken before. The body is about to give up its turn. */
    boolean suspend() {
        return STATE.compareAndSet(this, null, SUSPENDED);
    }

    /** Takes a suspension back, when no thread could be found to go on in the body's place; false if it was woken. */
    final boolean abandon() {
        return STATE.compareAndSet(this, SUSPENDED, WOKEN);
    }

    private boolean end(Object signal) {
        if (STATE.compareAndSet(this, SUSPENDED, signal)) {
            carrier().resume(this);
            return true;
        }
        return STATE.compareAndSet(this, null, signal) || (state == SUSPENDED && end(signal));
    }

    @Override
    public final void run() {
        throw new AssertionError("a wake-up is passed to its body's thread, never run");
    }
}
