package suspension.bridge.internal;

import org.jspecify.annotations.Nullable;

/**
 * A thread that can carry a body: its stack holds the body's frames from the first slice to the last. A thread that
 * carries a suspended body runs nothing else.
 */
public abstract class Carrier {

    private static final ThreadLocal<@Nullable Carrier> CURRENT = new ThreadLocal<>();

    /** The body whose code runs on this thread right now. Only that thread reads and writes it. */
    private @Nullable BodyTask<?> body;

    /** Whose context variables this thread's code sees. Only that thread reads and writes it. */
    private @Nullable VariableScope scope;

    /** The carrier that this thread is, or null on a thread that belongs to nobody here. */
    public static @Nullable Carrier current() {
        return CURRENT.get();
    }

    /** The body whose code runs on this thread right now, or null. */
    public static @Nullable BodyTask<?> currentBody() {
        Carrier carrier = CURRENT.get();
        return carrier == null ? null : carrier.body;
    }

    /** Makes this the calling thread's carrier; null ends that. */
    static void install(@Nullable Carrier carrier) {
        if (carrier == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(carrier);
        }
    }

    public final @Nullable BodyTask<?> body() {
        return body;
    }

    /** Says whose code runs next on this thread: null for Kotlin's, or a callback's. */
    public final void setBody(@Nullable BodyTask<?> body) {
        this.body = body;
    }

    final @Nullable VariableScope scope() {
        return scope;
    }

    final @Nullable VariableScope enter(@Nullable VariableScope next) {
        VariableScope previous = scope;
        scope = next;
        return previous;
    }

    /** The thread itself, for diagnostics. */
    public abstract Thread thread();

    /** Where the bodies of this thread live. */
    public abstract TaskHost host();

    /** Blocks this thread until the waiter has been woken. The thread itself calls it. */
    abstract void suspend(Waiter waiter);

    /** A request to cancel is no longer pending: an interrupt that went with it is taken back. The thread itself calls it. */
    void requestTaken() {}

    /** Whether a request may interrupt the body, if requests do so here. The thread itself calls it. */
    void setInterruptible(boolean interruptible) {}

    /** Lets the thread that is suspended on this waiter go on. Any thread; once for each suspension. */
    abstract void resume(Waiter waiter);
}
