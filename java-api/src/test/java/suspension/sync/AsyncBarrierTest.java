package suspension.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.Async.createTask;
import static suspension.Async.gather;
import static suspension.TestBodies.untilWaiting;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import suspension.InEveryPlace;
import suspension.Place;
import suspension.Task;

@InEveryPlace
class AsyncBarrierTest {

    @Parameter
    private Place place;

    private final AsyncBarrier barrier = new AsyncBarrier(3);
    private final List<String> log = new CopyOnWriteArrayList<>();

    private Task<Integer> waiter(String name) {
        return createTask(name, () -> {
            int index = barrier.await();
            log.add(name + index);
            return index;
        });
    }

    @Test
    void letsAllGoOnWhenTheLastHasCome() {
        place.run(() -> {
            Task<Integer> a = waiter("a");
            untilWaiting(a);
            Task<Integer> b = waiter("b");
            untilWaiting(b);
            assertThat(barrier.waiting()).isEqualTo(2);
            assertThat(barrier.parties()).isEqualTo(3);
            assertThat(barrier).hasToString("AsyncBarrier[2 of 3 wait]");
            assertThat(barrier.await()).isEqualTo(2);
            assertThat(barrier.waiting()).isZero();
            assertThat(gather(a, b)).containsExactly(0, 1);
        });
    }

    @Test
    void ofOneNeverSuspends() {
        place.run(() -> {
            AsyncBarrier one = new AsyncBarrier(1);
            assertThat(one.await()).isZero();
            assertThat(one.await()).isZero();
        });
        assertThatThrownBy(() -> new AsyncBarrier(0)).isExactlyInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void servesRoundAfterRound() {
        place.run(() -> {
            List<Task<?>> tasks = new ArrayList<>();
            for (int body = 0; body < 3; body++) {
                tasks.add(createTask(() -> {
                    for (int round = 0; round < 4; round++) {
                        log.add("round " + round);
                        barrier.await();
                    }
                }));
            }
            gather(tasks);
        });
        assertThat(log).isSorted().hasSize(12);
    }

    @Test
    void cancelledWaiterLeavesAndTheBarrierIsNotBroken() {
        place.run(() -> {
            Task<Integer> cancelled = waiter("cancelled");
            Task<Integer> a = waiter("a");
            untilWaiting(cancelled, a);
            cancelled.cancel();
            Task<Integer> b = waiter("b");
            untilWaiting(b);
            assertThat(barrier.isBroken()).isFalse();
            assertThat(a.isDone()).isFalse();
            assertThat(barrier.waiting()).isEqualTo(2);
            assertThat(barrier.await()).isEqualTo(2);
            assertThat(gather(a, b)).containsExactly(0, 1);
        });
    }

    @Test
    void resetBreaksThoseThatWaitAndLeavesTheBarrierUsable() {
        place.run(() -> {
            Task<Integer> a = waiter("a");
            untilWaiting(a);
            barrier.reset();
            assertThatThrownBy(a::await).isExactlyInstanceOf(BrokenAsyncBarrierException.class);
            assertThat(barrier.isBroken()).isFalse();
            assertThat(gather(waiter("b"), waiter("c"), waiter("d"))).containsExactlyInAnyOrder(0, 1, 2);
        });
    }

    @Test
    void abortBreaksThoseThatWaitAndAllThatComeUntilReset() {
        place.run(() -> {
            Task<Integer> a = waiter("a");
            untilWaiting(a);
            barrier.abort();
            assertThatThrownBy(a::await).isExactlyInstanceOf(BrokenAsyncBarrierException.class);
            assertThatThrownBy(barrier::await).isExactlyInstanceOf(BrokenAsyncBarrierException.class);
            assertThat(barrier.isBroken()).isTrue();
            assertThat(barrier).hasToString("AsyncBarrier[broken]");
            barrier.reset();
            assertThat(gather(waiter("b"), waiter("c"), waiter("d"))).containsExactlyInAnyOrder(0, 1, 2);
        });
    }

    @Test
    void twiceAsManyAreTwoRounds() {
        place.run(() -> {
            List<Task<Integer>> tasks =
                    List.of(waiter("a"), waiter("b"), waiter("c"), waiter("d"), waiter("e"), waiter("f"));
            assertThat(gather(tasks)).containsExactlyInAnyOrder(0, 1, 2, 0, 1, 2);
        });
        assertThat(barrier.waiting()).isZero();
    }
}
