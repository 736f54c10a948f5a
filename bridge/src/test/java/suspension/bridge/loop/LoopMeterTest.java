package suspension.bridge.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LoopMeterTest {

    private static final long SHORT = 500;

    private long now = 7;
    private int readings;
    private final LoopMeter meter = new LoopMeter(() -> {
        readings++;
        return now;
    });

    private void slices(int count, long nanos) {
        for (int i = 0; i < count; i++) {
            slice(nanos, 0);
        }
    }

    private void slice(long nanos, int ready) {
        begin(ready);
        now += nanos;
    }

    private void begin(int ready) {
        if (meter.sliceBegins()) {
            meter.read(ready);
        }
    }

    @Test
    void countsSlicesAndTheirTimeWithoutTheSleepBetween() {
        slices(10, SHORT);
        meter.sleeps();
        now += 1_000_000;
        slices(5, SHORT);
        meter.sleeps();
        assertThat(meter.figures().slices()).isEqualTo(15);
        assertThat(meter.figures().busyNanos()).isEqualTo(15 * SHORT);
    }

    @Test
    void readsTheClockOnceForManyShortSlices() {
        slices(6_400, SHORT);
        assertThat(readings).isLessThan(6_400 / LoopMeter.MAX_BATCH + 15);
    }

    @Test
    void readsTheClockForEachLongSlice() {
        slices(100, 50_000);
        assertThat(readings).isGreaterThanOrEqualTo(98);
        slice(3_000_000, 0);
        slices(10, 50_000);
        assertThat(meter.figures().longestNanos()).isEqualTo(3_000_000);
    }

    @Test
    void aLongSliceAmongShortOnesIsFoundWithItsLength() {
        slices(1_000, SHORT);
        slice(2_000_000, 0);
        slices(1_000, SHORT);
        assertThat(meter.figures().longestNanos()).isBetween(2_000_000L, 2_000_000 + LoopMeter.MAX_BATCH * SHORT);
    }

    @Test
    void theLongestOfShortSlicesIsNotTheWholeBatch() {
        slices(1_000, SHORT);
        meter.sleeps();
        assertThat(meter.figures().longestNanos()).isEqualTo(SHORT);
    }

    @Test
    void longSlicesThatWakeALoopOfShortOnesAreCountedEach() {
        slices(10_000, SHORT);
        meter.sleeps();
        slices(50, 20_000_000);
        meter.sleeps();
        assertThat(meter.figures().longestNanos()).isEqualTo(20_000_000);
    }

    @Test
    void longSlicesAfterShortOnesWithoutASleepAreNotOneLongSlice() {
        slices(10_000, SHORT);
        slices(1_000, 5_000_000);
        assertThat(meter.figures().longestNanos()).isBetween(5_000_000L, 10_000_000L);
        begin(0);
        now += 40_000_000;
        assertThat(meter.figures().longestNanos()).isEqualTo(40_000_000);
    }

    @Test
    void theSliceUnderWayCounts() {
        slices(3, 50_000);
        begin(0);
        now += 9_000_000;
        LoopMeter.Figures figures = meter.figures();
        assertThat(figures.longestNanos()).isEqualTo(9_000_000);
        assertThat(figures.busyNanos()).isEqualTo(9_150_000);
        assertThat(figures.queueLagNanos()).isEqualTo(9_000_000);
    }

    @Test
    void theLagOfTheQueueIsWhatIsReadyBeforeAnEntry() {
        slice(50_000, 3);
        slice(50_000, 2);
        slice(50_000, 1);
        slice(50_000, 0);
        begin(0); // of what was added when the first slice began
        assertThat(meter.figures().queueLagNanos()).isEqualTo(200_000);
    }

    @Test
    void lagsAreForgottenAfterTwentySeconds() {
        meter.timerFired(77);
        slice(50_000, 0);
        meter.sleeps();
        assertThat(meter.figures().timerLagNanos()).isEqualTo(77);
        assertThat(meter.figures().queueLagNanos()).isEqualTo(50_000);
        now += TimeUnit.SECONDS.toNanos(12);
        slice(30_000, 0);
        meter.sleeps();
        assertThat(meter.figures().queueLagNanos()).isEqualTo(50_000);
        now += TimeUnit.SECONDS.toNanos(9);
        assertThat(meter.figures().queueLagNanos()).isEqualTo(30_000);
        now += TimeUnit.SECONDS.toNanos(20);
        assertThat(meter.figures().queueLagNanos()).isZero();
        assertThat(meter.figures().timerLagNanos()).isZero();
        assertThat(meter.figures().longestNanos()).isEqualTo(50_000);
    }
}
