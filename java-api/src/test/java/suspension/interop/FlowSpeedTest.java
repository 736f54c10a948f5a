package suspension.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import kotlinx.coroutines.flow.Flow;
import org.junit.jupiter.api.Test;
import suspension.Async;

/** Java's collection of a flow beside Kotlin's own, on the same loop. The best of many rounds tells, not the average. */
class FlowSpeedTest {

    private static final int ELEMENTS = 1_000_000;
    private static final int ROUNDS = 30;

    private long sum;

    @Test
    void collectingFromJavaIsAboutAsFastAsFromKotlin() {
        Flow<Integer> numbers = Upstream.SYNCHRONOUS.numbers(ELEMENTS, new ArrayList<>());
        long[] best = {Long.MAX_VALUE, Long.MAX_VALUE};
        Async.run(() -> {
            for (int i = 0; i < ROUNDS; i++) {
                long start = System.nanoTime();
                Flows.collect(numbers, n -> {
                    sum += n;
                });
                long middle = System.nanoTime();
                long kotlins = Async.<Long>await(c -> TestFlows.sum(numbers, c));
                long end = System.nanoTime();
                assertThat(sum).isEqualTo(kotlins);
                sum = 0;
                best[0] = Math.min(best[0], middle - start);
                best[1] = Math.min(best[1], end - middle);
            }
        });

        assertThat((double) best[0] / best[1])
                .as("Java: %d ns, Kotlin: %d ns", best[0], best[1])
                .isLessThan(1.5);
    }
}
