package suspension;

import static suspension.model.Interleavings.atOnce;
import static suspension.model.Interleavings.check;
import static suspension.model.Interleavings.require;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;
import suspension.bridge.task.Carrier;
import suspension.bridge.task.ModelBody;
import suspension.bridge.task.ModelHost;
import suspension.bridge.task.Waiter;

/** A task that completes while another awaits it and is asked to cancel. */
class AwaitModelTest {

    @Test
    void requestThatPassesFromATaskToTheOneItAwaitsIsMetByOneOfThem() {
        check(AwaitedTask.class);
    }

    /** A body awaits another. A thread wakes the inner one, and a thread asks the outer one to cancel. */
    public static class AwaitedTask {

        @Operation
        public void run() throws InterruptedException {
            ModelHost host = ModelHost.ofThreads();
            Waiter[] waiter = new Waiter[1];
            CountDownLatch started = new CountDownLatch(1);
            ModelBody<Void> inner = ModelBody.start(host, () -> {
                waiter[0] = ModelBody.waiterOf(Carrier.currentBody());
                started.countDown();
                waiter[0].await();
                return null;
            });
            started.await();
            ModelBody<Void> outer = ModelBody.start(host, () -> {
                TaskWaiter.await(Carrier.currentBody(), inner.task(), true);
                if (inner.task().isCancelled()) {
                    throw new CancellationException();
                }
                return null;
            });
            outer.awaitSuspension();
            boolean[] accepted = {false};
            atOnce(waiter[0]::wake, () -> accepted[0] = outer.cancel());
            boolean innerCancelled = inner.awaitCancelled();
            boolean outerCancelled = outer.awaitCancelled();
            require(outerCancelled == accepted[0], "the outer task is cancelled if it accepted the request");
            require(outerCancelled || !innerCancelled, "the inner task is cancelled by nobody else");
        }
    }
}
