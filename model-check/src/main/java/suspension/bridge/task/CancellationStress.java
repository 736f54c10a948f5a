package suspension.bridge.task;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * A request is posted and pushed while the code begins a wait, ends it, begins another, and ends. The second value is
 * how many requests are left over that count as not met.
 */
@JCStressTest
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "The request is met once.")
@Outcome(id = "0, 0", expect = Expect.FORBIDDEN, desc = "The request is lost.")
@Outcome(expect = Expect.FORBIDDEN, desc = "The request is met twice, or counts as not met.")
@State
public class CancellationStress {

    private static final TaskHost HOST = ModelHost.ofThreads();

    private final BodyTask<Integer> body = new BodyTask<>(HOST, "body", () -> 0);
    private final Waiter first = ModelBody.waiterOf(body);
    private final Waiter second = ModelBody.waiterOf(body);
    private int met;
    private boolean accepted;

    /** The body's code, as {@link BodyTask#await} runs it. */
    @Actor
    public void code() {
        met = wait(first) + wait(second) + (body.cancellation.end() != null ? 1 : 0);
    }

    private int wait(Waiter waiter) {
        CancelRequest pending = body.cancellation.enter(waiter);
        if (pending != null) {
            pending.push();
        }
        waiter.wake();
        return body.cancellation.leave(waiter) != null ? 1 : 0;
    }

    /** Whoever asks. */
    @Actor
    public void asker() {
        CancelRequest request = CancelRequest.to(body, null);
        accepted = request.post();
        if (accepted) {
            request.push();
        }
    }

    /** Counts a request that came too late as met. */
    @Arbiter
    public void count(II_Result result) {
        result.r1 = met + (accepted ? 0 : 1);
        result.r2 = accepted ? body.cancellation.asked() - body.cancellation.met() : 0;
    }
}
