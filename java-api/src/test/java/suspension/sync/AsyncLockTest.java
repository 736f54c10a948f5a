package suspension.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.Async.createTask;
import static suspension.Async.yieldNow;
import static suspension.TestBodies.untilWaiting;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import suspension.Async;
import suspension.Gate;
import suspension.InEveryPlace;
import suspension.Place;
import suspension.Task;

@InEveryPlace
class AsyncLockTest {

    @Parameter
    private Place place;

    private final AsyncLock lock = new AsyncLock();
    private final List<String> log = new CopyOnWriteArrayList<>();

    private void enter(String name) {
        try (AsyncLock.Held held = lock.acquire()) {
            assertThat(held).isNotNull();
            log.add(name);
            yieldNow();
        }
    }

    @Test
    void isFreeAtFirstAndLockedWhileHeld() {
        place.run(() -> {
            assertThat(lock.isLocked()).isFalse();
            try (AsyncLock.Held held = lock.acquire()) {
                assertThat(held).isNotNull();
                assertThat(lock.isLocked()).isTrue();
                assertThat(lock).hasToString("AsyncLock[locked]");
            }
            assertThat(lock.isLocked()).isFalse();
        });
    }

    @Test
    void releaserQueuesBehindThoseThatWait() {
        place.run(() -> {
            lock.acquire();
            Task<?> waiting = createTask(() -> enter("waiting"));
            untilWaiting(waiting);
            lock.release();
            enter("releaser");
            waiting.await();
        });
        assertThat(log).containsExactly("waiting", "releaser");
    }

    @Test
    void refusesReleaseOfAFreeLock() {
        place.run(() -> assertThatThrownBy(lock::release)
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nobody holds the lock"));
    }

    @Test
    void isNotReentrant() {
        place.run(() -> {
            lock.acquire();
            Gate got = new Gate();
            Task<?> task = createTask(() -> {
                lock.acquire();
                log.add("got");
                got.open();
                lock.acquire();
            });
            lock.release();
            got.await();
            untilWaiting(task);
            assertThat(log).containsExactly("got");
            assertThat(task).asString().contains("waiting for AsyncLock.acquire()");
            lock.release(); // whoever calls it
            task.await();
        });
    }

    @Test
    void guardReleasesOnce() {
        place.run(() -> {
            AsyncLock.Held first = lock.acquire();
            first.close();
            AsyncLock.Held second = lock.acquire();
            first.close();
            assertThat(lock.isLocked()).isTrue();
            second.close();
            assertThat(lock.isLocked()).isFalse();
        });
    }

    @Test
    void cancelledWaiterIsSkipped() {
        place.run(() -> {
            lock.acquire();
            Task<?> cancelled = createTask(() -> enter("cancelled"));
            untilWaiting(cancelled);
            Task<?> next = createTask(() -> enter("next"));
            untilWaiting(next);
            cancelled.cancel();
            lock.release();
            Async.wait(List.of(cancelled, next));
            assertThat(cancelled.isCancelled()).isTrue();
            assertThat(lock.isLocked()).isFalse();
        });
        assertThat(log).containsExactly("next");
    }

    @Test
    void needsABody() {
        assertThatThrownBy(() -> lock.acquire())
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("AsyncLock.acquire() suspends")
                .hasMessageContaining(getClass().getSimpleName());
    }

    @Test
    void plainThreadMayRelease() {
        place.run(() -> {
            lock.acquire();
            Task<?> waiting = createTask(() -> enter("waiting"));
            untilWaiting(waiting);
            new Thread(lock::release).start();
            waiting.await();
        });
        assertThat(log).containsExactly("waiting");
    }

    @Test
    void servesBodiesInTheOrderInWhichTheyCame() {
        place.run(() -> {
            lock.acquire();
            List<Task<?>> tasks = new ArrayList<>();
            for (String name : List.of("a", "b", "c", "d")) {
                Task<?> task = createTask(() -> enter(name));
                untilWaiting(task);
                tasks.add(task);
            }
            lock.release();
            Async.gather(tasks);
        });
        assertThat(log).containsExactly("a", "b", "c", "d");
    }

    @Test
    void excludesAllOthers() {
        int[] sum = new int[1];
        place.run(() -> {
            List<Task<?>> tasks = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                tasks.add(createTask(() -> {
                    for (int turn = 0; turn < 250; turn++) {
                        try (AsyncLock.Held held = lock.acquire()) {
                            assertThat(held).isNotNull();
                            sum[0]++;
                        }
                    }
                }));
            }
            Async.gather(tasks);
        });
        assertThat(sum).containsExactly(1000);
    }

    @Test
    void waiterCancelledAboutWhenItIsChosenHoldsNobodyUp() {
        place.run(() -> {
            for (int round = 0; round < 50; round++) {
                lock.acquire();
                Task<?> chosen = createTask(() -> lock.acquire().close());
                untilWaiting(chosen);
                Task<?> next = createTask(() -> lock.acquire().close());
                untilWaiting(next);
                lock.release();
                chosen.cancel();
                next.await();
                Async.wait(List.of(chosen));
                assertThat(lock.isLocked()).isFalse();
            }
        });
    }
}
