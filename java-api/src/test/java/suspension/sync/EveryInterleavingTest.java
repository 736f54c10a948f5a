package suspension.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import suspension.Async;
import suspension.sync.Explorer.Step;
import suspension.sync.Explorer.World;

/** For each primitive, every short sequence of bodies, cancellations and releases: nothing lost, doubled or stuck. */
class EveryInterleavingTest {

    private static final Step<World> TURN = new Step<>("turn", World::turn);

    private static Step<World> cancel(int task) {
        return new Step<>("cancel " + task, world -> world.cancel(task));
    }

    /** Bodies that hold a lock until their gate opens. */
    private static final class LockWorld extends World {

        final AsyncLock lock = new AsyncLock();
        final List<CompletableFuture<Void>> gates = new ArrayList<>();
        final List<Integer> order = new ArrayList<>();
        int inside;

        void enter() {
            int number = gates.size();
            CompletableFuture<Void> gate = new CompletableFuture<>();
            gates.add(gate);
            start(() -> {
                try (AsyncLock.Held held = lock.acquire()) {
                    assertThat(held).isNotNull();
                    assertThat(++inside).isEqualTo(1);
                    order.add(number);
                    Async.await(gate);
                    return null;
                } finally {
                    inside = 0;
                }
            });
        }

        void open() {
            gates.stream().filter(gate -> !gate.isDone()).findFirst().ifPresent(gate -> gate.complete(null));
        }

        void check() {
            gates.forEach(gate -> gate.complete(null));
            settle();
            assertThat(pending()).as("bodies that are stuck").isZero();
            assertThat(tasks).as("failures").noneMatch(task -> task.outcome() instanceof suspension.Outcome.Failure);
            assertThat(lock.isLocked()).as("the lock is lost").isFalse();
            assertThat(order).as("first come, first served").isSorted();
        }
    }

    @Test
    void lockGoesToOneBodyAfterAnother() {
        Explorer.explore(
                6,
                LockWorld::new,
                List.of(
                        new Step<>("enter", LockWorld::enter),
                        new Step<>("open", LockWorld::open),
                        cancel(0),
                        cancel(1),
                        cancel(2),
                        TURN),
                LockWorld::check);
    }

    private static final class SemaphoreWorld extends World {

        final AsyncSemaphore semaphore = new AsyncSemaphore(0);
        final List<Integer> order = new ArrayList<>();
        int releases;

        void acquire() {
            int number = tasks.size();
            start(() -> {
                semaphore.acquire();
                order.add(number);
                return null;
            });
        }

        void release() {
            releases++;
            semaphore.release();
        }

        void check() {
            int free = 0;
            while (semaphore.tryAcquire()) {
                free++;
            }
            assertThat(free + succeeded()).as("permits").isEqualTo(releases);
            assertThat(free == 0 || pending() == 0)
                    .as("nobody waits beside a free permit")
                    .isTrue();
            assertThat(order).as("first come, first served").isSorted().hasSize((int) succeeded());
        }
    }

    @Test
    void permitsAreNeitherLostNorDoubled() {
        Explorer.explore(
                6,
                SemaphoreWorld::new,
                List.of(
                        new Step<>("acquire", SemaphoreWorld::acquire),
                        new Step<>("release", SemaphoreWorld::release),
                        cancel(0),
                        cancel(1),
                        cancel(2),
                        TURN),
                SemaphoreWorld::check);
    }

    private static final class EventWorld extends World {

        final AsyncEvent event = new AsyncEvent();

        void await() {
            start(() -> {
                event.await();
                return null;
            });
        }

        void check() {
            boolean set = event.isSet();
            assertThat(set && pending() > 0).as("nobody waits for what is set").isFalse();
            event.set();
            settle();
            assertThat(pending()).isZero();
        }
    }

    @Test
    void eventLeavesNobodyBehind() {
        Explorer.explore(
                5,
                EventWorld::new,
                List.of(
                        new Step<>("await", EventWorld::await),
                        new Step<>("set", world -> world.event.set()),
                        new Step<>("clear", world -> world.event.clear()),
                        cancel(0),
                        cancel(1),
                        TURN),
                EventWorld::check);
    }

    /** Three bodies wait from the start, so each signal has one to go to as long as one is left. */
    private static final class ConditionWorld extends World {

