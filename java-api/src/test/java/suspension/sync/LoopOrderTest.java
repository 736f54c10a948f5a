package suspension.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.Async.createTask;
import static suspension.Async.gather;
import static suspension.Async.yieldNow;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import suspension.Async;
import suspension.EventLoop;
import suspension.Task;
import suspension.TestBodies;

/**
 * What only a loop orders, or gives: who goes on first, the moment between the one that lets a body go on and the body,
 * and debug mode.
 */
class LoopOrderTest {

    @Nested
    class Locks {

        private final AsyncLock lock = new AsyncLock();
        private final List<String> log = new ArrayList<>();

        private void enter(String name) {
            try (AsyncLock.Held held = lock.acquire()) {
                assertThat(held).isNotNull();
                log.add(name);
                yieldNow();
            }
        }

        @Test
        void servesBodiesInTheOrderInWhichTheyCame() {
            Async.run(() -> Async.gather(() -> enter("a"), () -> enter("b"), () -> enter("c"), () -> enter("d")));
            assertThat(log).containsExactly("a", "b", "c", "d");
        }

        @Test
        void isNotLockedRightAfterReleaseThoughItIsPromised() {
            Async.run(() -> {
                lock.acquire();
                Task<?> waiting = createTask(() -> enter("waiting"));
                yieldNow();
                lock.release();
                assertThat(lock.isLocked()).isFalse();
                assertThatThrownBy(lock::release).isExactlyInstanceOf(IllegalStateException.class);
                waiting.await();
            });
        }

        @Test
        void debugModeTellsOfABodyThatWaitsForItself() {
            Logger logger = Logger.getLogger("suspension");
            Handler handler = new Handler() {
                @Override
                public void publish(LogRecord line) {
                    String message = new SimpleFormatter().formatMessage(line);
                    if (message.contains("acquires an AsyncLock")) { // a busy machine may have slow slices to tell of
                        log.add(message);
                    }
                }

                @Override
                public void flush() {}

                @Override
                public void close() {}
            };
            logger.addHandler(handler);
            try (EventLoop loop = EventLoop.builder().debug(true).build()) {
                loop.run(() -> {
                    Task<?> careful = createTask("careful", () -> enter("careful"));
                    Task<?> careless = createTask("careless", () -> {
                        lock.acquire();
                        lock.acquire();
                    });
                    careful.await();
                    Async.yieldNow();
                    Task<?> patient = createTask("patient", () -> enter("patient"));
                    Async.yieldNow();
                    careless.cancel();
                    patient.cancel();
                });
            } finally {
                logger.removeHandler(handler);
            }
            assertThat(log)
                    .satisfiesExactly(
                            line -> assertThat(line).isEqualTo("careful"),
                            line -> assertThat(line)
                                    .startsWith("careless acquires an AsyncLock that it holds already"));
        }

        @Test
        void waiterCancelledAfterItWasChosenPassesItsTurnOn() {
            Async.run(() -> {
                lock.acquire();
                Task<?> chosen = createTask(() -> enter("chosen"));
                Task<?> next = createTask(() -> enter("next"));
                yieldNow();
                lock.release();
                chosen.cancel();
                Async.wait(List.of(chosen, next));
                assertThat(chosen.isCancelled()).isTrue();
                assertThat(lock.isLocked()).isFalse();
            });
            assertThat(log).containsExactly("next");
        }

        @Test
        void waiterCancelledAfterItWasChosenFreesTheLockIfNobodyElseWaits() {
            Async.run(() -> {
                lock.acquire();
                Task<?> chosen = createTask(() -> enter("chosen"));
                yieldNow();
                lock.release();
                chosen.cancel();
                assertThatThrownBy(chosen::await).isInstanceOf(CancellationException.class);
                enter("me");
            });
            assertThat(log).containsExactly("me");
        }

        @Test
        void belongsToTheFirstLoopThatUsesIt() {
            Async.run(() -> lock.acquire().close());
            Async.run(() -> {
                assertThatThrownBy(lock::acquire)
                        .isExactlyInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("belongs to one loop");
                assertThatThrownBy(lock::release)
                        .isExactlyInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("belongs to one loop");
            });
        }
    }

