package suspension;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static suspension.Async.createTask;
import static suspension.Async.sleep;
import static suspension.Async.timeout;
import static suspension.TimedBodies.CLEAN_UP;
import static suspension.TimedBodies.forever;
import static suspension.TimedBodies.goOn;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlinx.coroutines.DelayKt;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import suspension.testing.AsyncTest;
import suspension.testing.VirtualClock;

class TimeoutTest {

    private final List<String> events = new ArrayList<>();

    @AsyncTest
    void inTimeGivesTheValue(VirtualClock clock) {
        String value = timeout(ofSeconds(3), () -> {
            sleep(ofSeconds(2));
            return "tea";
        });
        assertThat(value).isEqualTo("tea");
        assertThat(clock.elapsed()).isEqualTo(ofSeconds(2));
        assertThat(Async.currentTask().cancelling()).isZero();
        sleep(ofSeconds(2)); // past the limit, which no longer counts
    }

    @AsyncTest
    void tooLateBecomesATimeoutCausedByTheCancellation(VirtualClock clock) {
        Throwable late = catchThrowable(() -> timeout(ofSeconds(2), () -> forever(events, "region")));
        assertThat(late)
                .isExactlyInstanceOf(AsyncTimeoutException.class)
                .hasMessageContaining("PT2S")
                .hasMessageContaining(Async.currentTask().name())
                .hasCauseInstanceOf(CancellationException.class);
        assertThat(clock.elapsed()).isEqualTo(ofSeconds(2));
        assertThat(Async.currentTask().cancelling()).isZero();
        goOn();
        assertThat(events).containsExactly("region cancelled");
    }

    @AsyncTest
    @SuppressWarnings("unchecked") // a continuation of Unit
    void itsCauseSaysWhyAndWhereTheBodyWaited() {
        Task<String> slow = Async.createTask("slow", () -> sleepFor("an hour"));
        CompletableFuture<String> never = new CompletableFuture<>();
        List<Awaitable<?, ?>> waits = List.of(
                () -> waitIn(() -> sleepFor("an hour")),
                () -> waitIn(slow),
                () -> waitIn(() -> Async.gather(() -> sleepFor("an hour"), () -> "tea")),
                () -> waitIn(() -> Async.await(never)),
                () -> waitIn(() -> Async.<Unit>await(
                        c -> DelayKt.delay(3_600_000, (Continuation<? super Unit>) (Continuation<?>) c))),
                () -> waitIn(Async.<Object>createTask(
                        c -> DelayKt.delay(3_600_000, (Continuation<? super Unit>) (Continuation<?>) c))));
        for (Awaitable<?, ?> wait : waits) {
            Throwable late = catchThrowable(() -> timeout(ofSeconds(2), wait));
            assertThat(late).isExactlyInstanceOf(AsyncTimeoutException.class);
            assertThat(late.getCause())
                    .isInstanceOf(CancellationException.class)
                    .hasMessage(Async.currentTask().name() + " ran out of time: the limit was PT2S");
            assertThat(late.getCause().getStackTrace())
                    .extracting(StackTraceElement::getMethodName)
                    .contains("waitIn");
        }
    }

    private static <T, X extends Exception> T waitIn(Awaitable<T, X> what) throws X {
        return what.await();
    }

    private static String sleepFor(String what) {
        sleep(ofHours(1));
        return what;
    }

    @AsyncTest
    void withoutTimeItsCauseSaysSoToo() {
        Throwable late = catchThrowable(() -> Async.waitFor(() -> sleepFor("an hour"), ofSeconds(0)));
        assertThat(late).isExactlyInstanceOf(AsyncTimeoutException.class);
        assertThat(late.getCause()).isInstanceOf(CancellationException.class).hasMessageContaining("no time to wait");
    }

    @AsyncTest
    void runsInTheCallersOwnTask() {
        Task<?> inside = Async.<Task<?>, RuntimeException>timeout(ofSeconds(1), () -> Async.currentTask());
        assertThat(inside).isSameAs(Async.currentTask());
    }

    @AsyncTest
    void waitsForTheCleanUpHoweverLongItTakes(VirtualClock clock) {
        assertThatThrownBy(() -> timeout(ofSeconds(1), () -> TimedBodies.foreverWithCleanUp(events, "region")))
                .isExactlyInstanceOf(AsyncTimeoutException.class);
        assertThat(clock.elapsed()).isEqualTo(ofSeconds(1).plus(CLEAN_UP));
        assertThat(events).containsExactly("region cleaned up");
    }

    @AsyncTest
    void aBodyThatSwallowsEndsNormally() {
        AtomicReference<Timeout> limit = new AtomicReference<>();
        String value = timeout(ofSeconds(1), t -> {
            limit.set(t);
            try {
                forever();
            } catch (CancellationException e) {
                return "all the same";
            }
            return "never";
        });
        assertThat(value).isEqualTo("all the same");
        assertThat(limit.get().expired()).isTrue();
        assertThat(Async.currentTask().cancelling()).isZero();
        goOn();
    }

    @AsyncTest
    void aForeignExceptionPassesAndTellsOfTheTimeout() {
        IOException failure = new IOException("clean-up failed");
        Throwable thrown = catchThrowable(() -> timeout(ofSeconds(1), () -> {
            try {
                forever();
            } catch (CancellationException e) {
                throw failure;
            }
        }));
        assertThat(thrown).isSameAs(failure);
        assertThat(thrown.getSuppressed())
                .singleElement()
                .asInstanceOf(InstanceOfAssertFactories.THROWABLE)
                .isExactlyInstanceOf(AsyncTimeoutException.class);
        assertThat(Async.currentTask().cancelling()).isZero();
    }

