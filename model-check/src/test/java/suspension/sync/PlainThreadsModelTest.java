package suspension.sync;

import static suspension.model.Interleavings.atOnce;
import static suspension.model.Interleavings.check;
import static suspension.model.Interleavings.require;

import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;
import suspension.bridge.task.ModelBody;
import suspension.bridge.task.ModelHost;

/** What plain threads may call while bodies wait: {@code release}, {@code set} and {@code offer}. */
class PlainThreadsModelTest {

    @Test
    void permitOfACancelledBodyPassesToTheNext() {
        check(Release.class);
    }

    /** Two bodies want a permit. A thread releases one, and another cancels the first body. */
    public static class Release {

        @Operation
        public void run() throws InterruptedException {
            ModelHost host = ModelHost.ofThreads();
            AsyncSemaphore semaphore = new AsyncSemaphore(0);
            boolean[] acquired = {false, false};
            ModelBody<?> first = ModelBody.start(host, () -> {
                semaphore.acquire();
                acquired[0] = true;
                return null;
            });
            ModelBody<?> second = ModelBody.start(host, () -> {
                semaphore.acquire();
                acquired[1] = true;
                return null;
            });
            atOnce(semaphore::release, first::cancel);
            boolean cancelled = first.awaitCancelled();
            require(acquired[0] || cancelled, "the first body goes on with a permit or is cancelled");
            if (acquired[0]) {
                second.cancel();
            }
            second.awaitCancelled();
            require(acquired[0] != acquired[1], "one body goes on with the permit");
            require(semaphore.toString().equals("AsyncSemaphore[0 free]"), "every permit is taken once");
            require(semaphore.isLocked(), "no permit is on its way");
        }
    }

    @Test
    void everyReleaseServesOneBody() {
        check(Releases.class);
    }

    /** Three bodies wait for a permit. One is released, and then two threads release one each. */
    public static class Releases {

        @Operation
        public void run() throws InterruptedException {
            ModelHost host = ModelHost.ofThreads();
            AsyncSemaphore semaphore = new AsyncSemaphore(0);
            List<ModelBody<?>> bodies = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                bodies.add(ModelBody.start(host, semaphore::acquire));
            }
            for (ModelBody<?> body : bodies) {
                body.awaitSuspension();
            }
            semaphore.release();
            long waiting = bodies.stream().filter(ModelBody::isSuspended).count();
            require(waiting == 2, "one release serves one body");
            atOnce(semaphore::release, semaphore::release);
            for (ModelBody<?> body : bodies) {
                body.awaitValue();
            }
            require(semaphore.toString().equals("AsyncSemaphore[0 free]"), "every permit is taken once");
            require(semaphore.isLocked(), "no permit is on its way");
        }
    }

    @Test
    void eventThatIsSetLetsAllBodiesGoOn() {
        check(Set.class);
    }

    /** Two bodies wait for an event, which a thread sets. */
    public static class Set {

        @Operation
        public void run() throws InterruptedException {
            ModelHost host = ModelHost.ofThreads();
            AsyncEvent event = new AsyncEvent();
            ModelBody<Boolean> first = ModelBody.start(host, () -> isSetAfterWait(event));
            ModelBody<Boolean> second = ModelBody.start(host, () -> isSetAfterWait(event));
            event.set();
            require(first.awaitValue() && second.awaitValue(), "both see the event");
        }

        private static boolean isSetAfterWait(AsyncEvent event) {
            event.await();
            return event.isSet();
        }
    }

    @Test
    void itemsThatThreadsOfferAreReceivedOnce() {
        check(Offer.class);
    }

    /** A body gets two items, which two threads offer. */
    public static class Offer {

        @Operation
        public void run() throws InterruptedException {
            ModelHost host = ModelHost.ofThreads();
            AsyncQueue<Integer> queue = AsyncQueue.unbounded();
            ModelBody<Integer> body = ModelBody.start(host, () -> queue.get() + queue.get());
            atOnce(() -> queue.offer(1), () -> queue.offer(2));
            require(body.awaitValue() == 3, "each item is received once");
            require(queue.size() == 0, "no item is left");
        }
    }

    @Test
    void itemOfACancelledBodyPassesToTheNext() {
        check(OfferAndCancel.class);
    }

    /** Two bodies get an item each, of which one is cancelled while a thread offers. */
    public static class OfferAndCancel {

        @Operation
        public void run() throws InterruptedException {
            ModelHost host = ModelHost.ofThreads();
            AsyncQueue<Integer> queue = AsyncQueue.bounded(2);
            int[] received = {0};
            ModelBody<?> first = ModelBody.start(host, () -> received[0] = queue.get());
            ModelBody<Integer> second = ModelBody.start(host, queue::get);
            atOnce(() -> queue.offer(1), first::cancel, () -> queue.offer(2));
            boolean cancelled = first.awaitCancelled();
            int other = second.awaitValue();
            require(received[0] > 0 || cancelled, "the first body goes on with an item or is cancelled");
            require(queue.size() == (received[0] > 0 ? 0 : 1), "an item is there if and only if nobody received it");
            require(received[0] != other, "each item is received once");
        }
    }
}
