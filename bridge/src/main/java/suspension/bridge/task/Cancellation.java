package suspension.bridge.task;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * How a task is cancelled. This object knows how often the task has been asked, what its code waits for, and where the
 * request is that the code has not met yet.
 *
 * <pre>
 *            post(), while the code waits            what is waited for takes it
 *   no request ─────────────────────────▶ under way ────────────────────────────▶ met
 *        │                                  │    ▲
 *        │         the wait has ended       ▼    │ the code waits again
 *        └────────────────────────────▶ pending ──────────────────────────────▶ met
 *            post(), while the code runs           the wait goes on, or the code ends
 * </pre>
 *
 * <p>{@link #uncancel} takes a request back as long as it is not met. Once {@link #end} has been called, requests are
 * counted but not met here. Kotlin's cancellation of the job is a request too. It is not counted, and after it no wait
 * begins.
 *
 * <p>Invariant: count, request and waiter change together, by one compare-and-set. So whoever lowers the count
 * withdraws no request that it has not counted, and whoever reads the count knows which of the requests have been met.
 * Only the code puts its waiter in and takes it out. Requests that have not been met are met together.
 */
final class Cancellation {

    private static final VarHandle WORD;

    static {
        try {
            WORD = MethodHandles.lookup().findVarHandle(Cancellation.class, "word", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** The state of code that has ended and was never asked. */
    private static final State ENDED = new State();

    static {
        ENDED.ended = true;
    }

    /**
     * Null if nobody has asked and the code does not wait. The waiter alone if nobody has asked and the code waits. A
     * {@link State} in all other cases. Any thread changes it, by compare-and-set.
     */
    private volatile @Nullable Object word;

    /** What is known of the requests. A state never changes once it has become the word. */
    private static final class State {

        private int asked;

        /** How many of the requests have been met. */
        private int met;

        private @Nullable Waiter waiter;

        /** The request that has not been met, or null. */
        private @Nullable CancelRequest request;

        /** Whether the request is under way to what the code waits for. */
        private boolean underWay;

        /** Kotlin's cancellation of the job, or null. */
        private @Nullable CancelRequest ofJob;

        private boolean ended;

        static State copy(@Nullable Object word) {
            State copy = new State();
            if (word instanceof State state) {
                copy.asked = state.asked;
                copy.met = state.met;
                copy.waiter = state.waiter;
                copy.request = state.request;
                copy.underWay = state.underWay;
                copy.ofJob = state.ofJob;
                copy.ended = state.ended;
            } else {
                copy.waiter = (Waiter) word;
            }
            return copy;
        }

        @Nullable
        Object toWord() {
            return asked > 0 || request != null || ofJob != null || ended ? this : waiter;
        }

        @Nullable
        CancelRequest pending() {
            return underWay ? null : request;
        }

        boolean isUnderWay(CancelRequest which) {
            return request == which && underWay;
        }

        void add(CancelRequest added) {
            if (ended) {
                return;
            }
            if (request == null) {
                request = added;
                underWay = waiter != null;
            } else if (!underWay) {
                request = added; // the last one counts, as in asyncio
            }
        }

        void meet() {
            request = null;
            underWay = false;
            met = asked;
        }
    }

    private boolean swap(@Nullable Object seen, State next) {
        return WORD.compareAndSet(this, seen, next.toWord());
    }

    // For the code

    /**
     * Begins a wait. Returns the request that was pending, or null. The returned request is under way now, and the
     * caller pushes it as if it had come just after the wait began.
     *
     * @throws java.util.concurrent.CancellationException if Kotlin has cancelled the job
     */
    @Nullable
    CancelRequest enter(Waiter waiter) {
        while (!WORD.compareAndSet(this, null, waiter)) {
            Object seen = word;
            State next = State.copy(seen);
            CancelRequest again = null;
            if (next.ofJob != null) {
                next.meet();
            } else {
                next.waiter = waiter;
                CancelRequest pending = next.pending();
                if (pending != null) {
                    again = pending.again(waiter.body());
                    next.request = again;
                    next.underWay = true;
                }
            }
            if (swap(seen, next)) {
                if (next.ofJob != null) {
                    throw next.ofJob.toException();
                }
                return again;
            }
        }
        return null;
    }

    /** Ends a wait. Returns the request that the code meets by that, or null. */
    @Nullable
    CancelRequest leave(Waiter waiter) {
        CancelRequest ending = waiter.cancelRequest();
        while (!WORD.compareAndSet(this, waiter, null)) {
            Object seen = word;
            State next = State.copy(seen);
            next.waiter = null;
            CancelRequest pending = ending == null && waiter.handsOver() ? null : next.pending();
            CancelRequest met = ending != null ? ending : pending;
            if (met != null && (pending != null || next.request == met)) {
                next.meet();
            }
            if (swap(seen, next)) {
                return met;
            }
        }
        return ending;
    }

    /** Ends a wait that has failed. A request that ended the wait is pending again. */
    void abandon(Waiter waiter) {
        CancelRequest ending = waiter.cancelRequest();
        while (true) {
            Object seen = word;
            State next = State.copy(seen);
            next.waiter = null;
            if (ending != null && (next.request == null || next.request == ending)) {
                next.request = ending;
                next.underWay = false;
                next.met = Math.min(next.met, Math.max(0, next.asked - 1));
            }
            if (swap(seen, next)) {
                return;
            }
        }
    }

    /** Meets a pending request without a wait, and returns it. Returns null if there is none. */
    @Nullable
    CancelRequest takePending() {
        while (word instanceof State seen && seen.pending() != null) {
            State next = State.copy(seen);
            next.meet();
            if (swap(seen, next)) {
                return seen.pending();
            }
        }
        return null;
    }

    /**
     * Leaves a request that a call took no notice of to the next wait, unless another one is there. The request then counts
     * as not met, also if its sender has not settled it yet.
     *
     * @param request the request that was passed on to the call
     * @param postponed what is to be met instead
     * @return whether it was left
     */
    boolean postpone(CancelRequest request, CancelRequest postponed) {
        while (true) {
            Object seen = word;
            State next = State.copy(seen);
            if (next.ended || (next.request != null && next.request != request)) {
                return false;
            }
            next.request = postponed;
            next.underWay = false;
            next.met = Math.min(next.met, Math.max(0, next.asked - 1));
            if (swap(seen, next)) {
                return true;
            }
        }
    }

    /** Called when the code has ended. Returns the request that the code has not met, or null. */
    @Nullable
    CancelRequest end() {
        while (!WORD.compareAndSet(this, null, ENDED)) {
            Object seen = word;
            State next = State.copy(seen);
            CancelRequest last = next.request;
            next.meet();
            next.waiter = null;
            next.ended = true;
            if (swap(seen, next)) {
                return last;
            }
        }
        return null;
    }

    // For whoever asks

    /**
     * Counts a request. If the code waits, the request is under way, and the caller must call {@link #passOn}.
     *
     * @return false if the code has ended
     */
    boolean post(CancelRequest request) {
        while (true) {
            Object seen = word;
            State next = State.copy(seen);
            next.asked++;
            next.add(request);
            if (swap(seen, next)) {
                return !next.ended;
            }
        }
    }

    /**
     * As {@link #post}, for Kotlin's cancellation of the job. That is not counted, and it ends every wait from now on.
     */
    void postOfJob(CancelRequest request) {
        while (true) {
            Object seen = word;
            State next = State.copy(seen);
            next.ofJob = request;
            next.add(request);
            if (swap(seen, next)) {
                if (next.waiter != null && !next.isUnderWay(request)) {
                    next.waiter.cancel(request); // another request is not met yet; the wait ends all the same
                }
                return;
            }
        }
    }

    /**
     * Passes a request that is under way on to what the code waits for. Returns true if that has taken the request; it
     * then decides between {@link #settle} and {@link #stay}. Returns false if the request has been taken back or is
     * pending.
     */
    boolean passOn(CancelRequest request) {
        while (word instanceof State seen && seen.isUnderWay(request)) {
            Waiter waiter = seen.waiter;
            if (waiter != null && waiter.cancel(request)) {
                return true;
            }
            leavePending(seen);
        }
        return false;
    }

    /** Makes the request that is under way end the wait itself, because nobody further on takes it. */
    void stay(CancelRequest request) {
        while (word instanceof State seen && seen.isUnderWay(request)) {
            Waiter waiter = seen.waiter;
            if (waiter != null && waiter.interrupt(request)) {
                settle(request);
            } else {
                leavePending(seen);
            }
        }
    }

    private void leavePending(State seen) {
        State next = State.copy(seen);
        next.underWay = false;
        swap(seen, next); // if this fails, the caller looks again
    }

    /** Has a request end the wait itself although somebody further on has taken it, because those wait for each other. */
    void breakCircle(CancelRequest request) {
        Waiter waiter = waiter();
        if (waiter == null || !waiter.interrupt(request)) {
            postpone(request, request);
        }
    }

    /** Says that the request that was under way has been taken. Returns false if it was under way no more. */
    boolean settle(CancelRequest request) {
        while (word instanceof State seen && seen.isUnderWay(request)) {
            State next = State.copy(seen);
            next.meet();
            if (swap(seen, next)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Takes back that the request has been taken, because what would have taken it has ended meanwhile. The request is
     * under way again, unless it has been taken back too, or another one has come, or the code has ended.
     */
    void unsettle(CancelRequest request) {
        while (word instanceof State seen && !seen.ended && seen.request == null && seen.asked > 0) {
            State next = State.copy(seen);
            next.request = request;
            next.underWay = true;
            next.met = Math.min(next.met, next.asked - 1);
            if (swap(seen, next)) {
                return;
            }
        }
    }

    /**
     * Takes one request back. If no more than {@code others} are left, also takes back the request that has not been
     * met.
     *
     * @return how many are left
     */
    int uncancel(int others) {
        while (true) {
            Object seen = word;
            State next = State.copy(seen);
            if (next.asked == 0 || next.ended) {
                return next.asked;
            }
            next.asked--;
            next.met = Math.min(next.met, next.asked);
            if (next.asked <= others && next.request != null && next.request != next.ofJob) {
                next.meet();
            }
            if (swap(seen, next)) {
                return next.asked;
            }
        }
    }

    // Looking

    /** Returns how many requests have not been taken back. */
    int asked() {
        return word instanceof State state ? state.asked : 0;
    }

    /** Returns how many of those the code has met. */
    int met() {
        return word instanceof State state ? state.met : 0;
    }

    boolean hasPending() {
        return word instanceof State state && state.pending() != null;
    }

    /** Returns Kotlin's cancellation of the job, or null. */
    @Nullable
    CancelRequest ofJob() {
        return word instanceof State state ? state.ofJob : null;
    }

    /** Returns what the code waits for, or null. For messages only, because it may be outdated at once. */
    @Nullable
    Waiter waiter() {
        Object seen = word;
        return seen instanceof State state ? state.waiter : (Waiter) seen;
    }
}
