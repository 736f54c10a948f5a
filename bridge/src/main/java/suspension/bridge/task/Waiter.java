package suspension.bridge.task;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.CancellationException;
import kotlinx.coroutines.Job;
import org.jspecify.annotations.Nullable;

/**
 * One suspension of one body: the body waits on it, and something wakes it once. Whatever waits is a waiter: a sleep,
 * an await of a task or of a suspend function, a lock, a queue.
 *
 * <pre>
 *            await()                    wake() | interrupt()
 *   NEW ────────────────▶ SUSPENDED ─────────────────────▶ WOKEN or the request
 *    │                                                        ▲
 *    └────────────────── wake() | interrupt() ────────────────┘   (the body then does not suspend at all)
 * </pre>
 *
 * <p>The state changes only by compare-and-set. Whoever changes it from SUSPENDED puts the waiter into the queue of the
 * body's carrier, so there is one wake-up for each suspension. That change is a release, and the woken body's read is
 * an acquire. So all that the waker wrote before happens before all that the body reads after.
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

    /**
     * Null while new; {@link #SUSPENDED}; {@link #WOKEN}, or who has woken the body, while a recording runs; or the {@link
     * CancelRequest} that ended the wait. Any thread changes it.
     */
    private volatile @Nullable Object state;

    /**
     * The request that was passed on to what is waited for, or null. Written by the thread that asks, before what is
     * waited for can end the wait; read by the body when it goes on.
     */
    private @Nullable CancelRequest passedOn;

    protected Waiter(BodyTask<?> body) {
        this.body = body;
    }

    public final BodyTask<?> body() {
        return body;
    }

    public final Carrier carrier() {
        return body.carrier();
    }

    /**
     * Suspends the body until {@link #wake}, unless that has already been called. Only the body itself calls this, and
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

    /** Whether the body has suspended, and nothing has ended the wait. Any thread. */
    protected final boolean isSuspended() {
        return state == SUSPENDED;
    }

    /**
     * Ends the wait. Returns false if the wait had already ended. Any thread.
     *
     * <p>A primitive that hands something over does so only if this returns true. It takes the thing back if
     * {@link #await} then throws.
     */
    public final boolean wake() {
        return end(Waker.isWanted() ? Waker.current() : WOKEN);
    }

    /** Ends the wait because its time is up. Called on the loop, by any of its threads. */
    public final void timeIsUp() {
        end(Waker.isWanted() ? Waker.TIMER : WOKEN);
    }

    /** Returns who has ended the wait; null if no recording ran then, or if nobody has. */
    final @Nullable Waker waker() {
        Object signal = state;
        return signal instanceof CancelRequest request
                ? request.sender()
                : signal instanceof Waker waker ? waker : null;
    }

    /** Ends the wait with a cancellation. Returns false if the wait had already ended. Any thread. */
    protected final boolean interrupt(CancelRequest request) {
        request.noteSender(); // Kotlin's cancellation of the job has not been posted
        boolean ended = end(request);
        if (ended) {
            request.setMet();
        }
        return ended;
    }

    /**
     * Called when the body's task is asked to cancel while the body waits here. Passes the request on to what is waited
     * for, or ends the wait with it. Returns false if the wait has ended; the body then meets the request when it goes
     * on. Any thread.
     */
    protected boolean cancel(CancelRequest request) {
        return interrupt(request);
    }

    /**
     * Says that what is waited for takes the request. To be called by {@link #cancel} before what is waited for learns of
     * it, because the body may go on at once then.
     */
    protected final void take(CancelRequest request) {
        passedOn(request);
        request.setMet();
        body.settle(request);
    }

    final void passedOn(CancelRequest request) {
        passedOn = request;
    }

    /** Returns the request that was passed on to what is waited for, or null. Called by the body when it goes on. */
    final @Nullable CancelRequest passedOn() {
        return passedOn;
    }

    /**
     * Whether a wake-up gives the body something that must not be lost, even if a request comes before the body goes
     * on.
     */
    protected boolean handsOver() {
        return false;
    }

    /**
     * Whether Kotlin code that ran on the body's thread has suspended just before. It may have left elements of its own
     * there: kotlinx 1.11 restores those of {@code flowOn} only when the code goes on, elsewhere (its issue 4755).
     */
    protected boolean followsKotlin() {
        return false;
    }

    /**
     * Whether the body has handed its elements over before this wait, to code that may have installed them elsewhere
     * meanwhile. What is on the body's thread may no longer be what the task has then.
     */
    protected boolean followsHandOver() {
        return followsKotlin();
    }

    /** Returns of what kind this wait is. */
    public WaitReason reason() {
        return WaitReason.OTHER;
    }

    /** Returns what is waited for, for {@code toString} and messages: "sleep", "Task-3". */
    public abstract String describe();

    /**
     * Returns the tasks among what is waited for. Some may be done. For those who look at bodies from outside, and by then
     * outdated perhaps. Any thread.
     */
    public List<? extends BridgeTask<?>> awaited() {
        return List.of();
    }

    /**
     * Whether the body goes on as soon as one of {@link #awaited} is done, and does not need the others. Any thread.
     */
    public boolean awaitsAny() {
        return false;
    }

    /**
     * Returns what is waited for as it is now, with more than {@link #describe} says: how many items a queue has, say.
     * Returns null if there is no more to say. For those who look at bodies from outside. Any thread.
     */
    public @Nullable String detail() {
        return null;
    }

    /**
     * Returns the task that holds the lock that is waited for, which may be done. Returns null if nobody is known to hold
     * it, or if this is no lock. As {@link #awaited}.
     */
    public @Nullable BridgeTask<?> holder() {
        return null;
    }

    /** Returns the thread that runs what is waited for, or null. As {@link #awaited}. */
    public @Nullable Thread helper() {
        return null;
    }

    /** Returns the job under which the suspend function runs that is waited for, or null. As {@link #awaited}. */
    public @Nullable Job job() {
        return null;
    }

    /** Returns the request that ended the wait, or null. */
    final @Nullable CancelRequest cancelRequest() {
        return state instanceof CancelRequest request ? request : null;
    }

    /**
     * Changes the state from NEW to SUSPENDED. Returns false if the wait has ended before, unless the body gives up a turn
     * all the same. From here on a wake-up comes through the carrier, so the body's thread must give up its turn at once,
     * or call {@link #withdraw}.
     */
    boolean announce(boolean givesUpTurn) {
        if (STATE.compareAndSet(this, null, SUSPENDED)) {
            return true;
        }
        if (givesUpTurn) {
            carrier().resume(this);
        }
        return givesUpTurn;
    }

    /**
     * Takes the announcement back, so that a wake-up has no effect any more. A wake-up that is already on its way finds
     * nobody waiting.
     */
    final void withdraw() {
        STATE.compareAndSet(this, SUSPENDED, WOKEN);
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
