package suspension.bridge.task;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.CompletableJob;
import kotlinx.coroutines.TimeoutCancellationException;
import org.jspecify.annotations.Nullable;
import suspension.bridge.context.ScopedValues;
import suspension.bridge.context.SliceContext;
import suspension.bridge.context.Variables;
import suspension.bridge.trace.WaitRecord;

/**
 * A task whose code is a Java body: straight-line code on a thread that carries it from start to end.
 *
 * <p>{@link Cancellation} decides how the body is cancelled. It does not know the waits in a masked (uncancellable)
 * region, so requests stay pending until the body leaves the region.
 */
public final class BodyTask<T extends @Nullable Object> extends BridgeTask<T> {

    /** The body's code; null once the body has started. After {@link #start} only the body's thread uses it. */
    private @Nullable Callable<? extends T> code;

    /**
     * The coroutine's context, or the one that {@link #inContext} puts in its place. Written by the launch, then by the
     * body.
     */
    private @Nullable CoroutineContext context;

    /** What the body waits for in an uncancellable region, or null. Written by the body; any thread reads it. */
    private volatile @Nullable Waiter maskedWait;

    /** What the context installs on the thread around each slice, or null. Only the body uses it. */
    private @Nullable SliceContext sliceContext;

    /** Created on first use. Only the body uses it. */
    private @Nullable Leftovers leftovers;

    /**
     * The thread that carries the body; null before the body starts. Written once, by that thread; any thread reads it.
     */
    private volatile @Nullable Carrier carrier;

    /** How many uncancellable regions the body is in. Only the body uses it. */
    private int masks;

    /**
     * A child of the job that completes when the job is cancelled. The body creates it when it first suspends, or when
     * it starts if requests interrupt it. Only the body uses it.
     */
    private @Nullable CompletableJob jobHook;

    public BodyTask(TaskHost host, @Nullable String name, Callable<? extends T> code) {
        this(host, null, name, code);
    }

    /** @param lent the context whose supervised child this task is; null for the host's {@link TaskHost#lentContext} */
    public BodyTask(TaskHost host, @Nullable CoroutineContext lent, @Nullable String name, Callable<? extends T> code) {
        super(host, lent, name);
        CoroutineContext around = lentContext();
        ScopedValues scoped = around == null ? host.scopedValues() : ScopedValues.of(around);
        this.code = scoped == null ? code : scoped.bind(code);
    }

    @Override
    void attach(Continuation<? super T> coroutine, CoroutineContext context) {
        super.attach(coroutine, context);
        this.context = context;
    }

    @Override
    void begin() {
        host().startBody(this);
    }

    /** Returns the coroutine's context: its job, its dispatcher, and whatever the host's scope has. */
    public CoroutineContext context() {
        return Objects.requireNonNull(context);
    }

    public Carrier carrier() {
        return Objects.requireNonNull(carrier);
    }

    @Override
    boolean hasBegun() {
        return carrier != null;
    }

    /** Returns the thread that carries the body, or null before the body starts. */
    public @Nullable Carrier carrierIfStarted() {
        return carrier;
    }

    /** Returns the thread that carries the body, for diagnostics; null if the body has not started or is done. */
    public @Nullable Thread thread() {
        Carrier current = carrier;
        return current == null || isDone() ? null : current.thread();
    }

    // Running

    /** Runs the body to its end on the calling thread. That thread's carrier stays the body's carrier. */
    @Override
    public void run() {
        Carrier self = Objects.requireNonNull(Carrier.current());
        carrier = self;
        self.setBody(this);
        self.scopes().enter(this);
        Throwable failure = null;
        try {
            if (host().interruptsBodies()) {
                watchJob(); // the body may block before it first suspends
            }
            setValue(runInContext());
        } catch (Throwable e) {
            failure = e;
        }
        failure = endCancellation(failure);
        self.scopes().enter(null);
        self.setBody(null);
        self.setInterruptible(false);
        end(failure);
    }

