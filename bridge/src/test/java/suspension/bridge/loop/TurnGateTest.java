package suspension.bridge.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The gate at which a thread waits for the turn, whether it spins first or parks. */
@Timeout(60)
class TurnGateTest {

    private static final int ROUNDS = 100_000;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void openGateIsPassedAtOnceAndClosedBehind(boolean soon) throws Exception {
        TurnGate gate = new TurnGate(Thread.currentThread());
        gate.open();
        assertThat(gate.await(soon)).isFalse();
        Thread opener = new Thread(gate::open);
        opener.start();
        assertThat(gate.await(soon)).isFalse();
        opener.join();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void interruptIsToldAndNeitherEndsTheWaitNorStaysOnTheThread(boolean soon) throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        TurnGate[] gate = new TurnGate[1];
        FutureTask<Boolean> waiting = new FutureTask<>(() -> {
            Thread.currentThread().interrupt();
            interrupted.countDown();
            boolean told = gate[0].await(soon);
            return told && !Thread.currentThread().isInterrupted();
        });
        Thread owner = new Thread(waiting);
        gate[0] = new TurnGate(owner);
        owner.start();
        interrupted.await();
        assertThat(waiting.isDone()).isFalse();
        gate[0].open();
        assertThat(waiting.get(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void twoThreadsThatHandTheTurnToEachOtherNeverLoseIt() throws Exception {
        assertThat(handOvers(round -> true)).isEqualTo(2 * ROUNDS);
        assertThat(handOvers(round -> round % 3 == 0)).isEqualTo(2 * ROUNDS);
    }

    /** Lets two threads add to one plain counter in turn. */
    private static int handOvers(IntPredicate soon) throws Exception {
        int[] counter = {0};
        TurnGate[] gates = new TurnGate[2];
        Thread[] threads = new Thread[2];
        for (int who = 0; who < 2; who++) {
            int me = who;
            threads[me] = new Thread(() -> {
                for (int round = 0; round < ROUNDS; round++) {
                    gates[me].await(soon.test(round));
                    counter[0]++;
                    gates[1 - me].open();
                }
            });
            gates[me] = new TurnGate(threads[me]);
        }
        for (Thread thread : threads) {
            thread.start();
        }
        gates[0].open();
        for (Thread thread : threads) {
            thread.join();
        }
        return counter[0];
    }
}