    @Nested
    class Semaphores {

        private final List<String> log = new ArrayList<>();

        private Task<?> acquirer(AsyncSemaphore semaphore, String name) {
            return createTask(() -> {
                semaphore.acquire();
                log.add(name);
            });
        }

        @Test
        void servesBodiesInTheOrderInWhichTheyCame() {
            AsyncSemaphore semaphore = new AsyncSemaphore(0);
            Async.run(() -> {
                List<Task<?>> tasks =
                        List.of(acquirer(semaphore, "a"), acquirer(semaphore, "b"), acquirer(semaphore, "c"));
                yieldNow();
                semaphore.release();
                assertThat(semaphore.tryAcquire()).as("the permit is promised").isFalse();
                semaphore.release();
                semaphore.release();
                Async.gather(tasks);
            });
            assertThat(log).containsExactly("a", "b", "c");
        }

        @Test
        void waiterCancelledAfterItWasGrantedAPermitGivesItOn() {
            AsyncSemaphore semaphore = new AsyncSemaphore(0);
            Async.run(() -> {
                Task<?> first = acquirer(semaphore, "first");
                Task<?> second = acquirer(semaphore, "second");
                Task<?> third = acquirer(semaphore, "third");
                yieldNow();
                semaphore.release();
                first.cancel();
                Async.wait(List.of(first, second));
                assertThat(log).containsExactly("second");
                assertThat(third.isDone()).isFalse();
                third.cancel();
                Async.wait(List.of(third));
                semaphore.release();
                assertThat(semaphore.tryAcquire()).isTrue();
                assertThat(semaphore.tryAcquire()).isFalse();
            });
        }
    }

    @Nested
    class Events {

        private final AsyncEvent event = new AsyncEvent();
        private final List<String> log = new ArrayList<>();

        private Task<?> waiter(String name) {
            return createTask(() -> {
                event.await();
                log.add(name);
            });
        }

        @Test
        void setWakesAllInOrder() {
            Async.run(() -> {
                List<Task<?>> tasks = List.of(waiter("a"), waiter("b"), waiter("c"));
                yieldNow();
                assertThat(log).isEmpty();
                event.set();
                assertThat(log).isEmpty();
                Async.gather(tasks);
            });
            assertThat(log).containsExactly("a", "b", "c");
        }

        @Test
        void awaitOfASetEventDoesNotSuspend() {
            Async.run(() -> {
                Task<?> other = createTask(() -> log.add("other"));
                event.set();
                event.await();
                log.add("me");
                other.await();
            });
            assertThat(log).containsExactly("me", "other");
        }

        @Test
        void callbackMayClearAndAPlainThreadMayNot() throws Exception {
            try (EventLoop loop = EventLoop.start()) {
                event.set();
                loop.execute(event::clear);
                loop.run(() -> yieldNow());
                assertThat(event.isSet()).isFalse();
                assertThatThrownBy(event::clear)
                        .isExactlyInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("belongs to no loop");
            }
        }
    }

    @Nested
    class Queues {

        private final List<String> log = new ArrayList<>();

        private Task<?> getter(AsyncQueue<String> queue, String name) {
            return createTask(name, () -> log.add(name + " got " + queue.get()));
        }

        private Task<?> putter(AsyncQueue<String> queue, String item) {
            return createTask("put " + item, () -> {
                queue.put(item);
                log.add("put " + item);
            });
        }

        @Test
        void servesGettersAndPuttersInTheOrderInWhichTheyCame() {
            AsyncQueue<String> queue = AsyncQueue.bounded(1);
            Async.run(() -> {
                List<Task<?>> getters = List.of(getter(queue, "x"), getter(queue, "y"), getter(queue, "z"));
                yieldNow();
                List<Task<?>> putters = List.of(putter(queue, "a"), putter(queue, "b"), putter(queue, "c"));
                gather(getters);
                gather(putters);
            });
            assertThat(log)
                    .containsSubsequence("x got a", "y got b", "z got c")
                    .containsSubsequence("put a", "put b", "put c");
        }

