package suspension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import suspension.interop.Channels;

/** A duration that is null is refused by the name of its parameter, before anything happens. */
class NullDurationTest {

    private final Events events = new Events();

    private String enter() {
        events.add("entered");
        return "never";
    }

    private static void refuses(String parameter, Action<Exception> call) {
        assertThatThrownBy(call::run)
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage(parameter);
    }

    @Test
    void isRefusedBySleep() {
        Async.run(() -> refuses("duration", () -> Async.sleep(null)));
    }

    @Test
    void isRefusedByWaitForBeforeItsBodyIsEntered() {
        Async.run(() -> refuses("limit", () -> Async.waitFor(this::enter, null)));
        assertThat(events.all()).isEmpty();
    }

    @Test
    void isRefusedByTimeoutBeforeItsRegionIsEntered() {
        Async.run(() -> {
            refuses("limit", () -> Async.timeout(null, this::enter));
            refuses("limit", () -> Async.timeout(null, (Timeout limit) -> enter()));
        });
        assertThat(events.all()).isEmpty();
    }

    @Test
    void isRefusedByARescheduleWhichLeavesTheLimitAsItWas() {
        Async.run(() -> Async.timeout(Duration.ofDays(1), limit -> {
            refuses("limit", () -> limit.reschedule(null));
            assertThat(limit.when()).isPresent();
        }));
    }

    @Test
    void isRefusedByWaitAndByAsCompleted() {
        Async.run(() -> {
            Task<String> task = Async.createTask(() -> "tea");
            refuses("timeout", () -> Async.wait(List.of(task), (Duration) null));
            refuses("timeout", () -> Async.wait(List.of(task), null, ReturnWhen.ALL_COMPLETED));
            refuses("timeout", () -> Async.asCompleted(List.of(task), null));
        });
    }

    @Test
    void isRefusedByCallLaterWhichSetsNoTimer() {
        try (EventLoop loop = EventLoop.start()) {
            refuses("delay", () -> loop.callLater(null, this::enter));
            loop.run(Async::yieldNow);
        }
        assertThat(events.all()).isEmpty();
    }

    @Test
    void isRefusedByCloseWhichLeavesTheLoopOpen() {
        try (EventLoop loop = EventLoop.start()) {
            refuses("grace", () -> loop.close(null));
            assertThat(loop.<String, RuntimeException>run(() -> "still open")).isEqualTo("still open");
        }
    }

    @Test
    void isRefusedByTheBuilder() {
        refuses("limit", () -> EventLoop.builder().slowSlice(null));
    }

    @Test
    void isRefusedByASelectWithATimeout() {
        refuses("limit", () -> Channels.<String>select().onTimeout(null, () -> "late"));
    }
}
