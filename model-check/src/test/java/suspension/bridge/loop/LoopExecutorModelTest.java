package suspension.bridge.loop;

import static suspension.model.Interleavings.atOnce;
import static suspension.model.Interleavings.check;
import static suspension.model.Interleavings.require;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;
import suspension.bridge.task.Carrier;
import suspension.bridge.task.ModelBody;
import suspension.bridge.task.ModelHost;
import suspension.bridge.task.Waiter;

/** A loop's inbox, its sleep, its timers, its end, and the turn that passes between its threads. */
class LoopExecutorModelTest {

    /** A loop, and what its callbacks throw. */
    private static final class ModelLoop {

        final ModelClock clock = new ModelClock();
        volatile Throwable failure;
        final LoopExecutor executor =
                new LoopExecutor("model", clock, LoopOrder.FIRST_IN_FIRST_OUT, e -> failure = e, null);

        void end() throws InterruptedException {
            executor.shutdown();
            require(executor.awaitTermination(1, TimeUnit.DAYS), "the loop ends");
            require(failure == null, "no callback fails");
        }
    }

    @Test
    void whatIsPostedToALoopThatGoesToSleepRuns() {
        check(Wake.class);
    }

    /** Two threads post while the loop has nothing to run. Nothing else wakes it. */
    public static class Wake {

        @Operation
        public void run() throws InterruptedException {
            ModelLoop loop = new ModelLoop();
            loop.executor.start(null, null);
            CountDownLatch ran = new CountDownLatch(2);
            atOnce(() -> loop.executor.execute(ran::countDown), () -> loop.executor.after(0, ran::countDown));
            ran.await();
            loop.end();
        }
    }

    @Test
    void whatIsAcceptedRunsBeforeTheEndAndTheRestIsRefused() {
        check(Shutdown.class);
    }

    /** A thread posts while another shuts the loop down. */
    public static class Shutdown {

        @Operation
        public void run() throws InterruptedException {
            ModelLoop loop = new ModelLoop();
            loop.executor.start(null, null);
            boolean[] accepted = {false};
            int[] ran = {0};
            atOnce(() -> accepted[0] = isAccepted(loop, () -> ran[0]++), loop.executor::shutdown);
            loop.end();
            require(ran[0] == (accepted[0] ? 1 : 0), "what is accepted runs once, and the rest does not run");
            require(!isAccepted(loop, () -> {}), "nothing is accepted after the end");
        }

        private static boolean isAccepted(ModelLoop loop, Runnable task) {
            try {
                loop.executor.execute(task);
                return true;
            } catch (RejectedExecutionException e) {
                return false;
            }
        }
    }

    @Test
    void timerThatIsCancelledBeforeItIsDueNeverRuns() {
        check(CancelTimer.class);
    }

    /** A thread cancels a timer while another lets its time come. */
    public static class CancelTimer {

        private volatile boolean due;

        @Operation
        public void run() throws InterruptedException {
            ModelLoop loop = new ModelLoop();
            loop.executor.start(null, null);
            int[] ran = {0};
            CountDownLatch later = new CountDownLatch(1);
            LoopTimer timer = loop.executor.after(10, () -> ran[0]++);
            loop.executor.after(10, later::countDown);
            boolean[] before = {false};
            atOnce(
                    () -> {
                        timer.cancel();
                        before[0] = !due;
                    },
                    () -> {
                        due = true;
                        loop.clock.set(loop.executor, 10);
                    });
            later.await();
            loop.end();
            require(
                    ran[0] == 0 || (ran[0] == 1 && !before[0]),
                    "the timer runs at most once, and not if it was cancelled");
            require(timer.isSpent(), "the timer keeps nothing");
        }
    }

    @Test
    void turnIsHeldByOneThreadAndNoWakeUpIsLost() {
        check(Turn.class);
    }

    /** Two bodies wait, and others wake them, so the turn passes between three threads of the loop. */
    public static class Turn {

        private int running;
        private int most;
        private int slices;

        private void slice() {
            running++;
            most = Math.max(most, running);
            slices++;
            Thread.onSpinWait();
            running--;
        }

        @Operation
        public void run() throws InterruptedException {
            ModelLoop loop = new ModelLoop();
            ModelHost host = new ModelHost(loop.executor);
            loop.executor.start(host, null);
            Waiter[] waiters = new Waiter[2];
            CountDownLatch started = new CountDownLatch(2);
            Object[] bodies = new Object[2];
            for (int i = 0; i < 2; i++) {
                int me = i;
                bodies[me] = ModelBody.start(host, () -> {
                    waiters[me] = ModelBody.waiterOf(Carrier.currentBody());
                    started.countDown();
                    slice();
                    waiters[me].await();
                    slice();
                    return me;
                });
            }
            started.await();
            atOnce(waiters[0]::wake, waiters[1]::wake, () -> loop.executor.execute(this::slice));
            for (Object body : bodies) {
                ((ModelBody<?>) body).awaitValue();
            }
            loop.end();
            require(most == 1, "one thread at a time has the turn");
            require(slices == 5, "every slice runs once");
        }
    }
}
