package suspension.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.Async.createTask;
import static suspension.TestBodies.settle;
import static suspension.TestBodies.untilWaitingFor;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import suspension.Async;
import suspension.InEveryPlace;
import suspension.Place;
import suspension.Task;

@InEveryPlace
class AsyncConditionTest {

    @Parameter
    private Place place;

    private final AsyncLock lock = new AsyncLock();
    private final AsyncCondition changed = new AsyncCondition(lock);
    private final List<String> log = new CopyOnWriteArrayList<>();

    private Task<?> waiter(String name) {
        Task<?> task = createTask(name, () -> {
            try (AsyncLock.Held held = lock.acquire()) {
                assertThat(held).isNotNull();
                changed.await();
                assertThat(lock.isLocked()).isTrue();
                log.add(name);
            }
        });
        untilWaitingFor("AsyncCondition.await()", task);
        return task;
    }

    private void signal(int count) {
        try (AsyncLock.Held held = lock.acquire()) {
            assertThat(held).isNotNull();
            changed.signal(count);
        }
    }

    @Test
    void everythingNeedsTheLock() {
        place.run(() -> {
            assertThatThrownBy(changed::await)
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("await() needs its lock");
            assertThatThrownBy(() -> changed.signal(0)).isExactlyInstanceOf(IllegalStateException.class);
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
        AtomicInteger stock = new AtomicInteger();
        place.run(() -> {
            Task<?> task = createTask(() -> {
                try (AsyncLock.Held held = lock.acquire()) {
                    assertThat(held).isNotNull();
                    changed.awaitUntil(() -> stock.get() == 2);
                    log.add("two");
                }
            });
            for (int i = 0; i < 2; i++) {
                untilWaitingFor("AsyncCondition.await()", task);
                assertThat(log).isEmpty();
                stock.incrementAndGet();
                signal(1);
            }
            task.await();
        });
        assertThat(log).containsExactly("two");
    }

    @Test
    void cancelledWaiterTakesTheLockBeforeItThrows() {
        place.run(() -> {
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
            untilWaitingFor("AsyncCondition.await()", task);
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
    void waiterCancelledAfterItWasSignalledPassesTheSignalOn() {
        place.run(() -> {
            Task<?> first = waiter("first");
            Task<?> second = waiter("second");
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
        place.run(() -> {
            Task<?> first = waiter("first");
            Task<?> second = waiter("second");
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
        place.run(() -> {
            Task<?> first = waiter("first");
            Task<?> second = waiter("second");
            first.cancel();
            Async.wait(List.of(first));
            settle();
            assertThat(second.isDone()).isFalse();
            signal(1);
            second.await();
        });
        assertThat(log).containsExactly("second");
    }

    @Test
    void signalLetsAsManyGoOn() {
        place.run(() -> {
            List<Task<?>> tasks = List.of(waiter("a"), waiter("b"), waiter("c"), waiter("d"));
            signal(1);
            tasks.get(0).await();
            settle();
            assertThat(log).containsExactly("a");
            signal(2);
            Async.wait(tasks.subList(0, 3));
            settle();
            assertThat(log).containsExactlyInAnyOrder("a", "b", "c");
            signal(100);
            Async.gather(tasks);
        });
        assertThat(log).hasSize(4).startsWith("a").endsWith("d");
    }

    @Test
    void signalAllLetsAllGoOnWhenTheLockIsFree() {
        place.run(() -> {
            List<Task<?>> tasks = List.of(waiter("a"), waiter("b"));
            lock.acquire();
            changed.signalAll();
            settle();
            assertThat(log).as("the lock is held").isEmpty();
            lock.release();
            Async.gather(tasks);
        });
        assertThat(log).containsExactlyInAnyOrder("a", "b");
    }
}
