package suspension.bridge.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import org.jspecify.annotations.Nullable;

/**
 * A task whose coroutine is a Java body: straight-line code on a thread that carries it from start to end. How it waits and
 * is cancelled is {@link CancellableBody}'s.
 */
public final class BodyTask<T extends @Nullable Object> extends CancellableBody<T> {

    /** Let go of when the body starts. Only the body's thread uses it after {@link #start}. */
    private @Nullable Callable<? extends T> code;

    /** What completes the coroutine, and the coroutine's context. Written by {@link #launch}. */
    private @Nullable Continuation<? super T> continuation;

    private @Nullable CoroutineContext context;

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

    @Override
    public CoroutineContext context() {
        return Objects.requireNonNull(context);
    }

    /** Where the body is, for diagnostics; null if it has not started or is done. */
    public @Nullable Thread thread() {
        Carrier current = carrierIfStarted();
        return current == null || isDone() ? null : current.thread();
    }

    // Running

    /** Runs the body to its end on the calling thread, whose carrier stays its carrier. */
    @Override
    public void run() {
        Carrier self = Objects.requireNonNull(Carrier.current());
        setCarrier(self);
        Throwable failure = null;
        self.setBody(this);
        self.enter(this);
        try {
            if (host().interruptsBodies()) {
                watchJob(); // it may block before it ever suspends
            }
            setValue(runInContext());
        } catch (Throwable e) {
            failure = e;
        }
        CancelRequest last = endWaits();
        if (failure == null && last != null && !last.isPostponed()) {
            failure = last.toException();
        }
        self.enter(null);
        self.setBody(null);
        self.setInterruptible(false);
        completeWithCoroutine();
        Coroutines.finish(this, Objects.requireNonNull(continuation), failure);
    }

    private T runInContext() throws Exception {
        sliceContext = SliceContext.of(context());
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
        Coroutines.ensureActive(context());
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

    @Override
    void block(Waiter waiter) {
        endSlice();
        try {
            carrier().suspend(waiter);
        } finally {
            beginSlice();
        }
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

    /**
     * Runs the code as part of this body under another context: what that installs on threads is in force, and what the
     * code starts and calls inherits it. Called by the body.
     */
    public <V extends @Nullable Object, X extends Exception> V inContext(
            CoroutineContext inner, ThrowingSupplier<V, X> region) throws X {
        CoroutineContext outer = context();
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
}
