package suspension.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.Async.createTask;
import static suspension.TestBodies.untilWaiting;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import suspension.Async;
import suspension.Gate;
import suspension.InEveryPlace;
import suspension.Place;
import suspension.Task;

@InEveryPlace
class AsyncSemaphoreTest {

    @Parameter
    private Place place;

    private final List<String> log = new CopyOnWriteArrayList<>();

    private Task<?> acquirer(AsyncSemaphore semaphore, String name) {
        return createTask(() -> {
            semaphore.acquire();
            log.add(name);
        });
    }

    @Test
    void admitsAsManyBodiesAsItHasPermits() {
        AsyncSemaphore semaphore = new AsyncSemaphore(2);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger atMost = new AtomicInteger();
        place.run(() -> {
            Gate two = new Gate();
            List<Task<?>> tasks = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                tasks.add(createTask(() -> {
                    try (AsyncSemaphore.Permit permit = semaphore.acquire()) {
                        assertThat(permit).isNotNull();
                        int now = inside.incrementAndGet();
                        atMost.accumulateAndGet(now, Math::max);
                        if (now == 2) {
                            two.open();
                        }
                        two.await();
                        inside.decrementAndGet();
                    }
                }));
            }
            Async.gather(tasks);
        });
        assertThat(inside).hasValue(0);
        assertThat(atMost).hasValue(2);
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
    void permitTooManyThatComesBackFromACancelledBodyDoesNotLiftTheBound() {
        AsyncSemaphore semaphore = AsyncSemaphore.bounded(1);
        place.run(() -> {
            semaphore.acquire();
            Task<?> task = acquirer(semaphore, "a");
            untilWaiting(task);
            semaphore.release(); // goes to the body that waits
            semaphore.release(); // nobody sees yet that this is one too many
            task.cancel(); // off a loop it may have gone on before
            Async.wait(List.of(task));
            assertThatThrownBy(semaphore::release).isExactlyInstanceOf(IllegalArgumentException.class);
        });
    }

    @Test
    void plainThreadMayReleaseButNotTryToAcquire() {
        AsyncSemaphore semaphore = new AsyncSemaphore(0);
        place.run(() -> {
            Task<?> task = acquirer(semaphore, "a");
            untilWaiting(task);
            new Thread(semaphore::release).start();
            task.await();
        });
        assertThatThrownBy(semaphore::tryAcquire).isExactlyInstanceOf(IllegalStateException.class);
    }

    @Test
    void servesBodiesInTheOrderInWhichTheyCame() {
        AsyncSemaphore semaphore = new AsyncSemaphore(0);
        place.run(() -> {
            List<Task<?>> tasks = new ArrayList<>();
            for (String name : List.of("a", "b", "c")) {
                Task<?> task = acquirer(semaphore, name);
                untilWaiting(task);
                tasks.add(task);
            }
            for (Task<?> task : tasks) {
                semaphore.release();
                assertThat(semaphore.tryAcquire()).as("the permit is promised").isFalse();
                task.await();
            }
        });
        assertThat(log).containsExactly("a", "b", "c");
    }

    @Test
    void waiterCancelledAboutWhenItIsGrantedAPermitLosesNone() {
        AsyncSemaphore semaphore = new AsyncSemaphore(0);
        place.run(() -> {
            for (int round = 0; round < 50; round++) {
                String name = "first of round " + round;
                Task<?> first = acquirer(semaphore, name);
                untilWaiting(first);
                Task<?> second = acquirer(semaphore, "second");
                untilWaiting(second);
                semaphore.release();
                first.cancel();
                Async.wait(List.of(first));
                if (log.contains(name)) { // the request came after it had its permit
                    semaphore.release();
                }
                second.await();
                assertThat(semaphore.tryAcquire()).isFalse();
            }
        });
    }
}
