package suspension.bridge.task;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.CoroutineScope;
import org.jspecify.annotations.Nullable;
import suspension.bridge.context.ScopedValues;
import suspension.bridge.trace.Trace;

/**
 * Where tasks live: a loop, or a dispatcher of Kotlin's. A host knows its pending tasks, in the order in which they
 * were created, and where their errors go.
 */
public abstract class TaskHost {

    private static final Logger LOGGER = System.getLogger("suspension");

    private static final VarHandle PENDING;

    static {
        try {
            PENDING = MethodHandles.lookup().findVarHandle(TaskHost.class, "pending", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
        try { // now, and not where a wake-up finds that there is no room on the stack for it
            MethodHandles.lookup().ensureInitialized(Waker.class);
        } catch (IllegalAccessException e) {
            throw new ExceptionInInitializerError(e);
        }
        Trace.connect();
    }

    /** How many tasks there have been, except those that a test has numbered. */
    private static final AtomicLong NUMBERS = new AtomicLong();

    /** The last pending task; each task links to the one before it. Guarded by this. */
    private @Nullable BridgeTask<?> last;

    /** How many tasks are pending. Written under this object's monitor; any thread reads it. */
    private volatile int pending;

    /** How many tasks there have been, and how many have failed or were cancelled. Guarded by this. */
    private long created;

    private long failed;
    private long cancelled;

    /** Whether this host refuses new tasks. Guarded by this. */
    private boolean closed;

    /** Errors that nobody has looked at yet. Any thread uses it. */
    private final Set<FailureReport> reports = ConcurrentHashMap.newKeySet();

    /** A test's; null for none. Set while nothing runs on this host. */
    private @Nullable HostProbe probe;

    /** The public object that stands for this host. Set before the host is used. */
    private @Nullable Object handle;

    /** Whether the contexts of tasks here install nothing on threads, unless a task has elements of its own. Any thread. */
    volatile boolean installsNothing;

    public abstract String name();

    /** Returns the number of this loop among all of the process; 0 if this is no loop. */
    public int id() {
        return 0;
    }

    public abstract boolean isDebug();

    /** Returns the scope in which the host's coroutines are launched. */
    public abstract CoroutineScope taskScope();

    /**
     * Returns the context that is lent to the host's tasks, each of which is a supervised child there; null if the host
     * owns a scope.
     */
    protected @Nullable CoroutineContext lentContext() {
        return null;
    }

    /**
     * Returns the elements that a task gets that no body of this host starts, as they are on the calling thread; null
     * for none. What this throws, the code gets that starts the task.
     */
    protected @Nullable CoroutineContext captured() {
        return null;
    }

    /** Returns those elements of the host's own scope of which each task has its own; null for none. */
    protected @Nullable CoroutineContext copiedElements() {
        return null;
    }

    /** Returns the scoped values that the bodies in the host's own scope see; null for none. */
    protected @Nullable ScopedValues scopedValues() {
        return null;
    }

    /** Whether a running body is interrupted when it is asked to cancel, or when Kotlin cancels its job. */
    protected boolean interruptsBodies() {
        return false;
    }

    /** Gives a new body a thread soon. */
    protected abstract void startBody(BodyTask<?> body);

    /** Starts a suspend function soon. */
    protected abstract void startCall(SuspendTask<?> call);

    /**
     * Runs a callback here, after everything that was asked for before.
     *
     * @throws java.util.concurrent.RejectedExecutionException if this host is closed
     */
    public abstract void execute(Runnable task);

    /** Runs an action of the library's own, after everything that was asked for before, even while this host closes. */
    public abstract Handle soon(Runnable action);

    /** Runs an action of the library's own after everything that was asked for before, or at once where nothing has an order. */
    public abstract void inOrder(Runnable action);

    /** Runs an action of the library's own: at once if the calling thread is one of this host's, otherwise soon. */
    protected abstract void continueHere(Runnable action);

    /** Runs a callback here once the time has passed. A waiter is woken instead. */
    public abstract Handle after(long nanos, Runnable action);

    /** Returns the present time in nanoseconds, by the clock that {@link #after} uses. */
    public abstract long nanoTime();

    /**
     * Runs a call on a thread that may be blocked, as soon as one is free, with what the context installs on threads.
     * If installing throws, {@code failed} gets the exception, and the call does not run. Neither the call nor
     * {@code failed} may throw.
     */
    public abstract Handle callOnThread(CoroutineContext context, Runnable call, Consumer<? super Throwable> failed);

    /** Returns what bodies that may share a lock have in common: the loop, or the dispatcher. */
    public abstract Object home();

    /**
     * Whether the calling thread is one of this host's. Blocking such a thread for a task of this host could deadlock.
     */
    public abstract boolean isCurrent();

    /** Whether bodies here take turns, so that one that is blocked keeps all others from going on. */
    public boolean takesTurns() {
        return false;
    }

    /** Called when a body that runs, and does not wait, is asked to cancel. */
    protected void requested(BodyTask<?> body) {}

    /** Whether this is an error that no program can go on from. */
    public static boolean isFatal(@Nullable Throwable error) {
        return error instanceof VirtualMachineError && !(error instanceof StackOverflowError);
    }

    /** Called when such an error has ended a task or a callback. */
    protected abstract void fatal(@Nullable Throwable error);

    /** Handles an error that nobody else handles. */
    protected abstract void handle(UncaughtError error) throws Exception;

    /**
     * Gives an error that nobody else handles to {@link #handle(UncaughtError)}, and logs it if that fails. Never
     * throws.
     */
    public final void uncaught(
            String message, @Nullable String taskName, Throwable failure, @Nullable Throwable creation) {
        UncaughtError error = new UncaughtError(message, taskName, failure, creation);
        try {
            handle(error);
        } catch (Throwable e) {
            log(error);
            log(new UncaughtError("The exception handler of '" + name() + "' itself failed", null, e, null));
        }
    }

    /** Logs an error. Never throws, although the logger may throw, and so may the failure when it is printed. */
    protected static void log(UncaughtError error) {
        try {
            Throwable creation = error.creation();
            if (creation != null) {
                LOGGER.log(Level.ERROR, error.message() + "; it was created at", creation);
            }
            LOGGER.log(Level.ERROR, error.message(), error.failure());
        } catch (Throwable e) {
            System.err.println(error.message() + " with "
                    + error.failure().getClass().getName() + ", which could not be logged because of "
                    + e.getClass().getName());
        }
    }

    public final void setProbe(HostProbe probe) {
        this.probe = probe;
    }

    public final @Nullable HostProbe probe() {
        return probe;
    }

    /** Called by a body of this host that is about to make a call that may fail. What this throws, the call throws. */
    public final void beforeCall(BodyTask<?> caller) throws Exception {
        if (probe != null) {
            probe.beforeCall(caller);
        }
    }

    final long nextTaskNumber(boolean named) {
        return named || probe == null ? NUMBERS.incrementAndGet() : probe.nextTaskNumber();
    }

    /** Returns the number of a task among all of the process. A test numbers its tasks from 1 on, whatever else runs. */
    final long idOf(long number, boolean named) {
        return named || probe == null ? number : ((long) id() << 32) + number;
    }

    public final void setHandle(Object handle) {
        this.handle = handle;
    }

    public final @Nullable Object handle() {
        return handle;
    }

    // Pending tasks

    /** Whether the calling thread may start tasks here, as long as this host is not closed. */
    protected boolean accepts() {
        return true;
    }

    /** @throws IllegalStateException if this host is closed, or closing and the caller is not one of its own */
    final synchronized void add(BridgeTask<?> task) {
        if (closed || !accepts()) {
            String state = closed ? "is closed" : "is closing";
            throw new IllegalStateException("'" + name() + "' " + state + " and accepts no more tasks, so "
                    + task.name() + " was not started; start another loop with EventLoop.start()");
        }
        task.previous = last;
        if (last != null) {
            last.next = task;
        }
        last = task;
        PENDING.setRelease(this, pending + 1); // the monitor orders the writers
        created++;
    }

    final synchronized void remove(BridgeTask<?> task) {
        BridgeTask<?> before = task.previous;
        BridgeTask<?> after = task.next;
        boolean wasLast = last == task;
        if (before != null) {
            before.next = after;
        }
        if (after != null) {
            after.previous = before;
        } else if (wasLast) {
            last = before;
        }
        if (after != null || wasLast) { // a task that was refused has never been added
            PENDING.setRelease(this, pending - 1);
            countEnd(task);
        }
        task.previous = null;
        task.next = null;
    }

    private void countEnd(BridgeTask<?> task) {
        if (task.isCancelled()) {
            cancelled++;
        } else if (task.failure() != null) {
            failed++;
        }
    }

    /** How many tasks there are and have been. */
    public record TaskCounts(int pending, long created, long failed, long cancelled) {}

    /** Returns how many tasks there are and have been, all of one moment. Any thread. */
    public final synchronized TaskCounts taskCounts() {
        return new TaskCounts(pending, created, failed, cancelled);
    }

    /** Returns how many tasks are pending. Any thread. */
    public final int pendingCount() {
        return pending;
    }

    /** Returns the pending tasks, oldest first. Any thread. */
    public final synchronized List<BridgeTask<?>> pendingTasks() {
        List<BridgeTask<?>> tasks = new ArrayList<>();
        for (BridgeTask<?> task = last; task != null; task = task.previous) {
            tasks.add(task);
        }
        Collections.reverse(tasks);
        return tasks;
    }

    /** Refuses new tasks from now on if none are pending. Returns whether this host refuses them. */
    protected final synchronized boolean closeIfIdle() {
        closed |= last == null;
        return closed;
    }

    // Errors that nobody has looked at

    final void addReport(FailureReport report) {
        reports.add(report);
    }

    final void removeReport(FailureReport report) {
        reports.remove(report);
    }

    protected final void flushReports() {
        reports.forEach(FailureReport::run);
    }
}
