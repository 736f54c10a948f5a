package suspension.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.Async.createTask;
import static suspension.Async.gather;
import static suspension.Async.yieldNow;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import suspension.Async;
import suspension.Task;

class AsyncBarrierTest {

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
    void letsAllGoOnWhenTheLastHasCome() {
        Async.run(() -> {
            Task<Integer> a = waiter("a");
            Task<Integer> b = waiter("b");
            yieldNow();
            assertThat(barrier.waiting()).isEqualTo(2);
            assertThat(barrier).hasToString("AsyncBarrier[2 of 3 wait]");
            assertThat(barrier.await()).isEqualTo(2);
            assertThat(barrier.waiting()).isZero();
            assertThat(gather(a, b)).containsExactly(0, 1);
        });
    }

    @Test
    void ofOneNeverSuspends() {
        Async.run(() -> {
            AsyncBarrier one = new AsyncBarrier(1);
            assertThat(one.await()).isZero();
            assertThat(one.await()).isZero();
        });
        assertThatThrownBy(() -> new AsyncBarrier(0)).isExactlyInstanceOf(IllegalArgumentException.class);
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
    void servesRoundAfterRound() {
        Async.run(() -> {
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
        Async.run(() -> {
            Task<Integer> cancelled = waiter("cancelled");
            Task<Integer> a = waiter("a");
            yieldNow();
            cancelled.cancel();
            Task<Integer> b = waiter("b");
            yieldNow();
            assertThat(barrier.isBroken()).isFalse();
            assertThat(a.isDone()).isFalse();
            assertThat(barrier.waiting()).isEqualTo(2);
            assertThat(barrier.await()).isEqualTo(2);
            assertThat(gather(a, b)).containsExactly(0, 1);
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

    @Test
    void resetBreaksThoseThatWaitAndLeavesTheBarrierUsable() {
        Async.run(() -> {
            Task<Integer> a = waiter("a");
            yieldNow();
            barrier.reset();
            assertThatThrownBy(a::await).isExactlyInstanceOf(BrokenAsyncBarrierException.class);
            assertThat(barrier.isBroken()).isFalse();
            assertThat(gather(waiter("b"), waiter("c"), waiter("d"))).containsExactly(0, 1, 2);
        });
    }

    @Test
    void abortBreaksThoseThatWaitAndAllThatComeUntilReset() {
        Async.run(() -> {
            Task<Integer> a = waiter("a");
            yieldNow();
            barrier.abort();
            assertThatThrownBy(a::await).isExactlyInstanceOf(BrokenAsyncBarrierException.class);
            assertThatThrownBy(barrier::await).isExactlyInstanceOf(BrokenAsyncBarrierException.class);
            assertThat(barrier.isBroken()).isTrue();
            assertThat(barrier).hasToString("AsyncBarrier[broken]");
            barrier.reset();
            assertThat(gather(waiter("b"), waiter("c"), waiter("d"))).containsExactly(0, 1, 2);
        });
    }
}
