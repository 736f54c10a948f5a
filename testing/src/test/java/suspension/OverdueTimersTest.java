package suspension;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static suspension.Async.sleep;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import suspension.testing.AsyncTest;
import suspension.testing.VirtualClock;

/** {@code callLater} with a negative delay: its deadline is in the past, and counts. Each order is CPython 3.13's. */
class OverdueTimersTest {

    private final List<String> events = new ArrayList<>();

    private void callLater(EventLoop loop, Duration delay) {
        loop.callLater(delay, () -> events.add(delay.toString()));
    }

    @AsyncTest
    void runBeforeShorterPositiveOnesThatHaveComeDueMeanwhile(EventLoop loop, VirtualClock clock) {
        callLater(loop, ofMillis(1));
        clock.advance(ofMillis(10)); // busy for longer than that
        callLater(loop, ofSeconds(-1));
        sleep(ofSeconds(1));
        assertThat(events).containsExactly("PT-1S", "PT0.001S");
    }

    @AsyncTest
    void runInTheOrderOfTheirDeadlines(EventLoop loop) {
        callLater(loop, ofNanos(1));
        callLater(loop, ofSeconds(-1));
        callLater(loop, Duration.ZERO);
        callLater(loop, ofSeconds(-5));
        sleep(ofSeconds(1));
        assertThat(events).containsExactly("PT-5S", "PT-1S", "PT0S", "PT0.000000001S");
    }

    @AsyncTest
    void runInTheOrderInWhichTheyWereSetIfTheyHaveOneDeadline(EventLoop loop, VirtualClock clock) {
        loop.callLater(ofSeconds(1), () -> events.add("set first"));
        clock.advance(ofSeconds(3));
        loop.callLater(ofSeconds(-2), () -> events.add("set second"));
        sleep(ofSeconds(1));
        assertThat(events).containsExactly("set first", "set second");
    }

    @AsyncTest
    void runAfterWhatWasReadyBefore(EventLoop loop) {
        callLater(loop, ofSeconds(-1));
        loop.execute(() -> events.add("ready"));
        sleep(ofSeconds(1));
        assertThat(events).containsExactly("ready", "PT-1S");
    }

    @AsyncTest
    void runAtTheNextTurnHoweverLongAgo(EventLoop loop, VirtualClock clock) {
        callLater(loop, ofDays(36_500));
        loop.callLater(ofSeconds(-1), () -> events.add("a second ago"));
        loop.callLater(ofSeconds(Long.MIN_VALUE), () -> events.add("for ever ago"));
        loop.callLater(ofSeconds(Long.MAX_VALUE), () -> events.add("never"));
        sleep(ofSeconds(1));
        assertThat(events).containsExactly("for ever ago", "a second ago");
        assertThat(clock.elapsed()).isEqualTo(ofSeconds(1));
    }
}
