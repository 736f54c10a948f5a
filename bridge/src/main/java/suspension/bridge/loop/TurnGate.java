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

    private static final long SPIN_NANOS = TimeUnit.MICROSECONDS.toNanos(LoopThreads.areVirtual() ? 5 : 20);

    /** How often a spin looks at the gate before it looks at the clock. */
    private static final int LOOKS = 20;

    private static final int MAX_FAILURES = 10;

    private final Thread owner;

    @SuppressWarnings("unused") // through STATE
    private volatile int state = CLOSED;

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

    /**
     * Waits until the gate is open, and closes it. Called by the owner.
     *
     * @return whether the thread was interrupted meanwhile; its flag is clear
     */
    boolean await(boolean soon) {
        boolean interrupted = false;
        if (!(soon && spin()) && STATE.compareAndSet(this, CLOSED, PARKED)) {
            while (state != OPEN) {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
        }
        state = CLOSED;
        return Thread.interrupted() || interrupted;
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
                if (state == OPEN) {
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
