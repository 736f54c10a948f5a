package suspension;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static suspension.TestBodies.awaitLatch;
import static suspension.TestBodies.settle;
import static suspension.TestBodies.untilWaiting;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import kotlinx.coroutines.DelayKt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import suspension.sync.AsyncLock;

/** Context elements that throw when they are installed on a thread, or restored: who learns of it, and who must not. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class FragileElementTest {

    /** What suspends. */
    enum Wait {
        YIELD {
            @Override
            void suspend() {
                Async.yieldNow();
            }
        },
        SLEEP {
            @Override
            void suspend() {
                Async.sleep(Duration.ofMillis(1));
            }
        },
        STAGE {
            @Override
            void suspend() {
                Async.await(new CompletableFuture<String>().completeOnTimeout("stage", 1, MILLISECONDS));
            }
        },
        TASK {
            @Override
            void suspend() {
                Async.createTask(() -> settle()).await();
            }
        },
        FUNCTION {
            @Override
            void suspend() {
                Async.await(c -> DelayKt.delay(1, SuspendCalls.unit(c)));
            }
        };

        abstract void suspend();
    }

    static Stream<Arguments> waits() {
        return Stream.of(Place.values())
                .flatMap(place -> Stream.of(Wait.values()).map(wait -> Arguments.of(place, wait)));
    }

    private final Events events = new Events();
    private final FragileElement element = new FragileElement();
    private final IllegalArgumentException failure = new IllegalArgumentException("fragile");

    // When the body suspends

    @ParameterizedTest
    @MethodSource("waits")
    void whatARestoreThrowsLeavesTheSuspendingCall(Place place, Wait wait) {
        try (Home home = place.open()) {
            CompletableFuture<String> gate = new CompletableFuture<>();
            Task<String> bystander = home.start(() -> Async.<String>await(gate));
            Task<String> body = home.start(() -> Async.withContext(element, () -> {
                element.failNextRestore(failure);
                assertThat(thrownWhereItSuspends(place, wait)).isSameAs(failure);
                for (int i = 0; i < 3; i++) {
                    wait.suspend();
                }
                settle();
                gate.complete("nothing noticed");
                return "goes on";
            }));
            assertThat(Home.value(body)).isEqualTo("goes on");
            assertThat(Home.value(bystander)).isEqualTo("nothing noticed");
            assertThat(Home.value(home.start(() -> "alive"))).isEqualTo("alive");
        }
    }

    /** What ends a wait from another thread may do so before the body suspends, and then nothing is restored. */
    private static Throwable thrownWhereItSuspends(Place place, Wait wait) {
        Throwable thrown = catchThrowable(wait::suspend);
        while (thrown == null && (place != Place.LOOP || wait == Wait.STAGE)) {
            thrown = catchThrowable(wait::suspend);
        }
        return thrown;
    }

    @ParameterizedTest
    @EnumSource
    void wakeUpOfAWaitThatFailedDoesNotEndALaterOne(Place place) {
        CompletableFuture<String> first = new CompletableFuture<>();
        CompletableFuture<String> second = new CompletableFuture<>();
        try (Home home = place.open()) {
            Task<Void> body = home.start(() -> Async.withContext(element, () -> {
                element.failNextRestore(failure);
                assertThat(catchThrowable(() -> Async.await(first))).isSameAs(failure);
                first.complete("first");
                Async.createTask(() -> {
                    settle();
                    events.add("second comes");
                    second.complete("second");
                });
                events.add("got " + Async.<String>await(second));
            }));
            Home.value(body);
        }
        assertThat(events.all()).containsExactly("second comes", "got second");
    }

    @Test
    void requestMeetsTheBodyAfterAWaitThatFailed() {
        try (Home home = Place.LOOP.open()) {
            CompletableFuture<String> never = new CompletableFuture<>();
            Task<Void> body = home.start(() -> Async.withContext(element, () -> {
                element.failNextRestore(failure);
                assertThat(catchThrowable(() -> Async.await(never))).isSameAs(failure);
                Async.currentTask().cancel();
                TestBodies.forever(events, "body");
            }));
            Home.end(body);
            assertThat(body.isCancelled()).isTrue();
        }
        assertThat(events.all()).containsExactly("body cancelled");
    }

    @Test
    void lockPassesAWaiterThatFailedBy() {
        AsyncLock lock = new AsyncLock();
        try (Home home = Place.LOOP.open()) {
            Task<Void> body = home.start(() -> {
                lock.acquire();
                Task<Void> fails = Async.createTask(() -> Async.withContext(element, () -> {
                    element.failNextRestore(failure);
                    assertThat(catchThrowable(lock::acquire)).isSameAs(failure);
                    events.add("failed");
                }));
                Task<Void> next = Async.createTask(() -> {
                    lock.acquire();
                    events.add("next has it");
                    lock.release();
                });
                settle();
                lock.release();
                fails.await();
                next.await();
            });
            Home.value(body);
        }
        assertThat(events.all()).containsExactly("failed", "next has it");
        assertThat(lock.isLocked()).isFalse();
    }

    // When something goes on, or begins

    @ParameterizedTest
    @EnumSource
    void whatAnInstallThrowsLeavesTheSuspendingCall(Place place) {
        CompletableFuture<String> gate = new CompletableFuture<>();
        CountDownLatch begun = new CountDownLatch(1);
        try (Home home = place.open()) {
            Task<String> body = home.start(() -> Async.withContext(element, () -> {
                begun.countDown();
                assertThat(catchThrowable(() -> Async.await(gate))).isSameAs(failure);
                settle();
                return "goes on";
            }));
            awaitLatch(begun);
            Home.value(home.start(() -> {
                untilWaiting(body);
                element.failNextInstallElsewhere(failure);
                gate.complete("come");
            }));
            assertThat(Home.value(body)).isEqualTo("goes on");
        }
    }

    @ParameterizedTest
    @EnumSource
    void installThatFailsEndsTheTaskOfASuspendFunction(Place place) {
        try (Home home = place.open(element)) {
            element.failNextInstallElsewhere(failure);
            Task<Object> task = home.call(c -> DelayKt.delay(1, SuspendCalls.unit(c)));
            Home.end(task);
            assertThat(task.exceptionNow()).isSameAs(failure);
            assertThat(Home.value(home.start(() -> "alive"))).isEqualTo("alive");
        }
    }

    @ParameterizedTest
    @EnumSource
    void installThatFailsEndsTheTaskOfABody(Place place) {
        try (Home home = place.open(element)) {
            element.failNextInstallElsewhere(failure);
            Task<Void> task = home.start(() -> events.add("ran"));
            Home.end(task);
            assertThat(task.exceptionNow()).isSameAs(failure);
            assertThat(Home.value(home.start(() -> "alive"))).isEqualTo("alive");
        }
        assertThat(events.all()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void installThatFailsOnAThreadEndsTheCallOfToThread(Place place) {
        try (Home home = place.open()) {
            Task<String> body = home.start(() -> Async.withContext(element, () -> {
                element.failNextInstallElsewhere(failure);
                assertThat(catchThrowable(() -> Async.toThread(() -> events.add("ran"))))
                        .isSameAs(failure);
                return Async.toThread(() -> "the next call runs");
            }));
            assertThat(Home.value(body)).isEqualTo("the next call runs");
        }
        assertThat(events.all()).isEmpty();
    }

    @Test
    void elementsInstalledBeforeTheOneThatFailsAreRestored() {
        FragileElement before = new FragileElement();
        try (Home home = Place.LOOP.open(before.plus(element))) {
            for (boolean body : new boolean[] {true, false}) {
                element.failNextInstallElsewhere(failure);
                Task<?> task = body
                        ? home.start(() -> events.add("ran"))
                        : home.call(c -> DelayKt.delay(1, SuspendCalls.unit(c)));
                Home.end(task);
                assertThat(task.exceptionNow()).isSameAs(failure);
                home.execute(() -> events.add("installed: " + before.isInstalled()));
            }
        }
        assertThat(events.all()).containsExactly("installed: false", "installed: false");
    }
}
