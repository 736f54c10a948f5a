package suspension;

import static org.assertj.core.api.Assertions.assertThat;
import static suspension.Async.createTask;
import static suspension.Async.yieldNow;
import static suspension.TestBodies.forever;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A request that another thread still passes on to what is gathered, while the body has met it and goes on. */
@Timeout(60)
class RequestUnderWayTest {

    private static final int ROUNDS = 300;

    private final EventLoop loop = EventLoop.start();

    @AfterEach
    void close() {
        loop.close();
    }

    /** Returns when the body has met the request by the end of the first of many that it gathers. */
    private static void gatherUntilCancelled(CountDownLatch started) {
        List<Task<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            tasks.add(createTask(() -> forever()));
        }
        yieldNow();
        started.countDown();
        try {
            Async.gather(tasks);
        } catch (CancellationException e) {
            // met
        }
    }

    private static void awaitGather(Task<?> task, CountDownLatch started) throws InterruptedException {
        started.await();
        while (!task.toString().contains("gather")) {
            Thread.onSpinWait();
        }
    }

    @Test
    void isNotMetAgainAtTheEndOfABodyThatHasSwallowedIt() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            CountDownLatch started = new CountDownLatch(1);
            Task<String> task = loop.createTask(() -> {
                gatherUntilCancelled(started);
                return "swallowed";
            });
            awaitGather(task, started);
            assertThat(task.cancel()).isTrue();
            assertThat(task.join()).isEqualTo("swallowed");
        }
    }

    @Test
    void doesNotTakeASecondRequestWithIt() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            CountDownLatch started = new CountDownLatch(1);
            CountDownLatch met = new CountDownLatch(1);
            Task<String> task = loop.createTask(() -> {
                gatherUntilCancelled(started);
                met.countDown();
                forever(); // for the second request
                return "never";
            });
            awaitGather(task, started);
            Thread first = new Thread(task::cancel);
            first.start();
            met.await();
            assertThat(task.cancel()).isTrue();
            assertThat(Home.end(task)).isInstanceOf(Outcome.Cancelled.class);
            first.join();
        }
    }
}
