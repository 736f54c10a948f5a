package suspension;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofDays;
import static org.assertj.core.api.Assertions.assertThat;
import static suspension.Async.currentTask;
import static suspension.Async.sleep;
import static suspension.Async.timeout;

import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import kotlinx.coroutines.future.FutureKt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A request from another thread that is accepted is met, whatever happens at that moment, and nobody meets one that
 * nobody sent. Each round has one request from outside, whose fate is looked at before the next.
 */
@Timeout(120)
class CancelRaceStressTest {

    private final long start = System.nanoTime();

    /** Bounded in time too: on a machine that is busy a round takes long. */
    private boolean goesOn(int round, int most) {
        return round < most && System.nanoTime() - start < TimeUnit.SECONDS.toNanos(4);
    }

    private final Random random = new Random(9);

    /** How often code of the round's body has met a cancellation. Only the body uses it. */
    private int met;

    /** Rounds whose request nobody met, or that met one too many. */
    private int lost;

    private int unasked;

    private void meeting(Action<RuntimeException> code) {
        try {
            code.run();
        } catch (CancellationException e) {
            met++;
        }
    }

    /** The request from outside has been sent: it has been met, or the next wait meets it; then nothing is left of it. */
    private void endRound(int atMost) {
        Task<?> self = currentTask();
        meeting(Async::yieldNow);
        if (met == 0) {
            lost++;
        } else if (met > atMost) {
            unasked++;
        }
        assertThat(self.cancelling()).isEqualTo(1);
        assertThat(self.uncancel()).isZero();
        met = 0;
        meeting(Async::yieldNow);
        unasked += met;
        met = 0;
    }

    private void assertEachWasMet() {
        assertThat(lost).as("requests accepted and lost").isZero();
        assertThat(unasked).as("cancellations that nobody asked for").isZero();
    }

    private static Rival canceller(Task<?> task) {
        return new Rival(() -> assertThat(task.cancel()).isTrue());
    }

    @ParameterizedTest
    @EnumSource
    void takingOneRequestBackLeavesTheOneThatComesMeanwhile(Place where) throws Exception {
        where.run(() -> {
            Task<?> self = currentTask();
            try (Rival rival = canceller(self)) {
                for (int round = 0; goesOn(round, 60_000); round++) {
                    rival.go();
                    do {
                        self.cancel();
                        self.uncancel();
                    } while (!rival.hasActed());
                    rival.awaitAct();
                    endRound(1);
                }
            }
        });
        assertEachWasMet();
    }

    // Timeouts and groups take their own requests back. The one from outside has nothing to do with it.

    /** It comes at any moment: also when a timeout, or a group, looks at which requests were there before. */
    @ParameterizedTest
    @EnumSource
    void requestThatComesWhileTimeoutsBeginAndExpireIsMet(Place where) throws Exception {
        where.run(() -> {
            try (Rival rival = canceller(currentTask())) {
                for (int round = 0; goesOn(round, where == Place.LOOP ? 50_000 : 10_000); round++) {
                    rival.go();
                    do {
                        meeting(this::expire);
                    } while (!rival.hasActed());
                    rival.awaitAct();
                    // It may come when the timeout's own has been delivered. Then it lets that one pass, and is met
                    // itself.
                    endRound(2);
                }
            }
        });
        assertEachWasMet();
    }

    private void expire() {
        try {
            timeout(ZERO, () -> sleep(ofDays(1)));
        } catch (AsyncTimeoutException e) {
            // as it should
        }
    }

    @ParameterizedTest
    @EnumSource
    void requestThatComesWhileAGroupBeginsAndStopsItselfIsMet(Place where) throws Exception {
        where.run(() -> {
            try (Rival rival = canceller(currentTask())) {
                for (int round = 0; goesOn(round, 10_000); round++) {
                    rival.go();
                    do {
                        meeting(() -> TaskGroup.run(TaskGroup::cancel));
                    } while (!rival.hasActed());
                    rival.awaitAct();
                    endRound(1);
                }
            }
        });
        assertEachWasMet();
    }

    @ParameterizedTest
    @EnumSource
    void requestThatComesWhileAnExpiredTimeoutIsLeftIsMet(Place where) throws Exception {
        assertMetWhenItComesAtTheEnd(
                where,
                end -> timeout(ZERO, () -> {
                    sleepUntilCancelled();
                    end.run();
                }));
    }

    @ParameterizedTest
    @EnumSource
    void requestThatComesWhileAFailedGroupIsLeftIsMetAfterIt(Place where) throws Exception {
        assertMetWhenItComesAtTheEnd(where, end -> {
            try {
                TaskGroup.run(group -> {
                    group.createTask(() -> {
                        throw new IllegalArgumentException("expected");
                    });
                    sleepUntilCancelled();
                    end.run();
                });
            } catch (ExceptionGroup e) {
                assertThat(e.exceptions()).hasExactlyElementsOfTypes(IllegalArgumentException.class);
            }
        });
    }

