package suspension.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.Async.createTask;
import static suspension.Async.yieldNow;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;
import suspension.Async;
import suspension.EventLoop;
import suspension.Task;

class AsyncLockTest {

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
    void isFreeAtFirstAndLockedWhileHeld() {
        Async.run(() -> {
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
    void servesBodiesInTheOrderInWhichTheyCame() {
        Async.run(() -> Async.gather(() -> enter("a"), () -> enter("b"), () -> enter("c"), () -> enter("d")));
        assertThat(log).containsExactly("a", "b", "c", "d");
    }

    @Test
    void releaserQueuesBehindThoseThatWait() {
        Async.run(() -> {
            lock.acquire();
            Task<?> waiting = createTask(() -> enter("waiting"));
            yieldNow();
            lock.release();
            enter("releaser");
            waiting.await();
        });
        assertThat(log).containsExactly("waiting", "releaser");
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
    void refusesReleaseOfAFreeLock() {
        Async.run(() -> assertThatThrownBy(lock::release)
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nobody holds the lock"));
    }

    @Test
    void isNotReentrant() {
        Async.run(() -> {
            lock.acquire();
            Task<?> task = createTask(() -> {
                lock.acquire();
                log.add("got");
                lock.acquire();
            });
            lock.release();
            yieldNow();
            yieldNow();
            assertThat(log).containsExactly("got");
            assertThat(task).asString().contains("waiting for AsyncLock.acquire()");
            lock.release(); // whoever calls it
            task.await();
        });
    }

    @Test
    void debugModeTellsOfABodyThatWaitsForItself() {
        Logger logger = Logger.getLogger("suspension");
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                log.add(new SimpleFormatter().formatMessage(line));
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
                careless.cancel();
            });
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(log)
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("careful"),
                        line -> assertThat(line).startsWith("careless acquires an AsyncLock that it holds already"));
    }

    @Test
    void guardReleasesOnce() {
        Async.run(() -> {
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
        Async.run(() -> {
            lock.acquire();
            Task<?> cancelled = createTask(() -> enter("cancelled"));
            Task<?> next = createTask(() -> enter("next"));
            yieldNow();
            cancelled.cancel();
            lock.release();
            Async.wait(List.of(cancelled, next));
            assertThat(cancelled.isCancelled()).isTrue();
            assertThat(lock.isLocked()).isFalse();
        });
        assertThat(log).containsExactly("next");
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
    void needsABody() {
        assertThatThrownBy(() -> lock.acquire())
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("AsyncLock.acquire() suspends")
                .hasMessageContaining(getClass().getSimpleName());
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

    @Test
    void plainThreadMayRelease() throws Exception {
        try (EventLoop loop = EventLoop.start()) {
            loop.run(() -> lock.acquire());
            Task<?> waiting = loop.createTask(() -> enter("waiting"));
            loop.run(() -> yieldNow()); // the task has come to the lock
            lock.release();
            waiting.get();
        }
        assertThat(log).containsExactly("waiting");
    }
}
