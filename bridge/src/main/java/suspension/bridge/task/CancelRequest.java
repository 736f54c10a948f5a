package suspension.bridge.task;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * One request to cancel. It goes from the task that is asked to the tasks that this task waits for, and so on. It keeps
 * a list of the tasks that are still to be asked, so a long chain needs no deep stack, and a cycle ends.
 *
 * <p>A request is sent in two steps. {@link #post} counts it and runs no code of others, so it may be called with a
 * monitor held. {@link #push} passes it on and may run code of users. Between the two steps the request may be taken
 * back. One thread takes both steps.
 */
public final class CancelRequest {

    /**
     * The task that is asked first; null for Kotlin's cancellation of a job, which does not reach what the body awaits.
     */
    private final @Nullable BridgeTask<?> origin;

    private final @Nullable String message;
    private final @Nullable Throwable cause;

    /**
     * Whether the call that this was passed on to ended well all the same. A body that does not wait again then ends
     * well too.
     */
    private final boolean postponed;

    /** The tasks that are still to be asked, each with the task that waits for it; null until a task passes this on. */
    private @Nullable Deque<Hop> toAsk;

    /** Whether a body meets this request, or will meet it. */
    private boolean met;

    /** Whether {@link #waitedAt} is wanted. Set before the request is sent. */
    private boolean tracksWait;

    /**
     * Where the origin's body was when its wait passed this request on, or null. Only that body writes and reads it.
     */
    private @Nullable Throwable waitedAt;

    /** Who has sent this request; null if no recording wants to know. Written by the thread that sends it. */
    private @Nullable Waker sender;

    private CancelRequest(
            @Nullable BridgeTask<?> origin, @Nullable String message, @Nullable Throwable cause, boolean postponed) {
        this.origin = origin;
        this.message = message;
        this.cause = cause;
        this.postponed = postponed;
    }

    /** Returns a request to the task, and to whatever the task waits for. */
    public static CancelRequest to(BridgeTask<?> origin, @Nullable String message) {
        return new CancelRequest(origin, message, null, false);
    }

    /**
     * As {@link #to}, and remembers where the body is while what it waits for takes the request, because the exception
     * that comes back does not tell.
     */
    public static CancelRequest tracking(BodyTask<?> origin, String message) {
        CancelRequest request = to(origin, message);
        request.tracksWait = true;
        return request;
    }

    /** Called by a body whose wait has ended after it had passed this request on. */
    void passedOnBy(BodyTask<?> body) {
        if (tracksWait && body == origin && waitedAt == null) {
            waitedAt = new Throwable();
        }
    }

    /**
     * Returns the cancellation that ended the origin's wait: the one that the body threw if the body met this request
     * itself. If the request was passed on, it is one with the stack of the wait, caused by the one that came back.
     */
    public CancellationException endOfWait(CancellationException thrown) {
        Throwable where = waitedAt;
        if (where == null) {
            return thrown;
        }
        CancellationException end = new CancellationException(message);
        end.setStackTrace(where.getStackTrace());
        end.initCause(thrown);
        return end;
    }

    /** Returns the request that a body meets when Kotlin cancels its job. */
    static CancelRequest ofJob(Throwable cause) {
        return new CancelRequest(null, cause.getMessage(), cause, false);
    }

    /** Returns the same request for the next wait of the task. */
    CancelRequest again(BridgeTask<?> task) {
        return new CancelRequest(origin == null ? null : task, message, cause, postponed).sentBy(sender);
    }

    /** Returns the same request for the next wait of a body whose present wait took no notice of it. */
    CancelRequest toPostponed() {
        return new CancelRequest(origin, message, cause, true).sentBy(sender);
    }

    boolean isPostponed() {
        return postponed;
    }

    private CancelRequest sentBy(@Nullable Waker waker) {
        sender = waker;
        return this;
    }

    /** Called on the thread that sends this. Whoever meets it later tells recordings who has ended the wait. */
    void noteSender() {
        if (sender == null && Waker.isWanted()) {
            sender = Waker.current();
        }
    }

    /** Returns who has sent this, or null. */
    @Nullable
    Waker sender() {
        return sender;
    }

    /** Counts this request at the task that is asked. Returns false if the task's code has ended. */
    public boolean post() {
        noteSender();
        return origin != null && origin.post(this);
    }

    /** Passes this request on to what the task waits for. Called once the request is posted. */
    public void push() {
        if (origin != null && passTo(origin)) {
            passAlong(origin);
        }
    }

    /** Posts and pushes this request. Returns false if it comes too late. */
    boolean send() {
        if (post()) {
            push();
            return true;
        }
        return origin != null && origin.cancelCoroutine(this);
    }

    /**
     * Passes this request to a task. Returns true if the task has passed it on to others. Those come before the tasks
     * that are already listed: the order is depth first, as in asyncio, so that what waits deepest goes on first.
     */
    private boolean passTo(BridgeTask<?> task) {
        Deque<Hop> earlier = toAsk;
        toAsk = null;
        boolean taken = task.passOn(this);
        Deque<Hop> added = taken ? toAsk : null; // what a wait that has ended passed on is dropped
        if (earlier != null && added != null) {
            added.addAll(earlier);
        }
        toAsk = added != null ? added : earlier;
        if (taken && added == null) {
            task.settle(this);
        }
        return taken && added != null;
    }

    private void passAlong(BridgeTask<?> first) {
        Map<BridgeTask<?>, Boolean> accepted = new LinkedHashMap<>();
        accepted.put(first, true);
        Map<BridgeTask<?>, Boolean> passedOn = new LinkedHashMap<>();
        for (Hop hop = nextHop(); hop != null; hop = nextHop()) {
            Boolean answer = accepted.get(hop.target);
            if (answer == null) {
                answer = ask(hop);
                accepted.put(hop.target, answer);
            } else if (answer) {
                hop.from.settle(this);
            }
            passedOn.merge(hop.from, answer, Boolean::logicalOr);
        }
        passedOn.forEach((task, taken) -> {
            if (!taken) {
                task.stay(this); // another thread has just completed what was waited for
            }
        });
        if (!met) {
            first.cancellation.breakCircle(this);
        }
    }

    private @Nullable Hop nextHop() {
        return toAsk == null ? null : toAsk.poll();
    }

    /** Whoever waits for the task has met this request before the task is woken by it, and goes on to wake its waiter. */
    private boolean ask(Hop hop) {
        if (hop.target.post(this)) {
            hop.from.settle(this);
            passTo(hop.target);
            return true;
        }
        boolean settled = !hop.target.isDone() && hop.from.settle(this);
        boolean cancelled = hop.target.cancelCoroutine(this);
        if (settled && !cancelled) {
            hop.from.unsettle(this);
        }
        return cancelled;
    }

    /** A task to be asked, and the task that waits for it. */
    private record Hop(BridgeTask<?> from, BridgeTask<?> target) {}

    /**
     * Passes this request on to a task that is waited for. Returns false if that task accepts nothing; then the request
     * must end the wait itself. Called by {@link Waiter#cancel}.
     */
    public boolean forward(Waiter from, BridgeTask<?> target) {
        if (origin == null || target.isDone()) {
            return false;
        }
        if (toAsk == null) {
            toAsk = new ArrayDeque<>();
        }
        from.passedOn(this);
        toAsk.add(new Hop(from.body(), target));
        return true;
    }

    /** Says that a body will meet this request, or has been woken by it. */
    public void setMet() {
        met = true;
    }

    /**
     * Returns a new exception. The thread that will throw it calls this, so that the stack shows where the body was.
     */
    public CancellationException toException() {
        CancellationException exception = new CancellationException(message);
        if (cause != null) {
            exception.initCause(cause);
        }
        return exception;
    }
}
