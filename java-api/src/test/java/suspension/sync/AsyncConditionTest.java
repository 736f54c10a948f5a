package suspension.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.Async.createTask;
import static suspension.Async.yieldNow;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import suspension.Async;
import suspension.Task;

class AsyncConditionTest {

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
    void everythingNeedsTheLock() {
        Async.run(() -> {
            assertThatThrownBy(changed::await).isExactlyInstanceOf(IllegalStateException.class);
            assertThatThrownBy(changed::signal).isExactlyInstanceOf(IllegalStateException.class);
            assertThatThrownBy(changed::signalAll)
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("needs its lock");
            assertThatThrownBy(() -> changed.signal(-1)).isExactlyInstanceOf(IllegalArgumentException.class);
            changed.awaitUntil(() -> true); // has not to wait
            assertThatThrownBy(() -> changed.awaitUntil(() -> false)).isExactlyInstanceOf(IllegalStateException.class);
        });
    }

    @Test
    void awaitUntilTestsAgainAfterEachSignal() {
        int[] stock = new int[1];
        Async.run(() -> {
            Task<?> task = createTask(() -> {
                try (AsyncLock.Held held = lock.acquire()) {
                    assertThat(held).isNotNull();
                    changed.awaitUntil(() -> stock[0] == 2);
                    log.add("two");
                }
            });
            settle();
            for (int i = 0; i < 2; i++) {
                assertThat(log).isEmpty();
                stock[0]++;
                signal(1);
                settle();
            }
            task.await();
        });
    }

    @Test
    void cancelledWaiterTakesTheLockBeforeItThrows() {
        Async.run(() -> {
            Task<?> task = createTask(() -> {
                lock.acquire();
                try {
                    changed.await();
                } catch (CancellationException e) {
                    log.add("held: " + lock.isLocked());
                    lock.release();
                    throw e;
                }
            });
            settle();
            lock.acquire();
            task.cancel();
            settle();
            assertThat(log).isEmpty();
            lock.release();
            Async.wait(List.of(task));
            assertThat(task.isCancelled()).isTrue();
        });
        assertThat(log).containsExactly("held: true");
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

    @Test
    void waiterCancelledAfterItWasSignalledPassesTheSignalOn() {
        Async.run(() -> {
            Task<?> first = waiter("first");
            Task<?> second = waiter("second");
            settle();
            lock.acquire();
            changed.signal();
            first.cancel();
            lock.release();
            Async.wait(List.of(first, second));
            assertThat(first.isCancelled()).isTrue();
        });
        assertThat(log).containsExactly("second");
    }

    @Test
    void waiterCancelledWhileItRetakesTheLockPassesTheSignalOn() {
        Async.run(() -> {
            Task<?> first = waiter("first");
            Task<?> second = waiter("second");
            settle();
            lock.acquire();
            changed.signal();
            settle(); // it is signalled, and waits for the lock
            first.cancel();
            settle();
            lock.release();
            Async.wait(List.of(first, second));
            assertThat(first.isCancelled()).isTrue();
            assertThat(lock.isLocked()).isFalse();
        });
        assertThat(log).containsExactly("second");
    }

    @Test
    void waiterCancelledBeforeAnySignalTakesNone() {
        Async.run(() -> {
            Task<?> first = waiter("first");
            Task<?> second = waiter("second");
            settle();
            first.cancel();
            settle();
            assertThat(first.isDone()).isTrue();
            assertThat(second.isDone()).isFalse();
            signal(1);
            second.await();
        });
        assertThat(log).containsExactly("second");
    }
}
