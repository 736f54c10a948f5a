package suspension;

import static suspension.Async.sleep;
import static suspension.Async.yieldNow;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What bodies in tests do again and again. */
public final class TestBodies {

    /** What only {@link #untilWaitingFor} sleeps for, so that it does not take a task in itself for one that waits. */
    private static final Duration LOOKS_AGAIN = Duration.ofMillis(1).plusNanos(1);

    private TestBodies() {}

    /** Suspends until cancelled. */
    static void forever() {
        sleep(Duration.ofDays(1));
    }

    /** Suspends until cancelled, and tells of it. */
    static void forever(Events events, String name) {
        try {
            forever();
        } catch (CancellationException e) {
            events.add(name + " cancelled");
            throw e;
        }
    }

    /** Suspends until cancelled, then cleans up for some turns. */
    static void foreverWithCleanUp(Events events, String name) {
        try {
            forever();
        } finally {
            settle();
            events.add(name + " cleaned up");
        }
    }

    /** Suspends until cancelled, then cleans up when the gate has been opened. */
    static void foreverWithCleanUp(Events events, String name, Gate cleanUp) {
        try {
            forever();
        } finally {
            cleanUp.await();
            events.add(name + " cleaned up");
        }
    }

    /** On a loop: lets everything that is ready, or becomes so soon without a timer, run. Elsewhere: suspends often. */
    public static void settle() {
        for (int i = 0; i < 20; i++) {
            yieldNow();
        }
    }

    /** Suspends until each of the tasks waits for something, be it on a loop or elsewhere; not merely for its turn. */
    public static void untilWaiting(Task<?>... tasks) {
        for (Task<?> task : tasks) {
            untilWaitingFor("", task);
        }
    }

    /** Suspends until the task waits for what its {@code toString} describes so. */
    public static void untilWaitingFor(String what, Task<?> task) {
        long deadline = System.nanoTime() + 15_000_000_000L;
        yieldNow();
        while (!waitsFor(what, task.toString())) {
            if (task.isDone() || System.nanoTime() > deadline) {
                throw new AssertionError(task + " does not wait for " + what);
            }
            sleep(LOOKS_AGAIN); // a virtual thread that only yields here may keep its carrier to itself
        }
    }

    private static boolean waitsFor(String what, String task) {
        return task.contains("waiting for " + what)
                && !task.contains("waiting for its next turn")
                && !task.contains("waiting for sleep of " + LOOKS_AGAIN);
    }

    /** Blocks a plain thread until something has happened elsewhere. */
    static void awaitLatch(CountDownLatch latch) {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new AssertionError("never happened");
            }
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }
}
