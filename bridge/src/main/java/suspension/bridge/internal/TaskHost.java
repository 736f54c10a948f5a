package suspension.bridge.internal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.CoroutineScope;
import org.jspecify.annotations.Nullable;

/**
 * Where tasks live: a loop, or a dispatcher of Kotlin's. It knows its pending tasks, in the order in which they were
 * made, and where their errors go.
 */
public abstract class TaskHost {

    private static final Logger LOGGER = System.getLogger("suspension");

    /** The last pending task; each links to the one before. Guarded by this. */
    private @Nullable BridgeTask<?> last;

    /** Whether it refuses new tasks. Guarded by this. */
    private boolean closed;

    /** Errors that nobody has looked at yet. Any thread. */
    private final Set<FailureReport> reports = ConcurrentHashMap.newKeySet();

    /** Is told of coroutines that are made here and not started yet. Set before the host is used. */
    private @Nullable Consumer<Object> coroutineListener;

    /** The public object that stands for this host. Set before it is used. */
    private @Nullable Object handle;

    public abstract String name();

    public abstract boolean isDebug();

    /** The scope in which its coroutines are launched. */
    public abstract CoroutineScope taskScope();

    /** The context that is lent to its tasks, each of which is a supervised child there; null if it owns a scope. */
    @Nullable
    CoroutineContext lentContext() {
        return null;
    }

    /** Whether a body that runs is interrupted when it is asked to cancel, or when Kotlin cancels its job. */
    boolean interruptsBodies() {
        return false;
    }

    /** Gives a new body a thread, soon. */
    abstract void startBody(BodyTask<?> body);

    /** Has a suspend function start, soon. */
    abstract void startCall(SuspendTask<?> call);

    /** Runs a callback here, after everything that was asked for before. */
    public abstract void execute(Runnable task);

    /** Runs a callback here once the time has passed; a waiter is woken instead. */
    public abstract TimerHandle after(long nanos, Runnable action);

    /** Now, in nanoseconds, by the clock that {@link #after} goes by. */
    public abstract long nanoTime();

    /** Where its bodies' blocking calls run. */
    public abstract BlockingCalls blockingCalls();

    /** Whether the calling thread is one of this host's, so that blocking it for a task of this host could deadlock. */
    public abstract boolean isCurrent();

    /** A body that is running, not waiting, was asked to cancel. */
    void requested(CancellableBody<?> body) {}

    /** Whether it is an error that no program can go on from. */
    public static boolean isFatal(@Nullable Throwable error) {
        return error instanceof VirtualMachineError && !(error instanceof StackOverflowError);
    }

    /** A task or callback ended by such an error. */
    abstract void fatal(@Nullable Throwable error);

    /** Handles an error that nobody else will. */
    abstract void handle(UncaughtError error) throws Exception;

    /** What handles an error that nobody else will; also when handling itself fails. Never throws. */
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

    /** Never throws, though the logger may, and so may the failure when it is to be printed. */
    static void log(UncaughtError error) {
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

    public final void setCoroutineListener(Consumer<Object> listener) {
        coroutineListener = listener;
    }

    public final @Nullable Consumer<Object> coroutineListener() {
        return coroutineListener;
    }

    public final void setHandle(Object handle) {
        this.handle = handle;
    }

    public final @Nullable Object handle() {
        return handle;
    }

    // Pending tasks

    /** Whether the calling thread may start tasks here, as long as this host is not closed. */
    boolean accepts() {
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
    }

    final synchronized void remove(BridgeTask<?> task) {
        BridgeTask<?> before = task.previous;
        BridgeTask<?> after = task.next;
        if (before != null) {
            before.next = after;
        }
        if (after != null) {
            after.previous = before;
        } else if (last == task) {
            last = before;
        }
        task.previous = null;
        task.next = null;
    }

    /** The pending tasks, oldest first. Any thread. */
    public final synchronized List<BridgeTask<?>> pendingTasks() {
        List<BridgeTask<?>> tasks = new ArrayList<>();
        for (BridgeTask<?> task = last; task != null; task = task.previous) {
            tasks.add(task);
        }
        Collections.reverse(tasks);
        return tasks;
    }

    /** Refuses new tasks from now on if there are none pending; true if it does. */
    final synchronized boolean closeIfIdle() {
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

    final void flushReports() {
        reports.forEach(FailureReport::run);
    }
}
