package suspension.bridge.internal;

import java.util.concurrent.locks.LockSupport;

/**
 * The thread of one body that runs on no loop. It parks while the body waits, and it is interrupted when the body is
 * asked to cancel while it runs, for then it may be blocked.
 *
 * <p>That interrupt belongs to the request: once the body has met the request, or somebody has taken it back, the thread's
 * flag is clear again. Both the sender and the body hold this object's monitor, so an interrupt never comes late.
 */
final class ThreadCarrier extends Carrier {

    private final TaskHost host;
    private final BodyTask<?> owner;

    private final Thread thread = Thread.currentThread();

    /** Set by whoever wakes the body, cleared by this thread. */
    private volatile boolean woken;

    /** Whether the interrupt flag may be set because of a request. Guarded by this. */
    private boolean interruptSent;

    /** Whether the body may be interrupted: not in an uncancellable region, nor after its end. Guarded by this. */
    private boolean interruptible = true;

    private ThreadCarrier(TaskHost host, BodyTask<?> owner) {
        this.host = host;
        this.owner = owner;
    }

    /** Runs the body to its end on the calling thread. */
    static void carry(BodyTask<?> body) {
        install(new ThreadCarrier(body.host(), body));
        try {
            body.run();
        } finally {
            install(null);
        }
    }

    /** The body has been asked to cancel while it was not waiting. Any thread. */
    synchronized void interruptForRequest() {
        if (interruptible && owner.hasPendingRequest()) {
            interruptSent = true;
            thread.interrupt();
        }
    }

    @Override
    synchronized void requestTaken() {
        if (interruptSent && Thread.currentThread() == thread && !owner.hasPendingRequest()) {
            interruptSent = false;
            Thread.interrupted();
        }
    }

    @Override
    synchronized void setInterruptible(boolean interruptible) {
        this.interruptible = interruptible;
        if (interruptible) {
            interruptForRequest();
        } else if (interruptSent) {
            interruptSent = false;
            Thread.interrupted();
        }
    }

    @Override
    void suspend(Waiter waiter) {
        boolean interrupted = Thread.interrupted();
        while (!woken) {
            LockSupport.park(waiter);
            interrupted |= Thread.interrupted();
        }
        woken = false;
        if (interrupted) {
            thread.interrupt();
        }
    }

    @Override
    void resume(Waiter waiter) {
        woken = true;
        LockSupport.unpark(thread);
    }

    @Override
    public Thread thread() {
        return thread;
    }

    @Override
    public TaskHost host() {
        return host;
    }
}
