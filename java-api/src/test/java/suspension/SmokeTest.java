package suspension;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static suspension.Async.gather;
import static suspension.Async.sleep;

import java.util.List;
import org.junit.jupiter.api.Test;

class SmokeTest {
    static String brew(String name) {
        sleep(ofMillis(100));
        return name;
    }

    @Test
    void gathers() {
        long t = System.nanoTime();
        List<String> cups = Async.run(() -> gather(() -> brew("a"), () -> brew("b"), () -> brew("c")));
        assertThat(cups).containsExactly("a", "b", "c");
        System.out.println((System.nanoTime() - t) / 1e6);
    }
}
