package suspension.sync;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static suspension.Async.createTask;
import static suspension.Async.sleep;
import static suspension.Async.yieldNow;

import java.util.ArrayList;
import java.util.List;
import suspension.Action;
import suspension.Async;
import suspension.Outcome;
import suspension.Task;
import suspension.testing.AsyncTest;
import suspension.testing.Search;

/**
 * For each primitive, bodies that use it in every order, while some of them are cancelled: nothing is lost, doubled or
 * stuck.
 */
class PrimitivesUnderEveryScheduleTest {

    private final List<Task<?>> tasks = new ArrayList<>();

    private void start(Action<?> body) {
        tasks.add(createTask(body));
    }

    /** Virtual time passes only when nothing can run. */
    private static void settle() {
        sleep(ofMillis(1));
    }

    private long succeeded() {
        return tasks.stream()
                .filter(task -> task.isDone() && !task.isCancelled())
                .count();
    }

    private long cancelled() {
        return tasks.stream().filter(Task::isCancelled).count();
    }

    /** How many go on waiting. A task that has just been asked to cancel does not. */
    private long pending() {
        return tasks.stream()
                .filter(task -> !task.isDone() && task.cancelling() == 0)
                .count();
    }

    private void end() {
        tasks.forEach(Task::cancel);
        Async.wait(tasks);
        assertThat(tasks).noneMatch(task -> task.outcome() instanceof Outcome.Failure);
    }

    // Lock

    @AsyncTest(interleavings = 2_000, cancellations = true)
    void lockGoesToOneBodyAfterAnother() {
        lock(4);
    }

    @AsyncTest(interleavings = 3_000, cancellations = true, search = Search.SYSTEMATIC)
    void lockGoesToOneOfTwoBodiesAfterTheOther() {
        lock(2);
    }

    private void lock(int bodies) {
        AsyncLock lock = new AsyncLock();
        List<Integer> came = new ArrayList<>();
        List<Integer> entered = new ArrayList<>();
        int[] inside = {0};
        for (int i = 0; i < bodies; i++) {
            int number = i;
            start(() -> {
                came.add(number);
                try (AsyncLock.Held held = lock.acquire()) {
                    assertThat(++inside[0]).isEqualTo(1);
                    entered.add(number);
                    try {
                        yieldNow();
                    } finally {
                        inside[0]--;
                    }
                }
            });
        }
        settle();
        assertThat(pending()).isZero();
        came.retainAll(entered);
        assertThat(entered).as("first come, first served").isEqualTo(came);
        end();
    }

    // Semaphore