        @Test
        void pollDoesNotTakeWhatABodyWasWokenFor() {
            AsyncQueue<String> queue = AsyncQueue.unbounded();
            Async.run(() -> {
                Task<?> getter = getter(queue, "x");
                yieldNow();
                queue.put("a");
                assertThat(queue.size()).isEqualTo(1);
                assertThat(queue.poll()).isNull();
                getter.await();
            });
            assertThat(log).containsExactly("x got a");
        }

        @Test
        void getterCancelledAfterItWasWokenLeavesTheItemToTheNext() {
            AsyncQueue<String> queue = AsyncQueue.unbounded();
            Async.run(() -> {
                Task<?> first = getter(queue, "first");
                Task<?> second = getter(queue, "second");
                yieldNow();
                queue.put("a");
                first.cancel();
                second.await();
                assertThat(first.isCancelled()).isTrue();
            });
            assertThat(log).containsExactly("second got a");
        }

        @Test
        void putterCancelledAfterItWasWokenLeavesTheSlotToTheNext() {
            AsyncQueue<String> queue = AsyncQueue.bounded(1);
            Async.run(() -> {
                queue.put("a");
                Task<?> first = putter(queue, "b");
                Task<?> second = putter(queue, "c");
                yieldNow();
                assertThat(queue.get()).isEqualTo("a");
                first.cancel();
                second.await();
                assertThat(queue.get()).isEqualTo("c");
                assertThat(first.isCancelled()).isTrue();
            });
        }

        @Test
        void putterWokenBeforeShutdownDoesNotAddItsItem() {
            AsyncQueue<String> queue = AsyncQueue.bounded(1);
            Async.run(() -> {
                queue.put("a");
                Task<?> putter = putter(queue, "b");
                yieldNow();
                queue.get();
                queue.shutdown();
                assertThatThrownBy(putter::await).isExactlyInstanceOf(QueueShutdownException.class);
                assertThat(queue.isEmpty()).isTrue();
            });
        }

        @Test
        void shutdownNowAlsoDropsWhatABodyWasWokenFor() {
            AsyncQueue<String> queue = AsyncQueue.unbounded();
            Async.run(() -> {
                Task<?> getter = getter(queue, "x");
                yieldNow();
                queue.put("a");
                queue.shutdownNow();
                assertThatThrownBy(getter::await).isExactlyInstanceOf(QueueShutdownException.class);
                queue.join();
            });
        }

        @Test
        void pollTellsOfShutdownNowThoughABodyThatWasWokenHasNotGoneOn() {
            AsyncQueue<String> queue = AsyncQueue.unbounded();
            Async.run(() -> {
                Task<?> getter = getter(queue, "x");
                yieldNow();
                queue.put("a");
                queue.put("b");
                queue.shutdownNow();
                assertThatThrownBy(queue::poll).isExactlyInstanceOf(QueueShutdownException.class);
                assertThatThrownBy(getter::await).isExactlyInstanceOf(QueueShutdownException.class);
            });
        }

        @Test
        void getAfterShutdownDoesNotTakeWhatABodyWasWokenFor() {
            AsyncQueue<String> queue = AsyncQueue.unbounded();
            Async.run(() -> {
                Task<?> getter = getter(queue, "x");
                yieldNow();
                queue.put("a");
                queue.shutdown();
                assertThatThrownBy(queue::get).isExactlyInstanceOf(QueueShutdownException.class);
                getter.await();
            });
            assertThat(log).containsExactly("x got a");
        }

        @Test
        void pollTellsOfShutdownNowThoughABodyThatWasWokenIsCancelled() {
            AsyncQueue<String> queue = AsyncQueue.unbounded();
            Async.run(() -> {
                Task<?> getter = getter(queue, "x");
                yieldNow();
                queue.put("a");
                queue.shutdownNow();
                getter.cancel();
                Async.wait(List.of(getter));
                assertThatThrownBy(queue::poll).isExactlyInstanceOf(QueueShutdownException.class);
            });
        }
    }

    @Nested
    class Conditions {

        private final AsyncLock lock = new AsyncLock();
        private final AsyncCondition changed = new AsyncCondition(lock);
        private final List<String> log = new ArrayList<>();

