package suspension.bridge.internal;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * One request to cancel, on its way from the task that was asked to the tasks that it waits for, and so on. It keeps the
 * list of those still to be asked, so that a long chain needs no deep stack and a cycle ends.
 */
public final class CancelRequest {

    /** The task that was asked first; null for Kotlin's cancellation of a job, which does not reach what is awaited. */
    private final @Nullable BridgeTask<?> origin;

    private final @Nullable String message;
    private final @Nullable Throwable cause;

    private @Nullable Deque<Hop> toAsk;
    private @Nullable Set<BridgeTask<?>> asked;
    private boolean met;

    /** Whether what it was passed on to ended well all the same; then a body that does not wait again ends well too. */
    private final boolean postponed;

    private CancelRequest(
            @Nullable BridgeTask<?> origin, @Nullable String message, @Nullable Throwable cause, boolean postponed) {
        this.origin = origin;
        this.message = message;
        this.cause = cause;
        this.postponed = postponed;
    }

    /** The same, for the next wait of a body whose present one took no notice of it. */
    CancelRequest toPostponed() {
        return new CancelRequest(origin, message, cause, true);
    }

    boolean isPostponed() {
        return postponed;
    }

    /** Asks the task, and whatever it waits for. False if it is too late for the task to meet a request. */
    static boolean send(BridgeTask<?> origin, @Nullable String message) {
        CancelRequest request = new CancelRequest(origin, message, null, false);
        boolean accepted = origin.request(request);
        if (accepted) {
            request.askTheOthers(origin);
        }
        return accepted;
    }

    /** Delivers a request, which was left to be met, to what its task waits for now. */
    void resend(BridgeTask<?> task) {
        CancelRequest request = new CancelRequest(origin == null ? null : task, message, cause, postponed);
        task.deliver(request);
        request.askTheOthers(task);
    }

    private void askTheOthers(BridgeTask<?> first) {
        if (toAsk != null) {
            for (Hop hop = toAsk.poll(); hop != null; hop = toAsk.poll()) {
                if (!hop.target.request(this)) {
                    hop.from.deliverHere(this); // another thread has just completed what was waited for
                }
            }
        }
        if (!met) {
            first.deliverHere(this); // they all wait for each other: the cycle breaks here
        }
    }

    /** A task to be asked, and the one that waits for it. */
    private record Hop(BodyTask<?> from, BridgeTask<?> target) {}

    /** What a body meets when Kotlin cancels its job. */
    static CancelRequest ofJob(Throwable cause) {
        return new CancelRequest(null, cause.getMessage(), cause, false);
    }

    /**
     * Passes this on to a task that is waited for. False if that task accepts nothing; the wait itself is to be ended
     * then. To be called by {@link Waiter#cancel}.
     */
    public boolean forward(Waiter from, BridgeTask<?> target) {
        if (origin == null || target.isDone()) {
            return false;
        }
        if (toAsk == null || asked == null) {
            toAsk = new ArrayDeque<>();
            asked = Collections.newSetFromMap(new IdentityHashMap<>());
            asked.add(origin);
        }
        if (asked.add(target)) {
            toAsk.add(new Hop(from.body(), target));
        }
        return true;
    }

    /** Somebody will meet this request, or has been woken by it. */
    void setMet() {
        met = true;
    }

    /** A new exception, made by the thread that will throw it, so that its stack shows where the body was. */
    public CancellationException toException() {
        CancellationException exception = new CancellationException(message);
        if (cause != null) {
            exception.initCause(cause);
        }
        return exception;
    }
}
