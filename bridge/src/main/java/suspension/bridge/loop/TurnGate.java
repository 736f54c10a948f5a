package suspension.bridge.loop;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Where a thread waits for the turn. The gate is closed while the thread waits, and is opened once for each wait.
 *
 * <p>The thread parks. But if the turn came straight back the last time, the thread first spins for about as long as
 * parking would take, because the scheduler's part is most of such a hand-over. The turn comes straight back where two
 * bodies take turns, or where one body calls functions that suspend for a moment. Each time that spinning is in vain,
 * the thread leaves it out twice as often before it tries again.
 *
 * <p>The owner passes an open gate, which closes it. Until then whoever opened the gate may {@linkplain #revoke close it
 * again}.
 */
final class TurnGate {

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(TurnGate.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final int CLOSED = 0;
    private static final int PARKED = 1;
    private static final int OPEN = 2;

    /** For how long to spin. A model checker, whose clock stands still, sets 0: then a spin ends after its first looks. */
    private static final long SPIN_NANOS =
            Long.getLong("suspension.spinNanos", TimeUnit.MICROSECONDS.toNanos(LoopThreads.areVirtual() ? 5 : 20));

    /** How often a spin looks at the gate before it looks at the clock. */
    private static final int LOOKS = 20;

    private static final int MAX_FAILURES = 10;

    private final Thread owner;

    @SuppressWarnings("unused") // through STATE
    private volatile int state = CLOSED;

    /** Whether an interrupt came while the owner waited. Only the owner uses it. */
    private boolean interrupted;

    /** How often in a row spinning was in vain. Only the owner uses it. */
    private int failures;

    /** How many waits are left without spinning. Only the owner uses it. */
    private int leftOut;

    TurnGate(Thread owner) {
        this.owner = owner;
    }

    /**
     * Lets the owner go on. Everything before this call happens before everything that the owner does then. Any thread.
     */
    void open() {
        if ((int) STATE.getAndSet(this, OPEN) == PARKED) {
            LockSupport.unpark(owner);
        }
    }

    /** Closes the gate again. Returns false if the owner has passed. Called by the thread that opened the gate. */
    boolean revoke() {
        return STATE.compareAndSet(this, OPEN, PARKED); // if the owner is not parked, it will be unparked in vain
    }

    /** Passes the gate if it is open. */
    private boolean pass() {
        return state == OPEN && STATE.compareAndSet(this, OPEN, CLOSED);
    }

    /**
     * Waits until the gate is open, and passes. Called by the owner.
     *
     * @param soon whether the gate will probably be opened at once
     * @throws StackOverflowError if a virtual thread's stack is too deep to be put aside. The thread has not passed, and
     *     may {@link #awaitOnCarrier}.
     */
    void await(boolean soon) {
        if (soon && spin()) {
            return;
        }
        STATE.compareAndSet(this, CLOSED, PARKED);
        while (!pass()) {
            LockSupport.park(this);
            setInterruptAside();
        }
    }

    /**
     * Waits as {@link #await} does, but a virtual thread keeps the thread that carries it. So its stack need not be put
     * aside.
     */
    synchronized void awaitOnCarrier() {
        while (!pass()) {
            try {
                wait(1); // nobody notifies, because hardly anybody ever waits here
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }

    /** Keeps an interrupt of the owner for {@link #takeInterrupt}. */
    void setInterruptAside() {
        interrupted |= Thread.interrupted();
    }

    /** Returns whether the owner was interrupted since the last call, and clears its interrupt. */
    boolean takeInterrupt() {
        boolean taken = Thread.interrupted() || interrupted;
        interrupted = false;
        return taken;
    }

    /** Spins. Returns whether the gate was opened before parking would have been worth while. */
    private boolean spin() {
        if (leftOut > 0) {
            leftOut--;
            return false;
        }
        long end = System.nanoTime() + SPIN_NANOS;
        do {
            for (int i = 0; i < LOOKS; i++) {
                if (pass()) {
                    failures = 0;
                    return true;
                }
                Thread.onSpinWait();
            }
        } while (System.nanoTime() - end < 0);
        failures = Math.min(failures + 1, MAX_FAILURES);
        leftOut = (1 << failures) - 1;
        return false;
    }
}
