package suspension.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.Async.createTask;
import static suspension.Async.yieldNow;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import suspension.Async;
import suspension.EventLoop;
import suspension.Task;

class AsyncSemaphoreTest {

    private final List<String> log = new ArrayList<>();

    private Task<?> acquirer(AsyncSemaphore semaphore, String name) {
        return createTask(() -> {
            semaphore.acquire();
            log.add(name);
        });
    }

    @Test
    void admitsAsManyBodiesAsItHasPermits() {
        AsyncSemaphore semaphore = new AsyncSemaphore(2);
        int[] inside = new int[2]; // now, at most
        Async.run(() -> {
            List<Task<?>> tasks = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                tasks.add(createTask(() -> {
                    try (AsyncSemaphore.Permit permit = semaphore.acquire()) {
                        assertThat(permit).isNotNull();
                        inside[1] = Math.max(inside[1], ++inside[0]);
                        yieldNow();
                        inside[0]--;
                    }
                }));
            }
            Async.gather(tasks);
        });
        assertThat(inside).containsExactly(0, 2);
        assertThat(semaphore).hasToString("AsyncSemaphore[2 free]");
    }

    @Test
    void refusesANegativeNumberAndAllowsZero() {
        assertThatThrownBy(() -> new AsyncSemaphore(-1)).isExactlyInstanceOf(IllegalArgumentException.class);
        AsyncSemaphore semaphore = new AsyncSemaphore(0);
        assertThat(semaphore.isLocked()).isTrue();
        semaphore.release();
        assertThat(semaphore.isLocked()).isFalse();
    }

    @Test
    void releaseIsUnboundedUnlessBounded() {
        AsyncSemaphore unbounded = new AsyncSemaphore(1);
        unbounded.release();
        AsyncSemaphore bounded = AsyncSemaphore.bounded(1);
        assertThatThrownBy(bounded::release)
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("all 1 permits are free");
    }

    @Test
    void servesBodiesInTheOrderInWhichTheyCame() {
        AsyncSemaphore semaphore = new AsyncSemaphore(0);
        Async.run(() -> {
            List<Task<?>> tasks = List.of(acquirer(semaphore, "a"), acquirer(semaphore, "b"), acquirer(semaphore, "c"));
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

    @Test
    void plainThreadMayReleaseButNotTryToAcquire() throws Exception {
        AsyncSemaphore semaphore = new AsyncSemaphore(0);
        try (EventLoop loop = EventLoop.start()) {
            Task<?> task = loop.createTask(() -> semaphore.acquire());
            loop.run(() -> yieldNow());
            semaphore.release();
            task.get();
            assertThatThrownBy(semaphore::tryAcquire).isExactlyInstanceOf(IllegalStateException.class);
        }
    }
}
