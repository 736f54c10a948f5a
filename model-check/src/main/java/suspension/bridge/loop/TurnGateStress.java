package suspension.bridge.loop;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Whoever gets the turn sees what the giver wrote before, and the giver sees nothing that the receiver writes after. The
 * receiver waits for the turn twice, so that it spins and parks.
 */
@JCStressTest
@Outcome(
        id = "1, 2",
        expect = Expect.ACCEPTABLE,
        desc = "The receiver sees what the giver wrote before each hand-over.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Something that the giver wrote is not seen.")
@State
public class TurnGateStress {

    private volatile @Nullable TurnGate there;
    private volatile @Nullable TurnGate back;
    private int written;

    /** Gives the turn, waits until it comes back, and gives it again. */
    @Actor
    public void giver() {
        TurnGate mine = new TurnGate(Thread.currentThread());
        back = mine;
        TurnGate gate = there;
        while (gate == null) {
            Thread.onSpinWait();
            gate = there;
        }
        written = 1;
        gate.open();
        mine.await(true);
        written = 2;
        gate.open();
    }

    /** Gets the turn, gives it back, and gets it again. */
    @Actor
    public void receiver(II_Result result) {
        TurnGate gate = new TurnGate(Thread.currentThread());
        there = gate;
        gate.await(true);
        result.r1 = written;
        Objects.requireNonNull(back).open();
        gate.await(false);
        result.r2 = written;
    }
}
