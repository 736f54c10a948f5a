package suspension;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static suspension.Async.createTask;
import static suspension.Async.sleep;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import suspension.testing.AsyncTest;
import suspension.testing.VirtualClock;

/** {@code callLater}, and the timers of sleeps. */
class TimersTest {

    private final List<String> events = new ArrayList<>();

    @AsyncTest
    void runInTheOrderOfTheirDeadlines(EventLoop loop, VirtualClock clock) {
        callLater(loop, clock, "20", ofSeconds(20));
        callLater(loop, clock, "10 first", ofSeconds(10));
        callLater(loop, clock, "10 second", ofSeconds(10));
        callLater(loop, clock, "1", ofSeconds(1));
        callLater(loop, clock, "negative", ofSeconds(-1));
        events.add("body");
        sleep(ofSeconds(60));
        assertThat(events)
                .containsExactly(
                        "body",
                        "negative at PT0S",
                        "1 at PT1S",
                        "10 first at PT10S",
                        "10 second at PT10S",
                        "20 at PT20S");
    }

    private void callLater(EventLoop loop, VirtualClock clock, String name, Duration delay) {
        loop.callLater(delay, () -> events.add(name + " at " + clock.elapsed()));
    }

    @AsyncTest
    void neverRunOnceCancelled(EventLoop loop) {
        EventLoop.Timer timer = loop.callLater(ofSeconds(1), () -> events.add("ran"));
        timer.cancel();
        timer.cancel();
        sleep(ofSeconds(15));
        assertThat(events).isEmpty();
    }

    @AsyncTest
    void withAnOverflowingDelayAreForEver(EventLoop loop) {
        loop.callLater(ofSeconds(Long.MAX_VALUE), () -> events.add("ran"));
        sleep(ofDays(36_500));
        assertThat(events).isEmpty();
    }

    @AsyncTest
    void ofACancelledSleepHoldUpNothing(VirtualClock clock) {
        Task<Void> task = createTask(() -> sleep(ofSeconds(30)));
        sleep(ofSeconds(1));
        task.cancel();
        Async.wait(List.of(task));
        assertThat(task.isCancelled()).isTrue();
        assertThat(clock.elapsed()).isEqualTo(ofSeconds(1));
    }
}