    /** Ends a body that could not be given a thread. */
    public void refuse(Throwable failure) {
        end(endCancellation(failure));
    }

    /**
     * Ends the body with a request that came after its last wait. Leaves the body's outcome alone if the body has
     * failed anyway, or if the request is postponed.
     */
    private @Nullable Throwable endCancellation(@Nullable Throwable failure) {
        CancelRequest last = cancellation.end();
        if (jobHook != null) {
            jobHook.complete();
        }
        return failure == null && last != null && !last.isPostponed() ? last.toException() : failure;
    }

    private T runInContext() throws Exception {
        SliceContext slice = SliceContext.of(context());
        sliceContext = slice;
        if (slice == null) {
            return runCode();
        }
        slice.install();
        try {
            return runCode();
        } finally {
            slice.restore();
        }
    }

    private T runCode() throws Exception {
        Callable<? extends T> body = Objects.requireNonNull(code);
        code = null;
        meetCancellation(); // a body that is cancelled before it starts is never entered
        if (!deferred().isActive()) {
            Jobs.ensureActive(context());
        }
        recordStart();
        try {
            return callAndClose(body);
        } catch (InterruptedException e) {
            CancellationException cancellation = cancellationIn(e);
            throw cancellation != null ? cancellation : e;
        }
    }

    @SuppressWarnings("NullAway") // there is a value if there is no failure
    private T callAndClose(Callable<? extends T> body) throws Exception {
        T value = null;
        Throwable failure = null;
        try {
            value = body.call();
        } catch (Throwable e) {
            failure = e;
        }
        if (leftovers != null) {
            failure = leftovers.close(failure);
        }
        if (failure != null) {
            throw Failures.<Exception>throwAs(failure);
        }
        return value;
    }

    /** Runs the action when the body ends, unless {@link #removeLeftover} removes it before. Called by the body. */
    public void addLeftover(Runnable closing) {
        if (leftovers == null) {
            leftovers = new Leftovers();
        }
        leftovers.add(closing);
    }

    public void removeLeftover(Runnable closing) {
        if (leftovers != null) {
            leftovers.remove(closing);
        }
    }

    // Waiting

    void await(Waiter waiter) {
        if (masks > 0) {
            awaitMasked(waiter);
            return;
        }
        CancelRequest pending = enter(waiter);
        if (pending != null) {
            carrier().requestTaken();
            pending.push(); // as if the request had come just after the body suspended
        }
        boolean endedBefore = !waiter.isWaiting() && !waiter.handsOver();
        CancelRequest atOnce = endedBefore ? cancellation.takePending() : null;
        try {
            suspend(waiter, atOnce != null || waiter.cancelRequest() != null);
        } catch (Throwable e) {
            cancellation.abandon(waiter);
            if (atOnce != null) {
                cancellation.postpone(atOnce, atOnce);
            }
            throw e;
        }
        CancelRequest later = cancellation.leave(waiter);
        CancelRequest met = atOnce != null ? atOnce : later;
        if (met != null) {
            carrier().requestTaken();
            throw met.toException();
        }
        CancelRequest passedOn = waiter.passedOn();
        if (passedOn != null) {
            passedOn.passedOnBy(this);
        }
    }

    /** The cancellation does not know of this wait. */
    private void awaitMasked(Waiter waiter) {
        maskedWait = waiter;
        try {
            suspend(waiter, false);
        } finally {
            maskedWait = null;
        }
    }

    private @Nullable CancelRequest enter(Waiter waiter) {
        try {
            return cancellation.enter(waiter);
        } catch (CancellationException e) {
            carrier().requestTaken();
            throw e;
        }
    }

