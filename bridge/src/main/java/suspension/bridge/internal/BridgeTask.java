package suspension.bridge.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.Deferred;
import kotlinx.coroutines.TimeoutCancellationException;
import org.jspecify.annotations.Nullable;

/**
 * A task as the bridge sees it: a kotlinx coroutine, its outcome as a value, and the requests to cancel it. The outcome is
 * decided in one place, when the coroutine completes, on whichever thread that happens; all else here may be called from
 * any thread too.
 */
public abstract class BridgeTask<T extends @Nullable Object> implements VariableScope, Runnable {

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

    /** The outcome: written before {@link #done}, read after. */
    private @Nullable T value;

    private @Nullable Throwable failure;

    /** Whether anybody has looked at the outcome, or promised to; and what is to be done if not. Written under this lock. */
    private volatile boolean observed;

    private @Nullable FailureReport report;
    private volatile boolean done;

    /** What to run on completion: null, one Runnable, or a set of them in their order. Guarded by this. */
    private @Nullable Object callbacks;

    /** The host's list of pending tasks. Guarded by the host's registry. */
    @Nullable
    BridgeTask<?> previous;

    @Nullable
    BridgeTask<?> next;

    /** The public object that stands for this task. */
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
        try {
            register.run();
            host.add(this);
        } catch (IllegalStateException e) {
            markObserved();
            abandon(e);
            throw e;
        }
        begin();
        if (done) {
            host.remove(this); // its scope was cancelled already
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

    public final synchronized void setHandle(Object handle) {
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

    /** From now on this task is complete as soon as its coroutine is. Called before the coroutine ends. */
    final void completeWithCoroutine() {
        Coroutines.onCompletion(deferred(), this);
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

    /** The coroutine has completed: this decides the outcome. Called with the same cause each time, and once at least. */
    final void complete(@Nullable Throwable cause) {
        Object waiting;
        synchronized (this) {
            if (done) {
                return;
            }
            failure = cause;
            if (cause != null) {
                value = null;
            }
            if (cause != null && !observed && !isCancellation(cause)) {
                report = FailureReport.of(this, cause);
            }
            done = true;
            waiting = callbacks;
            callbacks = null;
        }
        host.remove(this);
        if (TaskHost.isFatal(cause)) {
            host.fatal(cause);
        }
        if (waiting instanceof Runnable callback) {
            callback.run();
        } else if (waiting instanceof Set<?> several) {
            for (Object callback : several) {
                ((Runnable) callback).run();
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
     * Runs the callback once the task is done, on the thread that completes it, in the order of registration. The
     * callback must neither block nor throw. Returns false, and does nothing, if the task is done.
     */
    public final boolean onCompletion(Runnable callback) {
        if (done) {
            return false;
        }
        synchronized (this) {
            if (done) {
                return false;
            }
            if (callbacks == null) {
                callbacks = callback;
            } else if (callbacks instanceof Runnable first) {
                Set<Runnable> several = new LinkedHashSet<>(); // thousands may wait for one task, and each may leave
                several.add(first);
                several.add(callback);
                callbacks = several;
            } else {
                severalCallbacks().add(callback);
            }
            return true;
        }
    }

    /** Forgets a callback of {@link #onCompletion}. */
    public final void removeCallback(Runnable callback) {
        synchronized (this) {
            if (callbacks == callback) {
                callbacks = null;
            } else if (callbacks instanceof Set<?>) {
                severalCallbacks().remove(callback);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private Set<Runnable> severalCallbacks() {
        return (Set<Runnable>) Objects.requireNonNull(callbacks);
    }
}
