package suspension.guide.questions;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static suspension.Async.gather;
import static suspension.Async.sleep;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import suspension.Async;
import suspension.Coroutine;
import suspension.guide.support.Shown;
import suspension.testing.AsyncTest;
import suspension.testing.VirtualClock;

/** The code of the page "Questions". */
@Timeout(60)
class QuestionsTest {

    // tag::stock[]
    static final class Stock { // no lock, and no volatile
        private int left = 10;

        boolean take() {
            if (left == 0) {
                return false;
            }
            left--; // between two waits, nobody else runs
            return true;
        }
    }
    // end::stock[]

    @Test
    void bodiesTakeTurns() {
        Stock stock = new Stock();
        List<Coroutine<Boolean>> customers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            customers.add(Coroutine.of(() -> {
                sleep(ofMillis(1));
                return stock.take();
            }));
        }
        List<Boolean> served = Async.run(() -> gather(customers));
        assertThat(served.stream().filter(each -> each)).hasSize(10);
    }

    // tag::virtual-time[]
    @AsyncTest
    void tenMinutesTakeNoTime(VirtualClock clock) {
        sleep(ofMinutes(10));
        assertThat(clock.elapsed()).isEqualTo(ofMinutes(10));
    }
    // end::virtual-time[]

    @Test
    void stackTraceIsWhole() {
        Throwable thrown = catchThrowable(() -> Async.run(() -> Orders.order()));
        StringBuilder top = new StringBuilder(thrown.toString());
        for (StackTraceElement frame : thrown.getStackTrace()) {
            if (frame.getClassName().endsWith(".Orders")) {
                top.append("\n    at ").append(frame);
            }
        }
        Shown.as("questions-stack.txt", top.toString());
    }
}