    /** Suspends unless the wait has ended; then only if a turn is given up, as in asyncio, because a request is met. */
    private void suspend(Waiter waiter, boolean givesUpTurn) {
        if (!waiter.isWaiting() && !givesUpTurn) {
            if (waiter.followsKotlin()) {
                reinstallElements();
            }
            return;
        }
        StackReserve.ensure();
        watchJob();
        SliceContext slice = sliceContext;
        if (slice == null) {
            block(waiter, givesUpTurn);
            return;
        }
        // Before others learn that the body waits. What Kotlin code has left on the thread is not the body's.
        Throwable failure = waiter.followsHandOver() ? null : Failures.add(null, slice::handOver);
        failure = Failures.add(failure, slice::restore);
        if (failure == null) {
            failure = Failures.add(null, () -> block(waiter, givesUpTurn));
        }
        Failures.rethrow(Failures.add(failure, slice::install));
    }

    /** Gives up the thread's turn until the waiter is woken. If this throws, the body no longer waits. */
    private void block(Waiter waiter, boolean givesUpTurn) {
        WaitRecord record = Waits.begin(waiter);
        if (waiter.announce(givesUpTurn)) {
            try {
                carrier().suspend(waiter);
            } catch (Throwable e) {
                waiter.withdraw();
                throw e;
            }
            if (record != null) {
                Waits.end(record, waiter);
            }
        }
    }

    // Being cancelled

    /**
     * Throws if Kotlin has cancelled the job, because the body may not wait for anything then. Has no effect in a
     * masked region.
     */
    public void ensureJobActive() {
        CancelRequest ofJob = masks > 0 ? null : cancellation.ofJob();
        if (ofJob != null) {
            takeRequest();
            throw ofJob.toException();
        }
    }

    /** Throws if the body is cancelled, as a wait does even if it need not suspend. Called by the body. */
    public void meetCancellation() {
        ensureJobActive();
        meetRequest();
    }

    /**
     * Throws a request to cancel that came while the body did not wait, or that {@link #masked} held back. Called by
     * the body; has no effect in a masked region.
     */
    public void meetRequest() {
        CancelRequest request = masks > 0 ? null : takeRequest();
        if (request != null) {
            throw request.toException();
        }
    }

    private @Nullable CancelRequest takeRequest() {
        CancelRequest request = cancellation.takePending();
        if (request != null) {
            carrier().requestTaken();
        }
        return request;
    }

    /**
     * Returns the cancellation that an exception of this body's code stands for, or null. Off a loop a request
     * interrupts a blocking call. The interrupt stands for that request, and the body meets the request now. Called by
     * the body.
     */
    public @Nullable CancellationException cancellationIn(Throwable thrown) {
        if (thrown instanceof CancellationException cancellation) {
            return cancellation;
        }
        CancelRequest request =
                thrown instanceof InterruptedException && host().interruptsBodies() ? takeRequest() : null;
        if (request == null) {
            return null;
        }
        CancellationException cancellation = request.toException();
        cancellation.addSuppressed(thrown);
        cancellation.setStackTrace(thrown.getStackTrace()); // where the body was blocked
        return cancellation;
    }

    /**
     * Leaves a request for the next wait. The request was passed on to a call that took no notice of it, because it
     * came too late or because the call cannot be cancelled. Called by the body.
     */
    public void postpone(CancelRequest request) {
        if (cancellation.postpone(request, request.toPostponed())) {
            host().requested(this);
        }
    }

    /** Runs the code, and holds requests to cancel back until it is done. Called by the body. */
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

    /** Whether a request is pending. Any thread. */
    public boolean hasPendingRequest() {
        return cancellation.hasPending();
    }

    @Override
    boolean passOn(CancelRequest request) {
        boolean taken = cancellation.passOn(request);
        if (!taken) {
            request.setMet();
            host().requested(this);
        }
        return taken;
    }

    @Override
    void stay(CancelRequest request) {
        super.stay(request);
        request.setMet(); // here, or at the next wait, or it has been taken back: no circle is to be broken
        host().requested(this);
    }

    @Override
    public int uncancel(int others) {
        int left = super.uncancel(others);
        Carrier current = carrier;
        if (current != null) {
            current.requestTaken();
        }
        return left;
    }

    /**
     * Returns what the body waits for, or has just waited for; null if it runs or has not begun. For diagnostics, because
     * it may be outdated at once. Any thread.
     */
    public @Nullable Waiter waiter() {
        Waiter waiter = cancellation.waiter();
        return waiter != null ? waiter : maskedWait;
    }

