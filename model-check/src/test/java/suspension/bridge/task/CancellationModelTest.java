package suspension.bridge.task;

import static suspension.model.Interleavings.atOnce;
import static suspension.model.Interleavings.check;
import static suspension.model.Interleavings.require;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/** A request to cancel on its way to a body. */
class CancellationModelTest {

    @Test
    void waitIsEndedByAWakeUpOrByARequest() {
        check(TwoEnds.class);
    }

    /** A wake-up and a request meet at a wait. */
    public static class TwoEnds {

        @Operation
        public void run() throws InterruptedException {
            BodyTask<Void> body = new BodyTask<>(ModelHost.ofThreads(), "body", () -> null);
            Waiter waiter = ModelBody.waiterOf(body);
            boolean[] ended = {false, false};
            atOnce(() -> ended[0] = waiter.wake(), () -> ended[1] = waiter.cancel(CancelRequest.to(body, null)));
            require(ended[0] != ended[1], "one of them ends the wait");
            require((waiter.cancelRequest() != null) == ended[1], "the wait tells which");
        }
    }

    @Test
    void requestIsMetOnceWhileTheBodyWaitsRunsAndEnds() {
        check(OneRequest.class);
    }

    /** A body waits twice, and survives a request. Others wake it and ask it to cancel. */
    public static class OneRequest {

        @Operation
        public void run() throws InterruptedException {
            ModelHost host = ModelHost.ofThreads();
            Waiter[] waiters = new Waiter[2];
            CountDownLatch started = new CountDownLatch(1);
            int[] met = {0};
            ModelBody<Void> body = ModelBody.start(host, () -> {
                BodyTask<?> self = Carrier.currentBody();
                waiters[0] = ModelBody.waiterOf(self);
                waiters[1] = ModelBody.waiterOf(self);
                started.countDown();
                for (Waiter waiter : waiters) {
                    try {
                        waiter.await();
                    } catch (CancellationException e) {
                        met[0]++;
                    }
                }
                return null;
            });
            started.await();
            boolean[] accepted = {false};
            atOnce(
                    () -> {
                        waiters[0].wake();
                        waiters[1].wake();
                    },
                    () -> accepted[0] = body.cancel());
            int atTheEnd = body.awaitCancelled() ? 1 : 0;
            require(met[0] + atTheEnd == (accepted[0] ? 1 : 0), "a request that was accepted is met once");
        }
    }

    @Test
    void requestThatIsTakenBackTakesNoOtherWithIt() {
        check(Uncancel.class);
    }

    /** A thread asks and takes that back while another asks. The body runs and does not wait. */
    public static class Uncancel {

        @Operation
        public void run() throws InterruptedException {
            BodyTask<Void> body = new BodyTask<>(ModelHost.ofThreads(), "body", () -> null);
            Cancellation cancellation = body.cancellation;
            atOnce(
                    () -> {
                        cancellation.post(CancelRequest.to(body, "first"));
                        cancellation.uncancel(0);
                    },
                    () -> cancellation.post(CancelRequest.to(body, "second")));
            require(cancellation.asked() == 1, "one request is left");
            require(cancellation.hasPending(), "it has not been met");
            require(cancellation.takePending() != null, "it is met");
            require(cancellation.met() == 1 && !cancellation.hasPending(), "it is met once");
        }
    }

    @Test
    void requestThatIsTakenBackIsNeverMetAfter() {
        check(UncancelWhileWaiting.class);
    }

    /** A body waits; a thread asks, and takes that back, while another wakes the body. */
    public static class UncancelWhileWaiting {

        @Operation
        public void run() throws InterruptedException {
            ModelHost host = ModelHost.ofThreads();
            Waiter[] waiter = new Waiter[2];
            CountDownLatch started = new CountDownLatch(1);
            int[] met = {0};
            ModelBody<Integer> body = ModelBody.start(host, () -> {
                BodyTask<?> self = Carrier.currentBody();
                waiter[0] = ModelBody.waiterOf(self);
                waiter[1] = ModelBody.waiterOf(self);
                started.countDown();
                try {
                    waiter[0].await();
                } catch (CancellationException e) {
                    met[0]++;
                }
                waiter[1].await();
                return met[0];
            });
            started.await();
            atOnce(
                    () -> {
                        CancelRequest request = CancelRequest.to(body.task(), null);
                        require(request.post(), "the body has not ended");
                        body.task().uncancel(0);
                        request.push();
                    },
                    waiter[0]::wake);
            waiter[1].wake();
            require(body.awaitValue() <= 1, "a request is met at most once, and not after it was taken back");
            require(body.task().cancelling() == 0, "no request is left");
        }
    }
}
