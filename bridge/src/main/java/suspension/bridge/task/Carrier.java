package suspension.bridge.task;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;
import suspension.bridge.context.ScopeSlot;

/**
 * A thread that can carry a body: its stack holds the body's frames from the first slice to the last. A thread that
 * carries a suspended body runs nothing else.
 */
public abstract class Carrier {

    private static final VarHandle WAITS_SINCE;

    static {
        try {
            WAITS_SINCE = MethodHandles.lookup().findVarHandle(Carrier.class, "waitsSince", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final ThreadLocal<@Nullable Carrier> CURRENT = new ThreadLocal<>();

    /** Whose context variables this thread's code sees. */
    private final ScopeSlot scopes = ScopeSlot.ofTasks();

    /** The body whose code runs on this thread now, or null. Only this thread uses it. */
    private @Nullable BodyTask<?> body;

    /**
     * When the body's present wait parked this thread, by {@link System#nanoTime}, which is then made odd; 0 while the
     * thread is not parked. The thread itself writes it, and reads the clock only where it is about to park, which takes far
     * longer. Others read it, without order: they look at the waiter before and after.
     */
    private long waitsSince;

    /** The innermost region of the body's code that has tasks of its own, or null. Written by this thread, read by any. */
    private volatile @Nullable TaskRegion region;

    /** Returns the carrier of the calling thread, or null if the thread carries no bodies. */
    public static @Nullable Carrier current() {
        return CURRENT.get();
    }

    /** Returns the body whose code runs on the calling thread now, or null. */
    public static @Nullable BodyTask<?> currentBody() {
        Carrier carrier = CURRENT.get();
        return carrier == null ? null : carrier.body;
    }

    /** Makes the carrier the calling thread's; null removes it. */
    protected static void install(@Nullable Carrier carrier) {
        if (carrier == null) {
            CURRENT.remove();
            ScopeSlot.install(null);
        } else {
            CURRENT.set(carrier);
            ScopeSlot.install(carrier.scopes);
        }
    }

    public final @Nullable BodyTask<?> body() {
        return body;
    }

    /** Sets the body whose code runs next on this thread; null for Kotlin's code, or a callback's. */
    public final void setBody(@Nullable BodyTask<?> body) {
        this.body = body;
    }

    /** Notes when the present wait began, once. Called by the thread itself, just before it parks. */
    protected final void noteWait() {
        if (waitsSince == 0) {
            WAITS_SINCE.setOpaque(this, System.nanoTime() | 1);
        }
    }

    /** Ends what {@link #noteWait} began. Called by the thread itself when its body goes on. */
    protected final void noteGoingOn() {
        WAITS_SINCE.setOpaque(this, 0L);
    }

    /** Returns for how many nanoseconds the body has waited, by real time; 0 if it has hardly begun to. Any thread. */
    public final long waitingNanos() {
        long since = (long) WAITS_SINCE.getOpaque(this);
        return since == 0 ? 0 : Math.max(0, System.nanoTime() - since);
    }

    /** Returns the innermost region of the body's code that has tasks of its own, or null. Any thread. */
    public final @Nullable TaskRegion region() {
        return region;
    }

    /** Sets the region that the body enters, or returns to. Called by the thread itself. */
    public final void setRegion(@Nullable TaskRegion region) {
        this.region = region;
    }

    final ScopeSlot scopes() {
        return scopes;
    }

    /**
     * Returns the task for which code runs on this thread now, in Java or in Kotlin; null if it runs for none. Any thread,
     * for diagnostics: it may be outdated.
     */
    public final @Nullable BridgeTask<?> task() {
        return scopes.scope() instanceof BridgeTask<?> task ? task : null;
    }

    /** Notes which task is the first to run here from now on. Called by the thread itself. */
    public final void noteFirst() {
        scopes.noteFirst();
    }

    /** Returns the first task that has run here since, or null. Called by the thread itself. */
    public final @Nullable BridgeTask<?> takeFirst() {
        return scopes.takeFirst() instanceof BridgeTask<?> task ? task : null;
    }

    /** Whether this thread runs what a timer has started. Called by the thread itself, while a recording runs. */
    protected boolean runsTimer() {
        return false;
    }

    /** Returns the thread itself, for diagnostics. */
    public abstract Thread thread();

    /** Returns the host of this thread's bodies. */
    public abstract TaskHost host();

    /**
     * Blocks this thread until the waiter, which has been announced, is woken. If this throws, the thread runs on and
     * keeps its turn. Called by the thread itself.
     */
    protected abstract void suspend(Waiter waiter);

    /**
     * Called by the thread itself when a request to cancel is no longer pending. Takes back an interrupt that went with
     * it.
     */
    protected void requestTaken() {}

    /** Sets whether a request may interrupt the body, if requests do so here. Called by the thread itself. */
    protected void setInterruptible(boolean interruptible) {}

    /** Lets the thread that is suspended on this waiter go on. Called once for each suspension, by any thread. */
    protected abstract void resume(Waiter waiter);
}
