package suspension.bridge.dispatcher;

import java.util.concurrent.locks.LockSupport;
import suspension.bridge.task.BodyTask;
import suspension.bridge.task.Carrier;
import suspension.bridge.task.TaskHost;
import suspension.bridge.task.Waiter;

/**
 * The thread of one body that runs on no loop. It parks while the body waits. A request to cancel that comes while the
 * body runs interrupts the thread, because the body may be blocked.
 *
 * <p>That interrupt belongs to the request. Once the body has met the request, or somebody has taken it back, the
 * thread's flag is clear again. The sender and the body both hold this object's monitor, so an interrupt never comes
 * late.
 */
class ThreadCarrier extends Carrier {

    private final TaskHost host;
    private final BodyTask<?> owner;

    private final Thread thread = Thread.currentThread();

    /** Whether the interrupt flag may be set because of a request. Guarded by this. */
    private boolean interruptSent;

    /**
     * Whether the body may be interrupted. It may not in an uncancellable region, nor after its end. Guarded by this.
     */
    private boolean interruptible = true;

    ThreadCarrier(BodyTask<?> owner) {
        this.host = owner.host();
        this.owner = owner;
    }

    /** Runs the body to its end on the calling thread. */
    static void carry(BodyTask<?> body) {
        carry(new ThreadCarrier(body));
    }

    static void carry(ThreadCarrier carrier) {
        install(carrier);
        try {
            carrier.owner.run();
        } finally {
            install(null);
        }
    }

    /** Called when the body has been asked to cancel while it was not waiting. Any thread. */
    synchronized void interruptForRequest() {
        if (interruptible && owner.hasPendingRequest()) {
            interruptSent = true;
            thread.interrupt();
        }
    }

    @Override
    protected synchronized void requestTaken() {
        if (interruptSent && Thread.currentThread() == thread && !owner.hasPendingRequest()) {
            interruptSent = false;
            Thread.interrupted();
        }
    }

    @Override
    protected synchronized void setInterruptible(boolean interruptible) {
        this.interruptible = interruptible;
        if (interruptible) {
            interruptForRequest();
        } else if (interruptSent) {
            interruptSent = false;
            Thread.interrupted();
        }
    }

    @Override
    protected void suspend(Waiter waiter) {
        boolean interrupted = Thread.interrupted();
        noteWait();
        while (waiter.isWaiting()) {
            LockSupport.park(waiter);
            interrupted |= Thread.interrupted();
        }
        noteGoingOn();
        if (interrupted) {
            thread.interrupt();
        }
    }

    @Override
    protected void resume(Waiter waiter) {
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