        private Task<?> waiter(String name) {
            return createTask(name, () -> {
                try (AsyncLock.Held held = lock.acquire()) {
                    assertThat(held).isNotNull();
                    changed.await();
                    assertThat(lock.isLocked()).isTrue();
                    log.add(name);
                }
            });
        }

        private void signal(int count) {
            try (AsyncLock.Held held = lock.acquire()) {
                assertThat(held).isNotNull();
                changed.signal(count);
            }
        }

        private static void settle() {
            for (int i = 0; i < 10; i++) {
                yieldNow();
            }
        }

        @Test
        void signalLetsTheFirstGoOn() {
            Async.run(() -> {
                List<Task<?>> tasks = List.of(waiter("a"), waiter("b"), waiter("c"), waiter("d"));
                settle();
                signal(1);
                settle();
                assertThat(log).containsExactly("a");
                signal(2);
                settle();
                assertThat(log).containsExactly("a", "b", "c");
                signal(100);
                Async.gather(tasks);
            });
            assertThat(log).containsExactly("a", "b", "c", "d");
        }

        @Test
        void signalAllLetsAllGoOn() {
            Async.run(() -> {
                List<Task<?>> tasks = List.of(waiter("a"), waiter("b"));
                settle();
                lock.acquire();
                changed.signalAll();
                settle();
                assertThat(log).as("the lock is held").isEmpty();
                lock.release();
                Async.gather(tasks);
            });
            assertThat(log).containsExactly("a", "b");
        }

        @Test
        void cancelsDuringTheRetakeAreHeldBackAndTheLastIsThrown() {
            Async.run(() -> {
                Task<?> task = createTask(() -> {
                    lock.acquire();
                    try {
                        changed.await();
                    } catch (CancellationException e) {
                        log.add(e.getMessage() + ", held: " + lock.isLocked());
                        lock.release();
                        yieldNow(); // nothing is left to be thrown
                        log.add("requests: " + Async.currentTask().cancelling());
                    }
                });
                settle();
                lock.acquire();
                task.cancel("first");
                settle();
                task.cancel("second");
                settle();
                task.cancel("third");
                settle();
                assertThat(log).isEmpty();
                lock.release();
                task.await();
            });
            assertThat(log).containsExactly("third, held: true", "requests: 3");
        }
    }

    @Nested
    class Barriers {

        private final AsyncBarrier barrier = new AsyncBarrier(3);
        private final List<String> log = new ArrayList<>();

        private Task<Integer> waiter(String name) {
            return createTask(name, () -> {
                int index = barrier.await();
                log.add(name + index);
                return index;
            });
        }

        @Test
        void lateComersWaitUntilThePreviousRoundHasDrained() {
            Async.run(() -> {
                List<Task<Integer>> tasks =
                        List.of(waiter("a"), waiter("b"), waiter("c"), waiter("d"), waiter("e"), waiter("f"));
                assertThat(gather(tasks)).containsExactly(0, 1, 2, 0, 1, 2);
            });
            assertThat(log).containsExactly("c2", "a0", "b1", "d0", "e1", "f2");
            assertThat(barrier.waiting()).isZero();
        }

        @Test
        void thoseBeyondTheNextRoundWaitForOneMore() {
            AsyncBarrier pairs = new AsyncBarrier(2);
            Async.run(() -> {
                for (String name : List.of("a", "b", "c", "d", "e")) {
                    createTask(name, () -> log.add(name + pairs.await()));
                }
                TestBodies.settle();
                assertThat(log).containsExactly("b1", "a0", "c0", "d1");
                assertThat(pairs.waiting()).isEqualTo(1);
                assertThat(pairs.await()).isEqualTo(1);
            });
        }

        @Test
        void waiterCancelledAfterItsRoundWasFullHoldsNobodyUp() {
            Async.run(() -> {
                Task<Integer> a = waiter("a");
                Task<Integer> b = waiter("b");
                yieldNow();
                barrier.await();
                a.cancel();
                List<Task<Integer>> next = List.of(waiter("c"), waiter("d"), waiter("e"));
                Async.wait(List.of(a, b));
                assertThat(a.isCancelled()).isTrue();
                assertThat(b.resultNow()).isEqualTo(1);
                assertThat(gather(next)).containsExactlyInAnyOrder(0, 1, 2);
            });
        }
    }
}