        private static final int WAITERS = 3;

        final AsyncCondition condition = new AsyncCondition();
        final List<Integer> order = new ArrayList<>();
        int signals;

        ConditionWorld() {
            for (int i = 0; i < WAITERS; i++) {
                int number = i;
                start(() -> {
                    try (AsyncLock.Held held = condition.lock().acquire()) {
                        assertThat(held).isNotNull();
                        condition.await();
                        order.add(number);
                        return null;
                    }
                });
            }
            settle();
        }

        /** Holds the lock if it can, so that those who are signalled wait for it until {@link #release}. */
        void signal() {
            if (!condition.lock().isLocked() && order.size() + cancelled() == succeeded() + cancelled()) {
                settle();
                condition.lock().acquire();
            }
            if (condition.lock().isLocked()) {
                signals++;
                condition.signal();
            }
        }

        void release() {
            if (condition.lock().isLocked()) {
                condition.lock().release();
                settle();
            }
        }

        void check() {
            release();
            settle();
            assertThat(condition.lock().isLocked()).as("the lock is lost").isFalse();
            assertThat(succeeded())
                    .as("bodies that were signalled")
                    .isEqualTo(Math.min(signals, WAITERS - cancelled()));
            assertThat(order).as("first come, first served").isSorted();
        }
    }

    @Test
    void signalsAreNeitherLostNorDoubled() {
        Explorer.explore(
                6,
                ConditionWorld::new,
                List.of(
                        new Step<>("signal", ConditionWorld::signal),
                        new Step<>("release", ConditionWorld::release),
                        cancel(0),
                        cancel(1),
                        TURN),
                ConditionWorld::check);
    }

    private static final class BarrierWorld extends World {

        final AsyncBarrier barrier = new AsyncBarrier(2);
        final int[] indices = new int[2];
        int broken;

        void await() {
            start(() -> {
                try {
                    indices[barrier.await()]++;
                } catch (BrokenAsyncBarrierException e) {
                    broken++;
                }
                return null;
            });
        }

        void check() {
            assertThat(pending()).as("bodies that wait").isLessThan(2).isEqualTo(barrier.waiting());
            assertThat(indices[0] + indices[1] + broken).isEqualTo((int) succeeded());
            assertThat((long) Math.abs(indices[0] - indices[1]))
                    .as("rounds that were not full")
                    .isLessThanOrEqualTo(cancelled());
        }
    }

    @Test
    void barrierLetsFullRoundsGoOn() {
        Explorer.explore(
                6,
                BarrierWorld::new,
                List.of(
                        new Step<>("await", BarrierWorld::await),
                        new Step<>("reset", world -> world.barrier.reset()),
                        cancel(0),
                        cancel(1),
                        cancel(2),
                        TURN),
                BarrierWorld::check);
    }

    private static final class QueueWorld extends World {

        final AsyncQueue<Integer> queue = AsyncQueue.bounded(1);
        final List<Integer> put = new ArrayList<>();
        final List<Integer> got = new ArrayList<>();
        int waitingToPut;
        int waitingToGet;

        void put() {
            int item = tasks.size();
            start(() -> {
                waitingToPut++;
                try {
                    queue.put(item);
                    put.add(item);
                } finally {
                    waitingToPut--;
                }
                return null;
            });
        }

        void get() {
            start(() -> {
                waitingToGet++;
                try {
                    got.add(queue.get());
                } finally {
                    waitingToGet--;
                }
                return null;
            });
        }

        void check() {
            assertThat(waitingToPut == 0 || queue.isFull())
                    .as("nobody waits beside a free slot")
                    .isTrue();
            assertThat(waitingToGet == 0 || queue.isEmpty())
                    .as("nobody waits beside an item")
                    .isTrue();
            for (Integer item = queue.poll(); item != null; item = queue.poll()) {
                got.add(item);
                settle();
            }
            assertThat(got).as("items").containsExactlyElementsOf(put).isSorted();
        }
    }

    @Test
    void itemsAreNeitherLostNorDoubled() {
        Explorer.explore(
                6,
                QueueWorld::new,
                List.of(
                        new Step<>("put", QueueWorld::put),
                        new Step<>("get", QueueWorld::get),
                        cancel(0),
                        cancel(1),
                        cancel(2),
                        TURN),
                QueueWorld::check);
    }
}
