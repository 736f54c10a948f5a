package suspension.bridge.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The gate at which a thread waits for the turn, whether it spins first or parks. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class TurnGateTest {

    private static final int ROUNDS = 100_000;

    /** How the owner waits. */
    enum Way {
        SPINS {
            @Override
            void await(TurnGate gate) {
                gate.await(true);
            }
        },
        PARKS {
            @Override
            void await(TurnGate gate) {
                gate.await(false);
            }
        },
        KEEPS_ITS_CARRIER {
            @Override
            void await(TurnGate gate) {
                gate.awaitOnCarrier();
            }
        };

        abstract void await(TurnGate gate);
    }

    @ParameterizedTest
    @EnumSource
    void openGateIsPassedAtOnceAndClosedBehind(Way way) throws Exception {
        TurnGate gate = new TurnGate(Thread.currentThread());
        gate.open();
        way.await(gate);
        assertThat(gate.revoke()).isFalse();
        Thread opener = new Thread(gate::open);
        opener.start();
        way.await(gate);
        opener.join();
        assertThat(gate.takeInterrupt()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void interruptIsToldAndNeitherEndsTheWaitNorStaysOnTheThread(Way way) throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        TurnGate[] gate = new TurnGate[1];
        FutureTask<Boolean> waiting = new FutureTask<>(() -> {
            Thread.currentThread().interrupt();
            interrupted.countDown();
            way.await(gate[0]);
            boolean told = gate[0].takeInterrupt();
            return told && !gate[0].takeInterrupt() && !Thread.currentThread().isInterrupted();
        });
        Thread owner = new Thread(waiting);
        gate[0] = new TurnGate(owner);
        owner.start();
        interrupted.await();
        assertThat(waiting.isDone()).isFalse();
        gate[0].open();
        assertThat(waiting.get(30, TimeUnit.SECONDS)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void gateIsPassedOnceForEachTimeThatItWasOpenedAndNotRevoked(Way way) throws Exception {
        int[] passed = {0};
        TurnGate[] gate = new TurnGate[1];
        CountDownLatch done = new CountDownLatch(1);
        Thread owner = new Thread(() -> {
            for (int round = 0; round < 100; round++) {
                way.await(gate[0]);
                passed[0]++;
            }
            done.countDown();
        });
        gate[0] = new TurnGate(owner);
        owner.start();
        int kept = 0;
        while (kept < 100) {
            gate[0].open();
            if (!gate[0].revoke()) {
                kept++;
            }
        }
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(passed[0]).isEqualTo(100);
    }

    @Test
    void parkedOwnerOfAGateThatWasClosedAgainIsWokenWhenItOpens() throws Exception {
        TurnGate[] gate = new TurnGate[1];
        Thread owner = new Thread(() -> gate[0].await(false));
        gate[0] = new TurnGate(owner);
        owner.start();
        int closed = 0;
        while (closed < 10 && owner.isAlive()) {
            if (owner.getState() == Thread.State.WAITING) {
                gate[0].open();
                closed += gate[0].revoke() ? 1 : 0;
            }
        }
        gate[0].open();
        owner.join(30_000);
        assertThat(owner.isAlive()).isFalse();
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
