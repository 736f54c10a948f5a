package suspension.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import kotlinx.coroutines.Dispatchers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import suspension.Async;
import suspension.EventLoop;
import suspension.Task;
import suspension.TaskScope;

/** A queue that is shut down while others put and get: what was accepted is received, once, and the account comes out. */
@Timeout(120)
class QueueShutdownStressTest {

    private static final int ROUNDS = 1_500;
    private static final Duration SOON = Duration.ofSeconds(20);

    private static void spin(int limit) {
        for (int i = ThreadLocalRandom.current().nextInt(limit); i > 0; i--) {
            Thread.onSpinWait();
        }
    }

    private static int drain(AsyncQueue<?> queue) {
        int count = 0;
        try {
            while (true) {
                queue.get();
                queue.taskDone();
                count++;
            }
        } catch (QueueShutdownException e) {
            return count;
        }
    }

    @Test
    void whatPlainThreadsHaveOfferedIsReceivedThoughItIsOneObject() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (EventLoop loop = EventLoop.start()) {
            for (int round = 0; round < ROUNDS; round++) {
                AsyncQueue<Object> queue = AsyncQueue.unbounded();
                AtomicInteger accepted = new AtomicInteger();
                List<Future<?>> offering = new ArrayList<>();
                for (int i = 0; i < 2; i++) {
                    offering.add(threads.submit(() -> offerUntilShutdown(queue, accepted)));
                }
                Task<Integer> received = loop.createTask(() -> drain(queue));
                Task<Void> shutdown = loop.createTask(() -> {
                    for (int i = ThreadLocalRandom.current().nextInt(30); i > 0; i--) {
                        Async.yieldNow();
                    }
                    queue.shutdown();
                });
                for (Future<?> each : offering) {
                    each.get();
                }
                shutdown.join();
                assertThat(received.join()).isEqualTo(accepted.get());
                loop.run(() -> Async.timeout(SOON, queue::join));
            }
        } finally {
            threads.shutdown();
        }
    }

    private static void offerUntilShutdown(AsyncQueue<Object> queue, AtomicInteger accepted) {
        try {
            for (int i = 0; i < 200; i++) {
                queue.offer("the same");
                accepted.incrementAndGet();
            }
        } catch (QueueShutdownException e) {
            // the rest is not accepted
        }
    }

    @Test
    void whatBodiesInParallelHavePutIsReceivedAndNothingElse() {
        try (TaskScope scope = TaskScope.on(Dispatchers.getIO())) {
            for (int round = 0; round < ROUNDS / 5; round++) {
                AsyncQueue<Object> queue = AsyncQueue.unbounded();
                Set<Object> accepted = ConcurrentHashMap.newKeySet();
                Set<Object> received = ConcurrentHashMap.newKeySet();
                List<Task<?>> tasks = new ArrayList<>();
                for (int i = 0; i < 2; i++) {
                    tasks.add(scope.createTask(() -> putUntilShutdown(queue, accepted)));
                    tasks.add(scope.createTask(() -> getUntilShutdown(queue, received)));
                }
                tasks.add(scope.createTask(() -> {
                    spin(3_000);
                    queue.shutdown();
                }));
                tasks.forEach(Task::join);
                assertThat(received).isEqualTo(accepted);
            }
        }
    }

    private static void putUntilShutdown(AsyncQueue<Object> queue, Set<Object> accepted) {
        try {
            while (true) {
                Object item = new Object();
                queue.put(item);
                accepted.add(item);
            }
        } catch (QueueShutdownException e) {
            // the last is not accepted
        }
    }

    private static void getUntilShutdown(AsyncQueue<Object> queue, Set<Object> received) {
        try {
            while (true) {
                received.add(queue.get());
            }
        } catch (QueueShutdownException e) {
            // nothing is left
        }
    }

    @Test
    void whatIsInHandWhenTheRestIsDroppedStillNeedsItsTaskDone() {
        try (TaskScope scope = TaskScope.on(Dispatchers.getIO())) {
            for (int round = 0; round < ROUNDS; round++) {
                AsyncQueue<Integer> queue = AsyncQueue.unbounded();
                scope.createTask(() -> {
                            for (int i = 0; i < 100; i++) {
                                queue.put(i);
                            }
                        })
                        .join();
                List<Task<Integer>> draining =
                        List.of(scope.createTask(() -> drain(queue)), scope.createTask(() -> drain(queue)));
                scope.createTask(() -> {
                            spin(3_000);
                            queue.shutdownNow();
                        })
                        .join();
                draining.forEach(Task::join); // none was refused its taskDone()
                scope.createTask(() -> Async.timeout(SOON, queue::join)).join();
            }
        }
    }
}
