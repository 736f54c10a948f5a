package suspension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.Async.createTask;
import static suspension.TestBodies.forever;
import static suspension.TestBodies.settle;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Requests to a loop that come from threads which are not its own. */
class CancelFromOutsideTest {

    @Test
    void reachesABodyFromAnotherThread() {
        CountDownLatch waiting = new CountDownLatch(1);
        try (EventLoop loop = EventLoop.start()) {
            Task<Void> task = loop.createTask(() -> {
                waiting.countDown();
                forever();
            });
            TestBodies.awaitLatch(waiting);
            task.cancel("from outside");
            assertThatThrownBy(task::join)
                    .isInstanceOf(CancellationException.class)
                    .hasMessage("from outside");
        }
    }

    /** The request is made by a thread whose stack has no room for one frame, let alone several, for each task. */
    @Test
    void goesThroughALongChainOfTasksOnASmallStack() throws InterruptedException {
        int length = 2_000;
        CountDownLatch allWait = new CountDownLatch(1);
        try (EventLoop loop = EventLoop.start()) {
            List<Task<Void>> chain = new ArrayList<>();
            chain.add(loop.createTask(() -> forever()));
            loop.run(() -> {
                for (int i = 1; i < length; i++) {
                    Task<Void> previous = chain.get(i - 1);
                    chain.add(createTask(() -> previous.await()));
                }
                settle();
                allWait.countDown();
            });
            TestBodies.awaitLatch(allWait);
            Task<Void> last = chain.get(length - 1);
            Thread canceller = new Thread(null, last::cancel, "canceller", 64 << 10);
            canceller.start();
            canceller.join();
            assertThatThrownBy(last::join).isInstanceOf(CancellationException.class);
            assertThat(chain).allMatch(Task::isCancelled);
        }
    }
}
