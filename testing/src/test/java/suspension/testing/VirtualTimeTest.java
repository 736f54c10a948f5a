package suspension.testing;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.Async.createTask;
import static suspension.Async.gather;
import static suspension.Async.sleep;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Filter;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import suspension.Async;
import suspension.AsyncTimeoutException;
import suspension.EventLoop;
import suspension.Task;
import suspension.sync.AsyncEvent;
import suspension.sync.AsyncLock;

class VirtualTimeTest {

    private final List<String> log = new ArrayList<>();

    private void logAfter(int hours) {
        sleep(ofHours(hours));
        log.add(hours + " at " + VirtualClock.current().elapsed());
    }

    @Test
    void sleepsEndAtOnceAndInOrder() {
        VirtualTime.run(() -> gather(() -> logAfter(24), () -> logAfter(1), () -> logAfter(12)));
        assertThat(log).containsExactly("1 at PT1H", "12 at PT12H", "24 at PT24H");
    }

    @Test
    void returnsWhatTheBodyReturnsAndThrowsWhatItThrows() {
        assertThat(VirtualTime.<String, RuntimeException>run(() -> "value")).isEqualTo("value");
        IOException failure = new IOException("broken");
        assertThatThrownBy(() -> VirtualTime.run(() -> {
                    sleep(ofDays(1));
                    throw failure;
                }))
                .isSameAs(failure);
    }

    @Test
    void delaysAndTimeoutsOfKotlinFollow() {
        String slept = VirtualTime.run(c -> KotlinApi.sleepADay(c));
        assertThat(slept).isEqualTo("slept");
        VirtualTime.run(() -> {
            assertThat(Async.<String>await(c -> KotlinApi.giveUpAfterAnHour(c))).isNull();
            assertThat(VirtualClock.current().elapsed()).isEqualTo(ofHours(1));
        });
    }

    @Test
    void timeoutsExpireByTheClock() {
        VirtualTime.run(() -> {
            assertThatThrownBy(() -> Async.timeout(ofMinutes(1), () -> new AsyncEvent().await()))
                    .isInstanceOf(AsyncTimeoutException.class);
            VirtualClock clock = VirtualClock.current();
            assertThat(clock.elapsed()).isEqualTo(ofMinutes(1));
            assertThat(clock.instant()).isEqualTo(Instant.EPOCH.plusSeconds(60));
        });
    }

    @Test
    void timeStandsStillWhileAThreadWorks() throws InterruptedException {
        VirtualTime.run(() -> {
            CountDownLatch latch = new CountDownLatch(1);
            Task<?> sleeper = createTask(() -> sleep(ofSeconds(1)));
            Task<?> opener = createTask(() -> Async.toThread(latch::countDown));
            Async.toThread(() -> latch.await());
            assertThat(VirtualClock.current().elapsed()).isZero();
            gather(sleeper, opener);
            assertThat(VirtualClock.current().elapsed()).isEqualTo(ofSeconds(1));
        });
    }

    @Test
    void timeGoesOnWhenACallThatNobodyWaitsForEnds() {
        CountDownLatch latch = new CountDownLatch(1);
        VirtualTime.run(() -> {
            Task<?> call = createTask(() -> Async.toThread(() -> latch.await()));
            Async.yieldNow();
            call.cancel();
            Async.yieldNow();
            new Thread(latch::countDown).start();
            sleep(ofHours(1));
            assertThat(call.isCancelled()).isTrue();
        });
    }

    @Test
    void advanceLetsTimePassAsIfTheCallerWereBusy() {
        VirtualTime.run(() -> {
            VirtualClock clock = VirtualClock.current();
            Task<?> first = createTask(() -> logAfter(1));
            Task<?> second = createTask(() -> logAfter(2));
            Async.yieldNow();
            clock.advance(ofHours(3));
            assertThat(log).isEmpty();
            gather(first, second);
            assertThatThrownBy(() -> clock.advance(ofHours(-1))).isExactlyInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> Async.toThread(() -> clock.advance(ofHours(1))))
                    .isExactlyInstanceOf(IllegalStateException.class);
        });
        assertThat(log).containsExactly("1 at PT3H", "2 at PT3H");
    }

    @Test
    void errorListsTheTasksThatAreStuck() {
        assertThatThrownBy(() -> VirtualTime.run(() -> {
                    AsyncLock lock = new AsyncLock();
                    lock.acquire();
                    Task<?> reader = createTask("reader", () -> new AsyncEvent().await());
                    sleep(ofHours(5));
                    assertThat(reader.isDone()).isFalse();
                    lock.acquire();
                }))
                .isExactlyInstanceOf(AssertionError.class)
                .hasMessageContaining("After PT5H, 2 tasks are stuck")
                .hasMessageContaining("Deadlock: a task waits for itself.")
                .hasMessageContaining("├── (T) main, waiting for AsyncLock.acquire(), held by itself")
                .hasMessageContaining("(T) reader, waiting for AsyncEvent.await(), AsyncEvent[not set]")
                .hasMessageContaining(getClass().getSimpleName() + ".java:");
    }

    @Test
    void stuckTasksThatRefuseToEndDoNotHangTheTest() {
        assertThatThrownBy(() -> VirtualTime.run(() -> {
                    try {
                        new AsyncEvent().await();
                    } catch (CancellationException e) {
                        Async.uncancellable(() -> new AsyncEvent().await());
                    }
                }))
                .isExactlyInstanceOf(AssertionError.class)
                .hasMessageContaining("1 task is stuck");
    }

    @Test
    void threadThatNobodyKnowsOfMayStillBringSomething() {
        VirtualTime.run(() -> {
            AsyncEvent event = new AsyncEvent();
            new Thread(event::set).start();
            event.await();
        });
    }

    @Test
    void fatalErrorOfAnyTaskEndsTheRun() {
        InternalError fatal = new InternalError("fatal");
        assertThatThrownBy(() -> VirtualTime.run(() -> {
                    createTask(() -> {
                        throw fatal;
                    });
                    logAfter(1);
                }))
                .isSameAs(fatal);
        assertThat(log).isEmpty();
    }

    @Test
    void failureThatIsThrownIsNotReportedToo() {
        List<String> reports = new CopyOnWriteArrayList<>();
        Logger logger = Logger.getLogger("suspension");
        Filter filter = logger.getFilter();
        logger.setFilter(record -> {
            reports.add(record.getMessage());
            return true;
        });
        try {
            assertThatThrownBy(() -> VirtualTime.run(() -> {
                        throw new IOException("broken");
                    }))
                    .hasMessage("broken");
        } finally {
            logger.setFilter(filter);
        }
        assertThat(reports).isEmpty();
    }

    @Test
    void refusesToRunOnALoop() {
        Async.run(() -> assertThatThrownBy(() -> VirtualTime.run(() -> "never"))
                .isExactlyInstanceOf(IllegalStateException.class));
    }

    @Test
    void loopInRealTimeHasNoVirtualClock() {
        try (EventLoop loop = EventLoop.start()) {
            loop.run(() -> assertThatThrownBy(VirtualClock::current)
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("real time"));
        }
        assertThatThrownBy(VirtualClock::current).isExactlyInstanceOf(IllegalStateException.class);
    }
}
