package suspension.bridge.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.CompletableJob;
import kotlinx.coroutines.Deferred;
import org.jspecify.annotations.Nullable;

/**
 * A task whose coroutine is a Java body: straight-line code on a thread that carries it from start to end.
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
public final class BodyTask<T extends @Nullable Object> extends BridgeTask<T> {

    private static final VarHandle SLOT;
    private static final VarHandle JOB_HOOK;

    static {
        try {
            SLOT = MethodHandles.lookup().findVarHandle(BodyTask.class, "slot", Object.class);
            JOB_HOOK = MethodHandles.lookup().findVarHandle(BodyTask.class, "jobHook", CompletableJob.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final Object ENDED = new Object();

    /** Let go of when the body starts. Only the body's thread uses it after {@link #start}. */
    private @Nullable Callable<? extends T> code;

    private volatile @Nullable Object slot;

    /** What completes the coroutine, and the coroutine's context. Written by {@link #launch}. */
    private @Nullable Continuation<? super T> continuation;

    private @Nullable CoroutineContext context;

    /** The thread that carries the body. Written when it starts. */
    private volatile @Nullable Carrier carrier;

    /** How many uncancellable regions the body is in. Only the body uses it. */
    private int masks;

    /** Completes with the job's cancellation. Made when somebody may cancel this very job. Written once. */
    private volatile @Nullable CompletableJob jobHook;

    /** Set once, when Kotlin cancels the job: every later wait throws. */
    private volatile @Nullable CancelRequest jobCancellation;

    /** What the coroutine's context installs on the thread around each slice, or null. Only the body uses it. */
    private @Nullable SliceContext sliceContext;

    /** What the body has opened and not closed yet, in that order. Only the body uses it. */
    private @Nullable Deque<Runnable> leftovers;

    public BodyTask(TaskHost host, @Nullable String name, Callable<? extends T> code) {
        this(host, null, name, code);
    }

    /** @param lent the context whose supervised child this is; null for what the host says */
    public BodyTask(TaskHost host, @Nullable CoroutineContext lent, @Nullable String name, Callable<? extends T> code) {
        super(host, lent, name);
        this.code = code;
    }

    @Override
    void launch() {
        Coroutines.launchBody(this);
    }

    @Override
    void begin() {
        host().startBody(this);
    }

    @Override
    void abandon(Throwable reason) {
        completeWithCoroutine();
        Coroutines.finish(this, Objects.requireNonNull(continuation), reason);
    }

    /** Called by the coroutine when it starts: from now on it waits for {@link #run} to complete it. */
    void attach(Continuation<? super T> continuation, CoroutineContext context) {
        this.continuation = continuation;
        this.context = context;
    }

    /** The coroutine's context, to be given away: its job, its dispatcher, and whatever the host's scope has. */
    public CoroutineContext context() {
        watchJob();
        return ownContext();
    }

    private CoroutineContext ownContext() {
        return Objects.requireNonNull(context);
    }

    @Override
    public Deferred<T> sharedDeferred() {
        watchJob();
        return super.sharedDeferred();
    }

    Carrier carrier() {
        return Objects.requireNonNull(carrier);
    }

    /** Null as long as the body has not started. */
    @Nullable
    Carrier carrierIfStarted() {
        return carrier;
    }

    /** Where the body is, for diagnostics; null if it has not started or is done. */
    public @Nullable Thread thread() {
        Carrier current = carrier;
        return current == null || isDone() ? null : current.thread();
    }

    // Running

    /** Runs the body to its end on the calling thread, whose carrier stays its carrier. */
    @Override
    public void run() {
        Carrier self = Objects.requireNonNull(Carrier.current());
        carrier = self;
        Throwable failure = null;
        self.setBody(this);
        self.enter(this);
        try {
            if (lentContext() != null) {
                watchJob();
            }
            setValue(runInContext());
        } catch (Throwable e) {
            failure = e;
        }
        CancelRequest last = SLOT.getAndSet(this, ENDED) instanceof CancelRequest request ? request : null;
        if (jobCancellation != null) {
            last = jobCancellation; // the job itself may not know yet that its scope is cancelled
        }
        if (failure == null && last != null && !last.isPostponed()) {
            failure = last.toException(); // it came after the last wait, and cancels all the same
        }
        self.enter(null);
        self.setBody(null);
        self.setInterruptible(false);
        CompletableJob hook = jobHook;
        if (hook != null) {
            hook.complete();
        }
        completeWithCoroutine();
        Coroutines.finish(this, Objects.requireNonNull(continuation), failure);
    }

    private T runInContext() throws Exception {
        sliceContext = SliceContext.of(ownContext());
        beginSlice();
        try {
            return runCode();
        } finally {
            endSlice();
        }
    }

    private T runCode() throws Exception {
        Callable<? extends T> body = Objects.requireNonNull(code);
        code = null;
        meetRequest(); // cancelled before it started: it is never entered
        Coroutines.ensureActive(ownContext());
        try {
            return callAndClose(body);
        } catch (InterruptedException e) {
            throw interruptedBy(e);
        }
    }

    private T callAndClose(Callable<? extends T> body) throws Exception {
        try {
            return body.call();
        } finally {
            while (leftovers != null && !leftovers.isEmpty()) {
                leftovers.removeLast().run();
            }
        }
    }

    /** Has the action run when the body ends, unless it is removed before. Called by the body. */
    void addLeftover(Runnable action) {
        if (leftovers == null) {
            leftovers = new ArrayDeque<>(2);
        }
        leftovers.add(action);
    }

    void removeLeftover(Runnable action) {
        if (leftovers != null) {
            leftovers.remove(action);
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

    private @Nullable CancelRequest takeRequest() {
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

    /** Whether a request ends code of this body with such an exception: it interrupts a blocking call off a loop. */
    public boolean isCancellation(Throwable failure) {
        return failure instanceof CancellationException
                || (failure instanceof InterruptedException && host().interruptsBodies());
    }

    /** An interrupt that went with a request is that request: the body was cancelled in a blocking call. */
    private Exception interruptedBy(InterruptedException interrupt) {
        CancelRequest request = host().interruptsBodies() ? takeRequest() : null;
        if (request == null) {
            return interrupt;
        }
        CancellationException cancellation = request.toException();
        cancellation.addSuppressed(interrupt);
        return cancellation;
    }

    /** Whether a request waits to be met. Any thread. */
    boolean hasPendingRequest() {
        return slot instanceof CancelRequest;
    }

    private void beginSlice() {
        if (sliceContext != null) {
            sliceContext.install();
        }
    }

    private void endSlice() {
        if (sliceContext != null) {
            sliceContext.restore();
        }
    }

    /** What is installed on the thread may depend on them, so it is installed anew. */
    @Override
    public void setVariables(Variables variables) {
        boolean runs = Carrier.currentBody() == this;
        if (runs) {
            endSlice();
        }
        super.setVariables(variables);
        if (runs) {
            beginSlice();
        }
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

    /** Whether Kotlin has cancelled the job. */
    public boolean isJobCancelled() {
        return jobCancellation != null || deferred().isCancelled();
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
        if (!waiter.suspend()) {
            return;
        }
        Carrier self = carrier();
        endSlice();
        try {
            self.suspend(waiter);
        } finally {
            beginSlice();
        }
    }

    /**
     * Hears when Kotlin cancels this very job. Of the scope that it shares with others its host hears for all of them; so
     * this is for who has a job above it of its own, and for when the job is given away. Any thread.
     */
    private void watchJob() {
        if (jobHook != null) {
            return;
        }
        CompletableJob hook = Coroutines.onCancelling(ownContext(), this::jobEnded);
        if (!JOB_HOOK.compareAndSet(this, null, hook) || slot == ENDED) {
            hook.complete(); // or the body's end has seen it: the slot is written before the hook is read
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

    /**
     * Runs the code as part of this body under another context: what that installs on threads is in force, and what the
     * code starts and calls inherits it. Called by the body.
     */
    public <V extends @Nullable Object, X extends Exception> V inContext(
            CoroutineContext inner, ThrowingSupplier<V, X> region) throws X {
        CoroutineContext outer = ownContext();
        SliceContext outerSlice = sliceContext;
        CoroutineContext outerInherited = inherited();
        switchContext(inner, SliceContext.of(inner), Coroutines.inheritable(inner));
        try {
            return region.get();
        } finally {
            switchContext(outer, outerSlice, outerInherited);
        }
    }

    private void switchContext(
            CoroutineContext next, @Nullable SliceContext nextSlice, @Nullable CoroutineContext nextInherited) {
        endSlice();
        setInherited(nextInherited);
        context = next;
        sliceContext = nextSlice;
        beginSlice();
    }

    public boolean isMasked() {
        return masks > 0;
    }

    // Cancellation

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
    void scopeCancelled(Throwable cause) {
        if (lentContext() == null) {
            jobEnded(cause);
        }
    }

    /** Called on the thread that cancels the job, or with null when the body has ended. */
    private Unit jobEnded(@Nullable Throwable cause) {
        if (cause != null && jobCancellation == null) {
            CancelRequest request = CancelRequest.ofJob(cause);
            jobCancellation = request;
            deliver(request);
        }
        return Unit.INSTANCE;
    }

    @Override
    public @Nullable String waitsFor() {
        return slot instanceof Waiter waiter && waiter.isWaiting() ? waiter.describe() : null;
    }
}