    @AsyncTest(interleavings = 2_000, cancellations = true)
    void permitsAreNeitherLostNorDoubled() {
        AsyncSemaphore semaphore = new AsyncSemaphore(0);
        int[] releases = {0};
        for (int i = 0; i < 4; i++) {
            start(() -> {
                AsyncSemaphore.Permit kept = semaphore.acquire();
                assertThat(kept).isNotNull();
            });
        }
        List<Task<?>> releasing = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            releasing.add(createTask(() -> {
                releases[0]++;
                semaphore.release();
            }));
        }
        settle();
        int free = 0;
        while (semaphore.tryAcquire()) {
            free++;
        }
        assertThat(free + succeeded()).as("permits").isEqualTo(releases[0]);
        assertThat(free == 0 || pending() == 0)
                .as("nobody waits beside a free permit")
                .isTrue();
        assertThat(releasing).allMatch(Task::isDone);
        end();
    }

    // Event

    @AsyncTest(interleavings = 1_000, cancellations = true)
    void eventLeavesNobodyBehind() {
        AsyncEvent event = new AsyncEvent();
        for (int i = 0; i < 3; i++) {
            start(event::await);
        }
        List<Task<?>> changing = List.of(createTask(event::set), createTask(event::clear), createTask(event::set));
        settle();
        assertThat(event.isSet() && pending() > 0)
                .as("somebody waits for what is set")
                .isFalse();
        event.set();
        settle();
        assertThat(pending()).isZero();
        assertThat(changing).allMatch(Task::isDone);
        end();
    }

    // Condition

    @AsyncTest(interleavings = 2_000, cancellations = true)
    void signalsAreNeitherLostNorDoubled() {
        AsyncCondition condition = new AsyncCondition();
        int[] signals = {0};
        int waiters = 3;
        for (int i = 0; i < waiters; i++) {
            start(() -> {
                try (AsyncLock.Held held = condition.lock().acquire()) {
                    condition.await();
                }
            });
        }
        settle();
        List<Task<?>> signalling = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            signalling.add(createTask(() -> {
                try (AsyncLock.Held held = condition.lock().acquire()) {
                    signals[0]++;
                    condition.signal();
                    yieldNow();
                }
            }));
        }
        settle();
        assertThat(signalling).allMatch(Task::isDone);
        assertThat(succeeded()).as("bodies that were signalled").isEqualTo(Math.min(signals[0], waiters - cancelled()));
        end();
    }

    // Barrier

    @AsyncTest(interleavings = 2_000, cancellations = true)
    void barrierLetsFullRoundsGoOn() {
        AsyncBarrier barrier = new AsyncBarrier(2);
        int[] indices = new int[2];
        int[] broken = {0};
        for (int i = 0; i < 5; i++) {
            start(() -> {
                try {
                    indices[barrier.await()]++;
                } catch (BrokenAsyncBarrierException e) {
                    broken[0]++;
                }
            });
        }
        Task<?> reset = createTask(barrier::reset);
        settle();
        assertThat(pending()).as("bodies that wait").isLessThan(2).isEqualTo(barrier.waiting());
        assertThat(indices[0] + indices[1] + broken[0]).isEqualTo((int) succeeded());
        assertThat((long) Math.abs(indices[0] - indices[1]))
                .as("rounds that were not full")
                .isLessThanOrEqualTo(cancelled());
        assertThat(reset.isDone()).isTrue();
        end();
    }

    // Queue

    @AsyncTest(interleavings = 3_000, cancellations = true)
    void itemsAreNeitherLostNorDoubled() {
        AsyncQueue<Integer> queue = AsyncQueue.bounded(1);
        List<Integer> put = new ArrayList<>();
        List<Integer> got = new ArrayList<>();
        int[] putting = {0};
        int[] getting = {0};
        for (int i = 0; i < 3; i++) {
            int item = i;
            start(() -> {
                putting[0]++;
                try {
                    queue.put(item);
                    put.add(item);
                } finally {
                    putting[0]--;
                }
            });
            start(() -> {
                getting[0]++;
                try {
                    got.add(queue.get());
                } finally {
                    getting[0]--;
                }
            });
        }
        settle();
        assertThat(putting[0] == 0 || queue.isFull())
                .as("nobody waits beside a free slot")
                .isTrue();
        assertThat(getting[0] == 0 || queue.isEmpty())
                .as("nobody waits beside an item")
                .isTrue();
        for (Integer item = queue.poll(); item != null; item = queue.poll()) {
            got.add(item);
            settle();
        }
        assertThat(got).as("items").containsExactlyInAnyOrderElementsOf(put);
        end();
    }

    @AsyncTest(interleavings = 2_000, cancellations = true)
    void whatIsAcceptedBeforeTheShutdownIsReceived() {
        AsyncQueue<Integer> queue = AsyncQueue.bounded(2);
        List<Integer> put = new ArrayList<>();
        List<Integer> got = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int item = i;
            start(() -> {
                try {
                    queue.put(item);
                    put.add(item);
                } catch (QueueShutdownException e) {
                    // not accepted
                }
            });
        }
        start(queue::shutdown);
        settle();
        queue.shutdown();
        drain(queue, got);
        queue.join();
        settle();
        assertThat(got).containsExactlyInAnyOrderElementsOf(put);
        assertThat(pending()).isZero();
        end();
    }

    private static void drain(AsyncQueue<Integer> queue, List<Integer> got) {
        try {
            while (true) {
                got.add(queue.get());
                queue.taskDone();
            }
        } catch (QueueShutdownException e) {
            // nothing is left
        }
    }
}