    /** Swallows the request of a timeout or a group: it counts until that is left. */
    private static void sleepUntilCancelled() {
        try {
            sleep(ofDays(1));
        } catch (CancellationException e) {
            // the region goes on
        }
    }

    private void assertMetWhenItComesAtTheEnd(Place where, Consumer<Runnable> region) throws Exception {
        where.run(() -> {
            try (Rival rival = canceller(currentTask())) {
                for (int round = 0; goesOn(round, where == Place.LOOP ? 10_000 : 2_000); round++) {
                    meeting(() -> region.accept(() -> {
                        rival.go();
                        Rival.spin(random.nextInt(12));
                    }));
                    rival.awaitAct();
                    endRound(1);
                }
            }
        });
        assertEachWasMet();
    }

    // Tasks of suspend functions

    @Test
    void suspendFunctionThatAcceptsARequestWhileItReturnsEndsCancelled() {
        AtomicInteger entered = new AtomicInteger();
        int wrong = 0;
        try (EventLoop loop = EventLoop.start()) {
            for (int round = 1; goesOn(round, 20_000); round++) {
                int moment = random.nextInt(100);
                Task<String> task = loop.createTask(continuation -> {
                    entered.incrementAndGet();
                    Rival.spin(moment);
                    return "tea";
                });
                while (entered.get() < round) {
                    Thread.onSpinWait();
                }
                boolean accepted = task.cancel();
                wrong += accepted == isCancelledAtTheEnd(task) ? 0 : 1;
            }
        }
        assertThat(wrong).as("tasks that did not end as cancel() answered").isZero();
    }

    @Test
    void suspendFunctionThatAcceptsARequestWhileItIsResumedEndsCancelled() throws Exception {
        int wrong = 0;
        try (EventLoop loop = EventLoop.start()) {
            AtomicInteger arrived = new AtomicInteger();
            for (int round = 0; goesOn(round, 20_000); round++) {
                CompletableFuture<String> end = new CompletableFuture<>();
                Task<String> task = loop.createTask(continuation -> await(end, arrived, continuation));
                awaitCount(arrived, round + 1);
                end.complete("tea");
                Rival.spin(random.nextInt(400));
                boolean accepted = task.cancel();
                wrong += accepted == isCancelledAtTheEnd(task) ? 0 : 1;
            }
        }
        assertThat(wrong).as("tasks that did not end as cancel() answered").isZero();
    }

    @Test
    void awaiterOfATaskOfASuspendFunctionThatEndsJustThenMeetsTheRequest() throws Exception {
        assertAwaiterMeetsTheRequest(20_000, function -> Async.createTask(function));
    }

    @Test
    void bodyThatAwaitsASuspendFunctionThatEndsJustThenMeetsTheRequest() throws Exception {
        assertAwaiterMeetsTheRequest(20_000, function -> () -> Async.await(function));
    }

    private void assertAwaiterMeetsTheRequest(
            int rounds, Function<SuspendCall<String>, Awaitable<String, RuntimeException>> awaiting) throws Exception {
        try (EventLoop loop = EventLoop.start()) {
            AtomicInteger arrived = new AtomicInteger();
            for (int round = 0; goesOn(round, rounds); round++) {
                CompletableFuture<String> end = new CompletableFuture<>();
                Task<Void> awaiter = loop.createTask(() -> {
                    awaiting.apply(continuation -> await(end, arrived, continuation))
                            .await();
                    sleep(ofDays(1)); // meets a request that came too late for the function
                });
                awaitCount(arrived, round + 1);
                end.complete("tea");
                Rival.spin(random.nextInt(400));
                assertThat(awaiter.cancel()).isTrue();
                assertThat(isCancelledAtTheEnd(awaiter)).isTrue();
            }
        }
    }

    /** Awaits the stage the Kotlin way. */
    private static Object await(
            CompletableFuture<String> stage,
            AtomicInteger arrived,
            kotlin.coroutines.Continuation<? super String> continuation) {
        Object suspended = FutureKt.await(stage, continuation);
        arrived.incrementAndGet();
        return suspended;
    }

    private static void awaitCount(AtomicInteger count, int expected) {
        while (count.get() < expected) {
            Thread.onSpinWait();
        }
    }

    /** How the task ends; one that does not end, because the request is lost, is asked again, so that its loop closes. */
    private static boolean isCancelledAtTheEnd(Task<?> task) {
        try {
            task.get(10, TimeUnit.SECONDS);
            return false;
        } catch (CancellationException e) {
            return true;
        } catch (TimeoutException e) {
            task.cancel();
            throw new AssertionError("the request was accepted and lost: " + task, e);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
