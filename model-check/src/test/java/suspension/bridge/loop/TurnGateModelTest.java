package suspension.bridge.loop;

import static suspension.model.Interleavings.check;
import static suspension.model.Interleavings.require;

import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/** The hand-over of the turn at its gates. */
class TurnGateModelTest {

    @Test
    void twoThreadsThatHandTheTurnToEachOtherNeverLoseIt() {
        check(Turns.class);
    }

    /** Two threads add to one plain counter in turn; each spins first in every other round. */
    public static class Turns {

        @Operation
        public void run() throws InterruptedException {
            int[] counter = {0};
            TurnGate[] gates = new TurnGate[2];
            Thread[] threads = new Thread[2];
            for (int who = 0; who < 2; who++) {
                int me = who;
                threads[me] = new Thread(() -> {
                    for (int round = 0; round < 2; round++) {
                        gates[me].await(round == me);
                        counter[0]++;
                        gates[1 - me].open();
                    }
                });
                gates[me] = new TurnGate(threads[me]);
            }
            threads[0].start();
            threads[1].start();
            gates[0].open();
            threads[0].join();
            threads[1].join();
            require(counter[0] == 4, "each thread had its two turns");
        }
    }

    @Test
    void turnThatIsTakenBackIsNotPassed() {
        check(Revoked.class);
    }

    /** A turn is given and taken back, and given again. Giver and receiver add to one plain counter. */
    public static class Revoked {

        @Operation
        public void run() throws InterruptedException {
            int[] counter = {0};
            TurnGate[] gate = new TurnGate[1];
            Thread receiver = new Thread(() -> {
                gate[0].await(true);
                counter[0]++;
            });
            gate[0] = new TurnGate(receiver);
            receiver.start();
            gate[0].open();
            if (gate[0].revoke()) {
                counter[0]++;
                require(counter[0] == 1, "the receiver waits on");
                gate[0].open();
                receiver.join();
                require(counter[0] == 2, "the receiver had its turn");
            } else {
                receiver.join();
                require(counter[0] == 1, "the receiver has the turn for good");
            }
        }
    }

    @Test
    void interruptIsToldAndDoesNotOpenTheGate() {
        check(Interrupt.class);
    }

    /** A thread is interrupted while it waits. */
    public static class Interrupt {

        @Operation
        public void run() throws InterruptedException {
            boolean[] opened = {false};
            boolean[] told = {false};
            boolean[] seen = {false};
            TurnGate[] gate = new TurnGate[1];
            Thread owner = new Thread(() -> {
                gate[0].await(false);
                told[0] = gate[0].takeInterrupt();
                seen[0] = opened[0];
            });
            gate[0] = new TurnGate(owner);
            owner.start();
            owner.interrupt();
            opened[0] = true;
            gate[0].open();
            owner.join();
            require(told[0], "the interrupt was told");
            require(seen[0], "the wait lasted until the gate was opened");
        }
    }
}