    @AsyncTest
    void zeroExpiresAtTheFirstSuspension(VirtualClock clock) {
        for (Duration limit : List.of(ZERO, ofSeconds(-5))) {
            assertThatThrownBy(() -> timeout(limit, () -> {
                        events.add("entered");
                        forever();
                    }))
                    .isExactlyInstanceOf(AsyncTimeoutException.class);
        }
        assertThat(clock.elapsed()).isZero();
        assertThat(events).containsExactly("entered", "entered");
    }

    @AsyncTest
    void aBodyThatNeverSuspendsIsNotLimited(VirtualClock clock) {
        AtomicReference<Timeout> limit = new AtomicReference<>();
        timeout(ZERO, limit::set);
        assertThat(limit.get().expired()).isFalse();
        timeout(ofSeconds(1), t -> {
            limit.set(t);
            clock.advance(ofSeconds(2));
        });
        assertThat(limit.get().expired()).isFalse();
        goOn();
        assertThat(limit.get().expired()).isFalse();
    }

    @AsyncTest
    void cancelledFromOutsideItStaysACancellation() {
        Task<Void> task = createTask(() -> timeout(ofDays(1), () -> forever()));
        sleep(ofSeconds(1));
        task.cancel("from outside");
        assertThatThrownBy(task::await)
                .isInstanceOf(CancellationException.class)
                .hasMessage("from outside");
        assertThat(task.cancelling()).isEqualTo(1);
    }

    @AsyncTest
    void cancelledFromOutsideAndTooLateIsACancellation() {
        Task<Void> task = createTask(() -> timeout(ofSeconds(1), () -> {
            try {
                forever();
            } catch (CancellationException e) {
                events.add("late");
                forever(); // until cancelled from outside as well
            }
        }));
        sleep(ofSeconds(2));
        events.add("cancel");
        task.cancel();
        assertThatThrownBy(task::await).isInstanceOf(CancellationException.class);
        assertThat(task.cancelling()).isEqualTo(1);
        assertThat(events).containsExactly("late", "cancel");
    }

    // Moving the limit

    @AsyncTest
    void canBeMovedLaterAndTakenAway(VirtualClock clock) {
        timeout(ofSeconds(20), t -> {
            assertThat(t.when()).contains(ofSeconds(20));
            t.reschedule(ofDays(2));
            assertThat(t.when()).contains(ofDays(2));
            sleep(ofSeconds(40));
            t.reschedule(ofSeconds(20));
            t.disable();
            assertThat(t.when()).isEmpty();
            sleep(ofSeconds(40));
            assertThat(t.expired()).isFalse();
        });
        assertThat(clock.elapsed()).isEqualTo(ofSeconds(80));
    }

    @AsyncTest
    void saysHowMuchTimeIsLeft(VirtualClock clock) {
        timeout(ofSeconds(20), t -> {
            sleep(ofSeconds(15));
            assertThat(t.when()).contains(ofSeconds(5));
            clock.advance(ofSeconds(7));
            assertThat(t.when()).contains(ofSeconds(-2));
        });
    }

    @AsyncTest
    void expiresWhenItWasMovedTo(VirtualClock clock) {
        assertThatThrownBy(() -> timeout(ofSeconds(20), t -> {
                    sleep(ofSeconds(10));
                    t.reschedule(ofSeconds(15));
                    forever();
                }))
                .isExactlyInstanceOf(AsyncTimeoutException.class);
        assertThat(clock.elapsed()).isEqualTo(ofSeconds(25));
    }

    @AsyncTest
    void movedIntoThePastExpiresAtTheNextTurn(VirtualClock clock) {
        assertThatThrownBy(() -> timeout(ofDays(1), t -> {
                    t.reschedule(ofSeconds(-1));
                    forever();
                }))
                .isExactlyInstanceOf(AsyncTimeoutException.class);
        assertThat(clock.elapsed()).isZero();
    }

    @AsyncTest
    void canBeMovedByAnotherTask(VirtualClock clock) {
        assertThatThrownBy(() -> timeout(ofDays(1), t -> {
                    createTask(() -> t.reschedule(ZERO));
                    forever();
                }))
                .isExactlyInstanceOf(AsyncTimeoutException.class);
        assertThat(clock.elapsed()).isZero();
    }

    @AsyncTest
    void cannotBeMovedOnceItIsOver() {
        AtomicReference<Timeout> limit = new AtomicReference<>();
        timeout(ofDays(1), limit::set);
        assertThatThrownBy(() -> limit.get().reschedule(ofDays(1)))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("finished");
        assertThatThrownBy(() -> timeout(ZERO, t -> {
                    limit.set(t);
                    try {
                        forever();
                    } finally {
                        assertThatThrownBy(t::disable)
                                .isExactlyInstanceOf(IllegalStateException.class)
                                .hasMessageContaining("expiring");
                    }
                }))
                .isExactlyInstanceOf(AsyncTimeoutException.class);
        assertThatThrownBy(() -> limit.get().reschedule(ofDays(1)))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("expired");
    }

    // Misuse

    @Test
    void outsideABodyIsRefused() {
        assertThatThrownBy(() -> timeout(ofDays(1), () -> events.add("entered")))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("timeout()")
                .hasMessageContaining("Async.run(");
        assertThat(events).isEmpty();
    }

    @AsyncTest
    void anOverflowingLimitIsForEver() {
        timeout(ofSeconds(Long.MAX_VALUE), () -> sleep(ofDays(36_500)));
    }
}