    @Override
    public @Nullable String waitsFor() {
        Waiter waiter = waiter();
        return waiter != null && waiter.isWaiting() ? waiter.describe() : null;
    }

    // Being cancelled by Kotlin

    /** Makes sure that the body is told when Kotlin cancels the job. Called by the body. */
    private void watchJob() {
        if (jobHook == null) {
            jobHook = Jobs.onCancelling(context(), this::jobEnded);
        }
    }

    /** Whether Kotlin has cancelled the job. If it has, every later wait throws. */
    public boolean isJobCancelled() {
        return deferred().isCancelled();
    }

    /**
     * Returns what the body sees of a failure that arrives from Kotlin. A timeout around the whole body is a
     * cancellation to the code within.
     */
    public Throwable seen(Throwable failure) {
        return failure instanceof TimeoutCancellationException && isJobCancelled()
                ? CancelRequest.ofJob(failure).toException()
                : failure;
    }

    /** Called on the thread that cancels the job, or with null when the body has ended. */
    private Unit jobEnded(@Nullable Throwable cause) {
        if (cause != null) {
            CancelRequest request = CancelRequest.ofJob(cause);
            cancellation.postOfJob(request);
            if (passOn(request)) {
                settle(request);
            }
        }
        return Unit.INSTANCE;
    }

    // Context

    /**
     * Sets the variables, and reinstalls what the context installs on the thread, because that may depend on the
     * variables.
     */
    @Override
    public void setVariables(Variables variables) {
        if (Carrier.currentBody() == this) {
            handOverElements();
            reinstall(() -> super.setVariables(variables));
        } else {
            super.setVariables(variables);
        }
    }

    /**
     * Runs code of this body with other context elements, but with the same job and dispatcher. What the elements
     * install on threads is in force meanwhile, and whatever the code starts or calls inherits the elements. Called by
     * the body.
     */
    public <V extends @Nullable Object, X extends Exception> V inContext(
            CoroutineContext inner, ThrowingSupplier<V, X> region) throws X {
        CoroutineContext outer = context();
        SliceContext outerSlice = sliceContext;
        CoroutineContext outerInherited = inherited();
        V value;
        handOverElements();
        try {
            reinstall(() -> use(inner, SliceContext.of(inner), TaskCoroutine.inheritable(inner)));
            value = region.get();
        } catch (Throwable e) {
            Failures.add(e, this::handOverElements);
            Failures.add(e, () -> reinstall(() -> use(outer, outerSlice, outerInherited)));
            throw e;
        }
        Throwable failure = Failures.add(null, this::handOverElements);
        Failures.rethrow(Failures.add(failure, () -> reinstall(() -> use(outer, outerSlice, outerInherited))));
        return value;
    }

    private void use(
            CoroutineContext next, @Nullable SliceContext nextSlice, @Nullable CoroutineContext nextInherited) {
        context = next;
        sliceContext = nextSlice;
        setInherited(nextInherited);
    }

    /**
     * Tells the elements that what this body has left on the thread is now what the task has. Called by the body before
     * it calls code that may go on on other threads.
     */
    public void handOverElements() {
        if (sliceContext != null) {
            sliceContext.handOver();
        }
    }

    /**
     * Installs once more what the context installs on the thread, over what Kotlin code has left there that has suspended.
     * Called by the body where it goes on without having suspended itself.
     */
    public void reinstallElements() {
        if (sliceContext != null) {
            reinstall(() -> {});
        }
    }

    /**
     * Takes what is installed off the thread, makes the change, and installs what is due then. Makes the change even if
     * an element throws.
     */
    private void reinstall(Runnable change) {
        SliceContext before = sliceContext;
        Throwable failure = before == null ? null : Failures.add(null, before::restore);
        change.run();
        SliceContext after = sliceContext;
        Failures.rethrow(after == null ? failure : Failures.add(failure, after::install));
    }
}
