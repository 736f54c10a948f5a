package suspension;

import static suspension.Async.sleep;
import static suspension.Async.yieldNow;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What bodies in tests do again and again. */
final class TestBodies {

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

    /** Lets everything that is ready, or becomes so soon without a timer, run. */
    static void settle() {
        for (int i = 0; i < 20; i++) {
            yieldNow();
        }
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
