package suspension;

import static suspension.Async.sleep;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;

/** What bodies in tests of time do again and again. */
final class TimedBodies {

    /** How long the clean-up takes. */
    static final Duration CLEAN_UP = Duration.ofSeconds(3);

    private TimedBodies() {}

    /** Suspends until cancelled, for longer than any limit here. */
    static void forever() {
        sleep(Duration.ofDays(365));
    }

    /** Suspends until cancelled, and tells of it. */
    static void forever(List<String> events, String name) {
        try {
            forever();
        } catch (CancellationException e) {
            events.add(name + " cancelled");
            throw e;
        }
    }

    /** Suspends until cancelled, then cleans up for {@link #CLEAN_UP}. */
    static void foreverWithCleanUp(List<String> events, String name) {
        try {
            forever();
        } finally {
            sleep(CLEAN_UP);
            events.add(name + " cleaned up");
        }
    }

    /** Suspends; throws if a request to cancel is left that nobody has met. */
    static void goOn() {
        sleep(Duration.ofSeconds(1));
    }
}
