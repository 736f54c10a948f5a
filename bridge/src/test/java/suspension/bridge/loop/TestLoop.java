package suspension.bridge.loop;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kotlin.coroutines.EmptyCoroutineContext;
import suspension.bridge.task.BodyTask;
import suspension.bridge.task.BridgeTask;
import suspension.bridge.task.Carrier;
import suspension.bridge.task.UncaughtError;
import suspension.bridge.task.Waiter;
import suspension.bridge.task.YieldWaiter;

/** A loop for tests of the bridge alone, which closes with the test. */
final class TestLoop implements AutoCloseable {

    static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

    final Queue<UncaughtError> errors = new ConcurrentLinkedQueue<>();
    final Loop loop;

    TestLoop() {
        this(LoopClock.SYSTEM);
    }

    TestLoop(LoopClock clock) {
        loop = new Loop(new Loop.Config(
                "test",
                null,
                clock,
                LoopOrder.FIRST_IN_FIRST_OUT,
                EmptyCoroutineContext.INSTANCE,
                null,
                false,
                Duration.ofMillis(100),
                false,
                4,
                errors::add));
        loop.setHandle(this);
        loop.start();
    }

    <T> BodyTask<T> start(Callable<T> code) {
        BodyTask<T> task = new BodyTask<>(loop, null, null, code);
        task.setHandle(task);
        task.start();
        return task;
    }

    /** Runs the code as a body, and gives its value to this plain thread. */
    <T> T run(Callable<T> code) throws Exception {
        return get(start(code));
    }

    static <T> T get(BridgeTask<T> task) throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        if (task.onCompletion(completed -> done.countDown()) && !done.await(PATIENCE, TimeUnit.NANOSECONDS)) {
            throw new TimeoutException(task.name() + " is not done; it waits for " + task.waitsFor());
        }
        task.markObserved();
        if (task.failure() != null) {
            throw new ExecutionException(task.failure());
        }
        return task.value();
    }

    static void yieldTurn() {
        new YieldWaiter(Carrier.currentBody()).await();
    }

    /** A wait that the test ends. */
    static Waiter waiter() {
        return new Waiter(Carrier.currentBody()) {
            @Override
            public String describe() {
                return "the test";
            }
        };
    }

    @Override
    public void close() {
        loop.close();
        try {
            if (!loop.awaitClosed(PATIENCE)) {
                throw new AssertionError("the loop did not close: " + loop.pendingTasks());
            }
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts tests", e);
        }
    }
}
