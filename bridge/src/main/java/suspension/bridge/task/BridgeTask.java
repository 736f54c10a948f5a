package suspension.bridge.task;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.jvm.functions.Function1;
import kotlinx.coroutines.Deferred;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.TimeoutCancellationException;
import org.jspecify.annotations.Nullable;
import suspension.bridge.context.CopiedElement;
import suspension.bridge.context.VariableScope;
import suspension.bridge.context.Variables;
import suspension.bridge.trace.Recorder;
import suspension.bridge.trace.TaskFacts;
import suspension.bridge.trace.TaskRecord;
import suspension.bridge.trace.Trace;

/**
 * A task as the bridge sees it: a kotlinx coroutine that waits for the task's code to end, the task's outcome, and the
 * requests to cancel it. The outcome is decided in one place, when the coroutine completes, on whichever thread
 * completes it. Any thread may call everything else here too.
 *
 * <p>A task is itself the handler of its coroutine's completion, which saves one object for each task.
 */
public abstract class BridgeTask<T extends @Nullable Object>
        implements VariableScope, Runnable, Function1<@Nullable Throwable, Unit> {

    private final TaskHost host;
    private final @Nullable CoroutineContext lentContext;

    /**
     * Context elements beyond the host's; null for none. The task gets them from its creator and hands them on to the
     * tasks that it starts. Written by the task's body.
     */
    private @Nullable CoroutineContext inherited;

    private final @Nullable String givenName;

    /** What the host has numbered this task: see {@link TaskHost#idOf}. */
    private final long number;

    /** Null for most tasks. Written by a recording's thread too, if the task is older than the recording. */
    private @Nullable Origin origin;

    /** The context variables, copied from the code that creates this task. Written by the task. */
    private Variables variables;

    final Cancellation cancellation = new Cancellation();

    /** The continuation that completes the coroutine. Written when the coroutine is launched. */
    private @Nullable Continuation<? super T> coroutine;

    /** Set before the coroutine can complete. */
    private @Nullable Deferred<T> deferred;

    /** Whether the coroutine's completion calls {@link #invoke}. Any thread writes and reads it. */
    private volatile boolean completesWithCoroutine;

    /** The task's value. Written before {@link #done} is set, read after. */
    private @Nullable T value;

    /** What the task failed with, or null. Written before {@link #done} is set, read after. */
    private @Nullable Throwable failure;

    /** Whether Kotlin had cancelled the job before the task's code ended. Written before the coroutine completes. */
    private boolean endedByJob;

    /**
     * Whether anybody has looked at the outcome, or has promised to. Written under this object's monitor; any thread
     * reads it.
     */
    private volatile boolean observed;

    /** What is to be done if nobody looks at the outcome, or null. Guarded by this. */
    private @Nullable FailureReport report;

    /** Whether the outcome is decided. Written under this object's monitor; any thread reads it. */
    private volatile boolean done;

    /** Whether the task's code has been entered. Written when it is; only the thread that ends the task reads it. */
    private boolean entered;

    /** The listeners of the completion, in the form that {@link CompletionListeners} defines. Guarded by this. */
    private @Nullable Object listeners;

    /** The task before this one in the host's list of pending tasks. Guarded by the host. */
    @Nullable
    BridgeTask<?> previous;

    /** The task after this one in that list. Guarded by the host. */
    @Nullable
    BridgeTask<?> next;

    /** The public object that stands for this task. Written before the task starts, or under this object's monitor. */
    private @Nullable Object handle;

    /** @param lent the context whose supervised child this task is; null for the host's {@link TaskHost#lentContext} */
    BridgeTask(TaskHost host, @Nullable CoroutineContext lent, @Nullable String name) {
        this.host = host;
        this.lentContext = lent != null ? lent : host.lentContext();
        this.inherited = lent != null ? TaskCoroutine.inheritable(lent) : inheritedFrom(Carrier.currentBody());
        this.givenName = name;
        this.number = host.nextTaskNumber(name != null);
        this.variables = VariableScope.copy();
        this.origin = Origin.of(host);
    }

    /**
     * Starts the coroutine. Called once, by the code that created this task.
     *
     * @throws IllegalStateException if the host is closed; nothing has been started then
     */
    public final void start() {
        start(() -> {});
    }

    /**
     * Starts the coroutine as {@link #start()} does, and registers the task before its code begins.
     *
     * @param register makes the task known to others, who may cancel it at once; it throws IllegalStateException to
     *     refuse the task
     */
    public final void start(Runnable register) {
        TaskCoroutine.launch(this);
        if (deferred().isCompleted()) { // an element of its context failed to install itself
            completeWithCoroutine();
            return;
        }
        try {
            register.run();
            host.add(this);
            begin();
        } catch (Throwable e) { // the task is refused, a dispatcher throws, or there are no threads left
            markObserved();
            end(e);
            throw e;
        }
    }

    /** Called when the coroutine has been launched. From now on it waits for {@link #end}. */
    void attach(Continuation<? super T> coroutine, CoroutineContext context) {
        this.coroutine = coroutine;
    }

    /** Returns the continuation that completes the coroutine. */
    final Continuation<? super T> coroutine() {
        return Objects.requireNonNull(coroutine);
    }

    /** Makes sure that {@link #run} is called soon, where the task belongs. */
    abstract void begin();

    /** Returns what the task waits for, or null. For messages only, because it may be outdated at once. */
    public abstract @Nullable String waitsFor();

    public final TaskHost host() {
        return host;
    }

    public final String name() {
        return givenName != null ? givenName : "Task-" + number;
    }

    /** Returns a number that no other task of this process has. A task without a name is named by it, except in tests. */
    public final long id() {
        return host.idOf(number, givenName != null);
    }

    /** Returns the name that the user gave, or null. */
    final @Nullable String givenName() {
        return givenName;
    }

    /** Returns where the task was created if the host is in debug mode, otherwise null. */
    public final @Nullable Throwable creation() {
        Origin made = origin;
        return made == null ? null : made.creation();
    }

    /** Returns the context whose supervised child this task is, or null for a task in the host's own scope. */
    final @Nullable CoroutineContext lentContext() {
        return lentContext;
    }

    /**
     * A body of the same host hands on what it has. Anybody else is asked for what there is on the calling thread. What
     * is the host's own is copied if neither has it.
     */
    private @Nullable CoroutineContext inheritedFrom(@Nullable BodyTask<?> maker) {
        CoroutineContext elements =
                maker == null || maker.host() != host ? host.captured() : CopiedElement.copyOf(maker.inherited());
        CoroutineContext own = host.copiedElements();
        return own == null ? elements : CopiedElement.withCopies(elements, own);
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

    /**
     * Returns the public object that stands for this task, or null before there is one. A task that Kotlin started has
     * none until Java asks for it.
     */
    public final synchronized @Nullable Object handle() {
        return handle;
    }

    final Deferred<T> deferred() {
        return Objects.requireNonNull(deferred);
    }

    /** Returns the coroutine's job, for those who look at tasks from outside. */
    public final Job job() {
        return deferred();
    }

    /** Returns whether the context is of this task's code, or of code that this task cannot end before. */
    public final boolean contains(CoroutineContext context) {
        return Jobs.isWithin(context, deferred());
    }

    /** Returns the coroutine for others to wait for. This task is done before they are told of the completion. */
    public final Deferred<T> sharedDeferred() {
        completeWithCoroutine();
        return deferred();
    }

    /**
     * Makes this task complete as soon as its coroutine does. Called before the coroutine ends, and no earlier unless
     * others wait for the coroutine, because a job with one more handler needs a list for them.
     */
    final void completeWithCoroutine() {
        if (!completesWithCoroutine) {
            deferred().invokeOnCompletion(this); // two threads may both do this, which is harmless
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

    // Being recorded

    private @Nullable TaskRecord taskRecord() {
        Origin made = origin;
        return made == null ? null : made.record();
    }

    /** Called when the task's code begins. */
    final void recordStart() {
        entered = true;
        TaskRecord record = taskRecord();
        if (record != null) {
            record.starts();
        }
    }

    /** Whatever fails here, there are others who are still to be told of the end. */
    private void recordEnd() {
        try {
            TaskRecord record = taskRecord();
            Recorder recorder = Trace.recorder();
            if (record == null && recorder != null) {
                record = recorder.newTask(0, entered); // the recording has not seen this task before
            }
            if (record != null) {
                record.ends(facts(), isCancelled(), failure);
                origin = Origin.ofCreation(creation());
            }
        } catch (Throwable e) {
            Trace.ignore(e);
        }
    }

    /** Whether the task's code has been entered, as far as that is known. Any thread. */
    boolean hasBegun() {
        return true;
    }

    private TaskFacts facts() {
        return new TaskFacts(id(), name(), host.id(), this instanceof BodyTask ? "body" : "suspend function");
    }

    /** Tells the recorder that this task is pending. If it does not know the task, it does from now on. Any thread. */
    public final void recordPending(Recorder recorder, String state) {
        TaskRecord record = taskRecord();
        if (record == null) {
            boolean begun = hasBegun();
            record = recorder.newTask(0, begun);
            origin = new Origin(creation(), record);
            if (record != null && !begun && hasBegun()) { // it has begun meanwhile, and perhaps not seen this record
                record.starts();
            }
        }
        if (record != null && !done) {
            record.isPending(facts(), state);
        }
    }

    // Cancellation

    /** Asks the task to cancel, and with it what the task waits for, and so on. Returns false if the task is done. */
    public final boolean cancel(@Nullable String message) {
        return !done && CancelRequest.to(this, message).send();
    }

    /** Counts a request, and runs no code of others. Returns false if the task's code has ended. */
    final boolean post(CancelRequest request) {
        return cancellation.post(request);
    }

    /**
     * Passes a posted request on to what runs or is waited for. Returns true if the request is under way there. It then
     * waits for {@link #settle} or {@link #stay}.
     */
    abstract boolean passOn(CancelRequest request);

    final boolean settle(CancelRequest request) {
        return cancellation.settle(request);
    }

    final void unsettle(CancelRequest request) {
        cancellation.unsettle(request);
    }

    /**
     * Makes the request end the task's own wait, or leaves it for the next wait, because nobody further on takes it.
     */
    void stay(CancelRequest request) {
        cancellation.stay(request);
    }

    /** Cancels the coroutine, Kotlin's way. Returns false if the coroutine has already completed. */
    final boolean cancelCoroutine(CancelRequest request) {
        if (done) {
            return false;
        }
        deferred().cancel(request.toException());
        request.setMet();
        return deferred().isCancelled();
    }

    public final int cancelling() {
        return cancellation.asked();
    }

    /** Returns how many of the requests the task's code has met. */
    public final int requestsMet() {
        return cancellation.met();
    }

    /**
     * Takes one request back. If no more than {@code others} are left, also withdraws the request that has not been
     * met. Has no effect once the task's code has ended.
     *
     * @param others how many requests had been met before the caller's: {@link #requestsMet} of that time
     * @return how many are left
     */
    public int uncancel(int others) {
        return cancellation.uncancel(others);
    }

    // Completion

    /** Keeps the value that the coroutine is about to complete with. Called by the task's code. */
    final void setValue(@Nullable T value) {
        this.value = value;
    }

    /**
     * Called when the task's code has ended. The task is done when its coroutine is, and the coroutine may still wait
     * for children.
     */
    final void end(@Nullable Throwable thrown) {
        endedByJob = deferred().isCancelled();
        TaskCoroutine.complete(this, thrown);
        if (!completesWithCoroutine) {
            if (deferred().isCompleted() && !deferred().isCancelled()) {
                invoke(null); // saves the handler, which is one more object for each task
            } else {
                completeWithCoroutine();
            }
        }
    }

    /** Called when the coroutine has completed, at least once, and with the same cause each time. */
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
        recordEnd();
        if (TaskHost.isFatal(cause)) {
            host.fatal(cause);
        }
        if (Waker.isWanted()) {
            Waker.tell(told, this);
        } else {
            CompletionListeners.tell(told, this);
        }
        return Unit.INSTANCE;
    }

    /** Decides the task's outcome. No other code does. */
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

    /**
     * Whether the cause is a cancellation. Kotlin's timeout is an ordinary error, although its type is a
     * cancellation's. But a timeout around the whole task has cancelled the task.
     */
    private boolean isCancellation(@Nullable Throwable cause) {
        return cause instanceof CancellationException
                && (endedByJob || !(cause instanceof TimeoutCancellationException));
    }

    /** Whether the task is done and has ended by cancellation. */
    public final boolean isCancelled() {
        return done && isCancellation(failure);
    }

    public final boolean isDone() {
        return done;
    }

    /**
     * Says that somebody has seen the outcome, or will see it. An error is then not reported as one that nobody looked
     * at.
     */
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

    /** Returns the value of a task that is done and has not failed. */
    public final @Nullable T value() {
        return value;
    }

    /** Returns what a task that is done failed with, a cancellation included; null if it succeeded. */
    public final @Nullable Throwable failure() {
        return failure;
    }

    /**
     * Tells the listener once when the task is done, after the listeners that were here before it. Returns false and
     * does nothing if the task is already done.
     */
    public final boolean onCompletion(CompletionListener listener) {
        if (done) {
            return false;
        }
        synchronized (this) {
            if (!done) {
                listeners = CompletionListeners.with(listeners, listener);
            }
            return !done;
        }
    }

    /** As {@link #onCompletion}, but tells the listener at once if the task is done. */
    public final void whenComplete(CompletionListener listener) {
        if (!onCompletion(listener)) {
            listener.completed(this);
        }
    }

    /**
     * As {@link #whenComplete}, for a caller that will look at the outcome then. Returns false and does nothing if the
     * listener waits here already.
     */
    public final boolean observe(CompletionListener listener) {
        synchronized (this) {
            if (!done) {
                observed = true;
                if (CompletionListeners.contains(listeners, listener)) {
                    return false;
                }
                listeners = CompletionListeners.with(listeners, listener);
                return true;
            }
        }
        markObserved();
        listener.completed(this);
        return true;
    }

    /** Removes a listener. */
    public final synchronized void removeListener(CompletionListener listener) {
        listeners = CompletionListeners.without(listeners, listener);
    }
}
