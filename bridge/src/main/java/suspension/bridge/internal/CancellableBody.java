package suspension.bridge.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import kotlin.Unit;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.CompletableJob;
import org.jspecify.annotations.Nullable;

/**
 * The task of a Java body, as far as the body waits and is cancelled. How it runs is {@link BodyTask}'s.
 *
 * <p>How cancellation meets the body. {@code slot} holds one of:
 *
 * <ul>
 *   <li>null: the body runs, or has not started, and nobody has asked it to cancel;
 *   <li>a {@link Waiter}: the body waits, and a request ends that wait or goes on to what is waited for;
 *   <li>a {@link CancelRequest}: the body will meet it at its next wait, or when it goes on from the present one, or at
 *       its end;
 *   <li>{@link #ENDED}: it is too late to ask.
 * </ul>
 *
 * The body puts its waiter in and takes it out; anyone may replace null or an ended waiter by a request, always by
 * compare-and-set, so a request is either met or withdrawn by {@code uncancel}, and met once. In a masked region
 * (uncancellable) the body does not touch the slot at all, so requests stay there until it leaves.
 */
abstract class CancellableBody<T extends @Nullable Object> extends BridgeTask<T> {

    private static final VarHandle SLOT;

    static {
        try {
            SLOT = MethodHandles.lookup().findVarHandle(CancellableBody.class, "slot", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final Object ENDED = new Object();

    private volatile @Nullable Object slot;

    /** The thread that carries the body. Written when it starts. */
    private volatile @Nullable Carrier carrier;

    /** How many uncancellable regions the body is in. Only the body uses it. */
    private int masks;

    /** Completes with the job's cancellation. Made by the body when it first suspends. */
    private @Nullable CompletableJob jobHook;

    /** Set once, when Kotlin cancels the job: every later wait throws. */
    private volatile @Nullable CancelRequest jobCancellation;

    CancellableBody(TaskHost host, @Nullable CoroutineContext lent, @Nullable String name) {
        super(host, lent, name);
    }

    /** The coroutine's context: its job, its dispatcher, and whatever the host's scope has. */
    public abstract CoroutineContext context();

    /** Gives the thread's turn away until the waiter has been woken. */
    abstract void block(Waiter waiter);

    /** The thread has been found that carries the body from its start to its end. */
    final void setCarrier(Carrier carrier) {
        this.carrier = carrier;
    }

    Carrier carrier() {
        return Objects.requireNonNull(carrier);
    }

    /** Null as long as the body has not started. */
    @Nullable
    Carrier carrierIfStarted() {
        return carrier;
    }

    // Waiting

    void await(Waiter waiter) {
        if (masks > 0) {
            suspend(waiter);
            return;
        }
        ensureJobActive();
        register(waiter);
        try {
            suspend(waiter);
        } catch (Throwable e) {
            SLOT.compareAndSet(this, waiter, null);
            throw e;
        }
        CancelRequest met = waiter.cancelRequest();
        if (met == null && waiter.handsOver()) {
            SLOT.compareAndSet(this, waiter, null); // what it was handed counts, and a request stays for the next wait
            return;
        }
        if (SLOT.getAndSet(this, null) instanceof CancelRequest pending) {
            carrier().requestTaken();
            met = met == null ? pending : met;
        }
        if (met != null) {
            throw met.toException();
        }
    }

    /** Throws if Kotlin has cancelled the job: nothing may be waited for any more. */
    void ensureJobActive() {
        if (jobCancellation != null && masks == 0) {
            takeRequest();
            throw jobCancellation.toException();
        }
    }

    private void register(Waiter waiter) {
        while (!SLOT.compareAndSet(this, null, waiter)) {
            if (slot instanceof CancelRequest pending && SLOT.compareAndSet(this, pending, waiter)) {
                carrier().requestTaken();
                pending.resend(this); // as if it had come just after the body suspended
                return;
            }
        }
    }

    private void suspend(Waiter waiter) {
        if (waiter.suspend()) {
            watchJob();
            block(waiter);
        }
    }

    /** Does what a wait does that needs not suspend: throws if the body is cancelled. Called by the body. */
    void meetCancellation() {
        ensureJobActive();
        meetRequest();
    }

    /**
     * Throws a request to cancel that came while the body did not wait, or was held back by {@link #masked}. Called by the
     * body; has no effect in a masked region.
     */
    public void meetRequest() {
        CancelRequest request = masks == 0 ? takeRequest() : null;
        if (request != null) {
            throw request.toException();
        }
    }

    final @Nullable CancelRequest takeRequest() {
        if (slot == null || !(SLOT.getAndSet(this, null) instanceof CancelRequest request)) {
            return null;
        }
        carrier().requestTaken();
        return request;
    }

    /**
     * Leaves a request that was passed on to a call, and that the call took no notice of, to be met by the next wait: it
     * may have come too late, or the call cannot be cancelled. Called by the body.
     */
    void postpone(CancelRequest request) {
        if (SLOT.compareAndSet(this, null, request.toPostponed())) {
            host().requested(this);
        }
    }

    /** Runs the code with requests to cancel held back until it is done. Called by the body. */
    public <V extends @Nullable Object, X extends Exception> V masked(ThrowingSupplier<V, X> region) throws X {
        if (masks++ == 0) {
            carrier().setInterruptible(false);
        }
        try {
            return region.get();
        } finally {
            if (--masks == 0) {
                carrier().setInterruptible(true);
            }
        }
    }

    public boolean isMasked() {
        return masks > 0;
    }

    // Cancellation

    /** Whether a request waits to be met. Any thread. */
    boolean hasPendingRequest() {
        return slot instanceof CancelRequest;
    }

    @Override
    public int requestsMet() {
        return cancelling() - (slot instanceof CancelRequest ? 1 : 0);
    }

    @Override
    boolean deliver(CancelRequest request) {
        return deliver(request, true);
    }

    @Override
    boolean deliverHere(CancelRequest request) {
        return deliver(request, false);
    }

    private boolean deliver(CancelRequest request, boolean further) {
        while (true) {
            Object current = slot;
            if (current == ENDED) {
                return false;
            }
            if (current instanceof Waiter waiter && (further ? waiter.cancel(request) : waiter.interrupt(request))) {
                return true;
            }
            if (SLOT.compareAndSet(this, current, request)) {
                request.setMet();
                host().requested(this);
                return true;
            }
        }
    }

    @Override
    void withdraw() {
        if (slot instanceof CancelRequest request) {
            SLOT.compareAndSet(this, request, null);
            Carrier current = carrier;
            if (current != null) {
                current.requestTaken();
            }
        }
    }

    @Override
    public @Nullable String waitsFor() {
        return slot instanceof Waiter waiter && waiter.isWaiting() ? waiter.describe() : null;
    }

    // Cancellation by Kotlin

    /** From now on the body is told when Kotlin cancels the job. Called by the body. */
    final void watchJob() {
        if (jobHook == null) {
            jobHook = Coroutines.onCancelling(context(), this::jobEnded);
        }
    }

    /** Whether Kotlin has cancelled the job. */
    public boolean isJobCancelled() {
        return deferred().isCancelled();
    }

    /** Called on the thread that cancels the job, or with null when the body has ended. */
    private Unit jobEnded(@Nullable Throwable cause) {
        if (cause != null) {
            CancelRequest request = CancelRequest.ofJob(cause);
            jobCancellation = request;
            deliver(request);
        }
        return Unit.INSTANCE;
    }

    /**
     * Nothing cancels the body from now on. Returns the request that ends it unless it has failed anyway: it came after
     * the last wait. Called by the body, once.
     */
    final @Nullable CancelRequest endWaits() {
        Object last = SLOT.getAndSet(this, ENDED);
        if (jobHook != null) {
            jobHook.complete();
        }
        return last instanceof CancelRequest request ? request : null;
    }
}
