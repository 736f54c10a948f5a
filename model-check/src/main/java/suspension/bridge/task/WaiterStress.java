package suspension.bridge.task;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZ_Result;

/** A wake-up and a request meet at one wait. The third value tells whether the request ended the wait. */
@JCStressTest
@Outcome(id = "true, false, false", expect = Expect.ACCEPTABLE, desc = "The wake-up came first.")
@Outcome(id = "false, true, true", expect = Expect.ACCEPTABLE, desc = "The request came first.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Both ended the wait, or neither.")
@State
public class WaiterStress {

    private static final BodyTask<Integer> BODY = new BodyTask<>(ModelHost.ofThreads(), "body", () -> 0);

    private final Waiter waiter = ModelBody.waiterOf(BODY);

    /** Wakes. */
    @Actor
    public void wakes(ZZZ_Result result) {
        result.r1 = waiter.wake();
    }

    /** Asks to cancel. */
    @Actor
    public void asks(ZZZ_Result result) {
        result.r2 = waiter.cancel(CancelRequest.to(BODY, null));
    }

    /** Looks. */
    @Arbiter
    public void looks(ZZZ_Result result) {
        result.r3 = waiter.cancelRequest() != null;
    }
}
