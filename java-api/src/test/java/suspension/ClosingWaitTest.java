package suspension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** In a time of its own, for which nobody waits. */
class ClosingWaitTest {

    private final List<String> log = new ArrayList<>();
    private long now = 1000;
    private long closesAt = Long.MAX_VALUE;
    private long interruptedAt = Long.MAX_VALUE;

    private final ClosingWait wait = wait(new ClosingWait.Closing("orders", this::awaitClosed, () -> " kettle"));

    private ClosingWait wait(ClosingWait.Closing... loops) {
        return new ClosingWait(List.of(loops), () -> now, log::add);
    }

    private boolean awaitClosed(long nanos) throws InterruptedException {
        if (now + nanos >= interruptedAt) {
            now = interruptedAt;
            interruptedAt = Long.MAX_VALUE;
            throw new InterruptedException();
        }
        now = Math.min(now + nanos, closesAt);
        return now == closesAt;
    }

    private static long seconds(long count) {
        return TimeUnit.SECONDS.toNanos(count);
    }

    private static String warning(int seconds) {
        return "Loop 'orders' has been closing for " + seconds + " s, and waits for what is stuck: kettle";
    }

    @Test
    void warnsAfterFiveSecondsAndThenEverMoreRarely() throws InterruptedException {
        closesAt = now + seconds(80);
        wait.await();
        assertThat(log).containsExactly(warning(5), warning(15), warning(35), warning(75));
    }

    @Test
    void saysNothingOfALoopThatClosesInTime() throws InterruptedException {
        closesAt = now + seconds(4);
        wait.await();
        assertThat(log).isEmpty();
    }

    @Test
    void anInterruptedWaitGoesOnWhereItWas() throws InterruptedException {
        interruptedAt = now + seconds(7);
        closesAt = now + seconds(16);
        assertThatThrownBy(wait::await).isInstanceOf(InterruptedException.class);
        wait.await();
        assertThat(log).containsExactly(warning(5), warning(15));
    }

    @Test
    void endsWhenTheTimeIsUpWithoutAWarningOfItsOwn() throws InterruptedException {
        assertThat(wait.await(seconds(15))).isFalse();
        assertThat(log).containsExactly(warning(5));
        assertThat(now).isEqualTo(1000 + seconds(15));
    }

    @Test
    void withoutTimeItOnlyLooks() throws InterruptedException {
        assertThat(wait.await(0)).isFalse();
        assertThat(log).isEmpty();
        closesAt = now;
        assertThat(wait.await(0)).isTrue();
    }

    @Test
    void eachLoopThatIsStuckHasAWarningOfItsOwn() throws InterruptedException {
        closesAt = now + seconds(16);
        ClosingWait both = wait(
                new ClosingWait.Closing("orders", this::awaitClosed, () -> " kettle"),
                new ClosingWait.Closing("quick", nanos -> true, () -> " nothing"),
                new ClosingWait.Closing("stock", this::awaitClosed, () -> " pot"));
        both.await();
        assertThat(log)
                .containsExactly(
                        warning(5),
                        "Loop 'stock' has been closing for 5 s, and waits for what is stuck: pot",
                        warning(15),
                        "Loop 'stock' has been closing for 15 s, and waits for what is stuck: pot");
    }

    @Test
    void theTimeOfSeveralIsOne() throws InterruptedException {
        ClosingWait.Closing orders = new ClosingWait.Closing("orders", this::awaitClosed, () -> " kettle");
        ClosingWait.Closing stock = new ClosingWait.Closing("stock", this::awaitClosed, () -> " pot");
        ClosingWait both = wait(orders, new ClosingWait.Closing("quick", nanos -> true, () -> ""), stock);
        assertThat(both.await(seconds(3))).isFalse();
        assertThat(now).isEqualTo(1000 + seconds(3));
        assertThat(both.open()).containsExactly(orders, stock);
        assertThat(log).isEmpty();
    }
}
