package suspension.bridge.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import kotlin.Unit;
import kotlin.coroutines.CoroutineContext;
import kotlin.jvm.functions.Function1;
import kotlinx.coroutines.Deferred;
import kotlinx.coroutines.TimeoutCancellationException;
import org.jspecify.annotations.Nullable;

/**
 * A task as the bridge sees it: a kotlinx coroutine, its outcome as a value, and the requests to cancel it. The outcome is
 * decided in one place, when the coroutine completes, on whichever thread that happens; all else here may be called from
 * any thread too. It is itself the handler of its coroutine's completion, which saves an object for each task.
 */
public abstract class BridgeTask<T extends @Nullable Object>
        implements VariableScope, Runnable, Function1<@Nullable Throwable, Unit> {

    private static final VarHandle REQUESTS;

    static {
        try {
            REQUESTS = MethodHandles.lookup().findVarHandle(BridgeTask.class, "requests", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final AtomicLong NUMBERS = new AtomicLong();

    private final TaskHost host;
    private final @Nullable CoroutineContext lentContext;

    /** Elements beyond the host's that the task has from whoever made it, and hands on; null for none. Its body writes. */
    private @Nullable CoroutineContext inherited;

    private final @Nullable String givenName;
    private final long number;
    private final @Nullable Throwable creation;

    /** The context variables, copied from whoever makes this task. Written by the task. */
    private Variables variables;

    /** Cancellation requests not taken back. */
    @SuppressWarnings("unused") // through REQUESTS
    private volatile int requests;

    /** Set before the coroutine can complete. */
    private @Nullable Deferred<T> deferred;

    private volatile boolean completesWithCoroutine;

    /** The outcome: written before {@link #done}, read after. */
    private @Nullable T value;

    private @Nullable Throwable failure;

    /** Whether anybody has looked at the outcome, or promised to; and what is to be done if not. Written under this lock. */
    private volatile boolean observed;

    private @Nullable FailureReport report;
    private volatile boolean done;

    /** Who is told of the completion: nobody, one listener, or a set of them in their order. Guarded by this. */
    private @Nullable Object listeners;

    /** The host's list of pending tasks. Guarded by the host's registry. */
    @Nullable
    BridgeTask<?> previous;

    @Nullable
    BridgeTask<?> next;

    /** The public object that stands for this task. Written before the start, or guarded by this. */
    private @Nullable Object handle;

    /** @param lent the context whose supervised child this is; null for what the host says */
    BridgeTask(TaskHost host, @Nullable CoroutineContext lent, @Nullable String name) {
        this.host = host;
        this.lentContext = lent != null ? lent : host.lentContext();
        this.inherited = lent != null ? Coroutines.inheritable(lent) : inheritedFrom(Carrier.currentBody());
        this.givenName = name;
        this.number = name == null ? NUMBERS.incrementAndGet() : 0;
        this.variables = VariableScope.copy();
        this.creation = host.isDebug() ? new Throwable("created here") : null;
    }

    /**
     * Starts the coroutine. Called once, by whoever made this.
     *
     * @throws IllegalStateException if the host is closed; nothing has been started then
     */
    public final void start() {
        start(() -> {});
    }

    /**
     * As {@link #start()}.
     *
     * @param register makes the task known to others, who may cancel it at once; it throws IllegalStateException to refuse
     */
    public final void start(Runnable register) {
        launch();
        if (deferred().isCompleted()) { // what its context installs on threads has failed
            completeWithCoroutine();
            return;
        }
        try {
            register.run();
            host.add(this);
            begin();
        } catch (Throwable e) { // refused; or a dispatcher throws, or there are no threads left
            markObserved();
            abandon(e);
            throw e;
        }
    }

    /** Makes the coroutine, which waits to be let run, so that whoever finds this task can cancel it. */
    abstract void launch();

    /** Has {@link #run} called soon, where the coroutine belongs. */
    abstract void begin();

    /** Ends the coroutine, which has not been let run. */
    abstract void abandon(Throwable reason);

    /** Passes a request on to what runs, or leaves it to be met there. False if it came too late for that. */
    abstract boolean deliver(CancelRequest request);

    /** As {@link #deliver}, to this task alone: what it waits for is not asked. */
    abstract boolean deliverHere(CancelRequest request);

    /** What the task waits for, or null. For messages only: it may be outdated at once. */
    public abstract @Nullable String waitsFor();

    public final TaskHost host() {
        return host;
    }

    public final String name() {
        return givenName != null ? givenName : "Task-" + number;
    }

    /** The name that the user gave, or null. */
    final @Nullable String givenName() {
        return givenName;
    }

    /** Where the task was made, in debug mode. */
    public final @Nullable Throwable creation() {
        return creation;
    }

    /** The context whose supervised child this is; null for one in the host's own scope. */
    final @Nullable CoroutineContext lentContext() {
        return lentContext;
    }

    private @Nullable CoroutineContext inheritedFrom(@Nullable BodyTask<?> maker) {
        return maker == null || maker.host() != host ? null : maker.inherited();
    }

    final @Nullable CoroutineContext inherited() {
        return inherited;
    }

    final void setInherited(@Nullable CoroutineContext elements) {
        inherited = elements;
    }

    public final void setHandle(Object handle) {
        this.handle = handle;
    }

    /** Null until somebody made one: what Kotlin started has none before Java asks. */
    public final synchronized @Nullable Object handle() {
        return handle;
    }

    final Deferred<T> deferred() {
        return Objects.requireNonNull(deferred);
    }

    /** The coroutine, for whoever wants to wait for it: this task is done before they are told. */
    public final Deferred<T> sharedDeferred() {
        completeWithCoroutine();
        return deferred();
    }

    /**
     * From now on this task is complete as soon as its coroutine is. Called before the coroutine ends, and no earlier
     * unless the coroutine is given away: with one handler more a job needs a list for them.
     */
    final void completeWithCoroutine() {
        if (!completesWithCoroutine) {
            deferred().invokeOnCompletion(this); // twice, if two threads come here at once, which is harmless
            completesWithCoroutine = true;
        }
    }

    final void setDeferred(Deferred<T> deferred) {
        this.deferred = deferred;
    }

    @Override
    public final Variables variables() {
        return variables;
    }

    @Override
    public void setVariables(Variables variables) {
        this.variables = variables;
    }

    // Cancellation

    /** Asks the task to cancel, and with it what it waits for, and so on. Returns false if the task is done. */
    public final boolean cancel(@Nullable String message) {
        return !done && CancelRequest.send(this, message);
    }

    /** Counts the request and delivers it; false if the task is done, or as good as. */
    final boolean request(CancelRequest request) {
        if (done) {
            return false;
        }
        REQUESTS.getAndAdd(this, 1);
        return deliver(request);
    }

    public final int cancelling() {
        return requests;
    }

    /** How many of the requests the task has met, or can no longer meet. What comes on top is still to be delivered. */
    public int requestsMet() {
        return requests;
    }

    /**
     * Takes one request back, and withdraws what has not been delivered when no more than {@code others} are left.
     *
     * @param others requests that had been met before those of the caller: {@link #requestsMet} of that time
     */
    public final int uncancel(int others) {
        while (true) {
            int current = requests;
            if (current == 0 || done) {
                return current;
            }
            if (REQUESTS.compareAndSet(this, current, current - 1)) {
                if (current - 1 <= others) {
                    withdraw();
                }
                return current - 1;
            }
        }
    }

    /** Forgets a request that has not been delivered. */
    void withdraw() {}

    // Completion

    /** Keeps the value that the coroutine is about to complete with. Called by the coroutine. */
    final void setValue(@Nullable T value) {
        this.value = value;
    }

    /** The coroutine has completed. It says so once at least, and with the same cause each time. */
    @Override
    public final Unit invoke(@Nullable Throwable cause) {
        Object told;
        synchronized (this) {
            if (done) {
                return Unit.INSTANCE;
            }
            decide(cause);
            told = listeners;
            listeners = null;
        }
        host.remove(this);
        if (TaskHost.isFatal(cause)) {
            host.fatal(cause);
        }
        tell(told);
        return Unit.INSTANCE;
    }

    /** What the task's outcome is, is decided here and nowhere else. */
    private void decide(@Nullable Throwable cause) {
        if (cause != null) {
            value = null;
            failure = cause;
            if (!observed && !isCancellation(cause)) {
                report = FailureReport.of(this, cause);
            }
        }
        done = true;
    }

    private void tell(@Nullable Object told) {
        if (told instanceof CompletionListener listener) {
            listener.completed(this);
        } else if (told instanceof Set<?> several) {
            for (Object listener : several) {
                ((CompletionListener) listener).completed(this);
            }
        }
    }

    /** Kotlin's timeout is an error like others, although its type says otherwise. */
    private static boolean isCancellation(@Nullable Throwable cause) {
        return cause instanceof CancellationException && !(cause instanceof TimeoutCancellationException);
    }

    /** Whether the task is done, and ended by cancellation. */
    public final boolean isCancelled() {
        return done && isCancellation(failure);
    }

    public final boolean isDone() {
        return done;
    }

    /** The outcome has been seen, or will be: an error is not to be reported as one that nobody looked at. */
    public final void markObserved() {
        if (observed) {
            return;
        }
        synchronized (this) {
            observed = true;
            if (report != null) {
                report.markObserved();
                report = null;
            }
        }
    }

    /** The value of a task that is done and has not failed. */
    public final @Nullable T value() {
        return value;
    }

    /** What a task that is done failed with, a cancellation included; null if it succeeded. */
    public final @Nullable Throwable failure() {
        return failure;
    }

    /**
     * Tells the listener when the task is done, once, after those that were here before it. Returns false, and does
     * nothing, if the task is done.
     */
    public final boolean onCompletion(CompletionListener listener) {
        if (done) {
            return false;
        }
        synchronized (this) {
            if (!done) {
                add(listener);
            }
            return !done;
        }
    }

    /** As {@link #onCompletion}; tells a listener at once if the task is done. */
    public final void whenComplete(CompletionListener listener) {
        if (!onCompletion(listener)) {
            listener.completed(this);
        }
    }

    /**
     * As {@link #whenComplete}, for who will look at the outcome then. Returns false, and does nothing, if the listener
     * waits here already.
     */
    public final boolean observe(CompletionListener listener) {
        synchronized (this) {
            if (!done) {
                observed = true;
                return add(listener);
            }
        }
        markObserved();
        listener.completed(this);
        return true;
    }

    private boolean add(CompletionListener listener) {
        if (listeners == null) {
            listeners = listener;
            return true;
        }
        return several().add(listener);
    }

    /** The listeners as a set: thousands may wait for one task, and each may leave. */
    @SuppressWarnings("unchecked")
    private Set<CompletionListener> several() {
        if (listeners instanceof CompletionListener first) {
            Set<CompletionListener> several = new LinkedHashSet<>();
            several.add(first);
            listeners = several;
        }
        return (Set<CompletionListener>) Objects.requireNonNull(listeners);
    }

    /** Forgets a listener. */
    public final void removeListener(CompletionListener listener) {
        synchronized (this) {
            if (listeners == listener) {
                listeners = null;
            } else if (listeners instanceof Set<?>) {
                several().remove(listener);
            }
        }
    }
}
