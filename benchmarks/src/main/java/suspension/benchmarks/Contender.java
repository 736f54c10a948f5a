package suspension.benchmarks;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a user would pick to run many things at once. Each method does the work of one {@link Workload} and returns what
 * the work amounts to, the same number for every contender.
 */
public interface Contender {

    /** Why it does not do this work, for which it has no means of its own; null if it does. */
    default @Nullable String leavesOut(Workload workload) {
        return null;
    }

    int QUEUE_CAPACITY = 16;

    /** A gather of fewer is repeated until it comes to so many, for the loop to be entered once in a while only. */
    int GATHERED = 10_000;

    /** Starts n tasks that return their number and never suspend; the sum. */
    default long startAndCollect(int n) {
        throw new UnsupportedOperationException();
    }

    /** Starts n tasks that wait for one event, sets it, and collects their numbers; the sum. */
    default long resumeAll(int n) {
        throw new UnsupportedOperationException();
    }

    /** As {@link #resumeAll}, but calls the probe while all of them are suspended. */
    default long hold(int n, Runnable probe) {
        throw new UnsupportedOperationException();
    }

    /** Starts n tasks that sleep, and collects their numbers; the sum. */
    default long sleepers(int n, Duration time) {
        throw new UnsupportedOperationException();
    }

    /** One task gives up its turn n times; n. */
    default long loneYields(int n) {
        throw new UnsupportedOperationException();
    }

    /** Two tasks give up their turn n times each; how often the turn went to the other, which is 2n - 1. */
    default long turns(int n) {
        throw new UnsupportedOperationException();
    }

    /** n tasks, each of which waits for the one before and adds one; n. */
    default long chain(int n) {
        throw new UnsupportedOperationException();
    }

    /** Calls n functions that return their number without suspending; the sum. */
    default long awaitReady(int n) {
        throw new UnsupportedOperationException();
    }

    /** Calls n functions, one after the other, that suspend once and return their number; the sum. */
    default long awaitSuspending(int n) {
        throw new UnsupportedOperationException();
    }

    /** Sends n numbers from one task to another through a queue that holds {@link #QUEUE_CAPACITY}; the sum. */
    default long queue(int n) {
        throw new UnsupportedOperationException();
    }

    /** Runs n bodies that return their number and gathers the values, in order, and that so many times; the sum. */
    default long gather(int n, int times) {
        throw new UnsupportedOperationException();
    }

    /** Starts n tasks, and cancels them once all are suspended; how many ended by that. */
    default long cancelAll(int n) {
        throw new UnsupportedOperationException();
    }

    /** Enters and leaves n times; n. */
    default long emptyRuns(int n) {
        throw new UnsupportedOperationException();
    }

    /** Sets n timers an hour ahead, and cancels each before the next; n. */
    default long timers(int n) {
        throw new UnsupportedOperationException();
    }

    /** Requests a page n times at once; the sum of the lengths. */
    default long http(int n, String url) {
        throw new UnsupportedOperationException();
    }

    /** 0 + 1 + ... + (n - 1). */
    static long sum(int n) {
        return (long) n * (n - 1) / 2;
    }
}
