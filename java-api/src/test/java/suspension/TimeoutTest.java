package suspension;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static suspension.Async.createTask;
import static suspension.Async.sleep;
import static suspension.Async.timeout;
import static suspension.TestBodies.forever;
import static suspension.TestBodies.settle;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import suspension.sync.AsyncEvent;

class TimeoutTest {

    private final Events events = new Events();

    @Test
    void inTimeGivesTheValue() {
        Async.run(() -> {
            String value = timeout(ofDays(1), () -> {
                settle();
                return "tea";
            });
            assertThat(value).isEqualTo("tea");
            assertThat(Async.currentTask().cancelling()).isZero();
        });
    }

    @Test
    void tooLateBecomesATimeoutCausedByTheCancellation() {
        Async.run(() -> {
            Throwable late = catchThrowable(() -> timeout(ofMillis(1), () -> forever(events, "region")));
            assertThat(late)
                    .isExactlyInstanceOf(AsyncTimeoutException.class)
                    .hasMessageContaining("PT0.001S")
                    .hasMessageContaining(Async.currentTask().name())
                    .hasCauseInstanceOf(CancellationException.class);
            assertThat(Async.currentTask().cancelling()).isZero();
            settle();
        });
        assertThat(events.all()).containsExactly("region cancelled");
    }

    @Test
    void runsInTheCallersOwnTask() {
        Async.run(() -> {
            Task<?> inside = Async.<Task<?>, RuntimeException>timeout(ofSeconds(1), () -> Async.currentTask());
            assertThat(inside).isSameAs(Async.currentTask());
        });
    }

    @Test
    void waitsForTheCleanUpHoweverLongItTakes() {
        Async.run(() -> {
            assertThatThrownBy(() -> timeout(ofMillis(1), () -> TestBodies.foreverWithCleanUp(events, "region")))
                    .isExactlyInstanceOf(AsyncTimeoutException.class);
            events.add("caller goes on");
        });
        assertThat(events.all()).containsExactly("region cleaned up", "caller goes on");
    }

    @Test
    void aBodyThatSwallowsEndsNormally() {
        Async.run(() -> {
            AtomicReference<Timeout> limit = new AtomicReference<>();
            String value = timeout(ofMillis(1), t -> {
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
            settle();
        });
    }

    @Test
    void aForeignExceptionPassesAndTellsOfTheTimeout() {
        IOException failure = new IOException("clean-up failed");
        Async.run(() -> {
            Throwable thrown = catchThrowable(() -> timeout(ofMillis(1), () -> {
                try {
                    forever();
                } catch (CancellationException e) {
                    throw failure;
                }
            }));
            assertThat(thrown).isSameAs(failure);
            assertThat(thrown.getSuppressed())
                    .singleElement()
                    .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.THROWABLE)
                    .isExactlyInstanceOf(AsyncTimeoutException.class);
            assertThat(Async.currentTask().cancelling()).isZero();
        });
    }

    @Test
    void zeroExpiresAtTheFirstSuspension() {
        Async.run(() -> {
            for (java.time.Duration limit : List.of(ZERO, ofSeconds(-5))) {
                assertThatThrownBy(() -> timeout(limit, () -> {
                            events.add("entered");
                            forever();
                        }))
                        .isExactlyInstanceOf(AsyncTimeoutException.class);
            }
        });
        assertThat(events.all()).containsExactly("entered", "entered");
    }

    @Test
    void aBodyThatNeverSuspendsIsNotLimited() {
        Async.run(() -> {
            AtomicReference<Timeout> limit = new AtomicReference<>();
            timeout(ZERO, limit::set);
            assertThat(limit.get().expired()).isFalse();
            settle();
            assertThat(limit.get().expired()).isFalse();
        });
    }

    @Test
    void cancelledFromOutsideItStaysACancellation() {
        Async.run(() -> {
            Task<Void> task = createTask(() -> timeout(ofDays(1), () -> forever()));
            settle();
            task.cancel("from outside");
            assertThatThrownBy(task::await)
                    .isInstanceOf(CancellationException.class)
                    .hasMessage("from outside");
            assertThat(task.cancelling()).isEqualTo(1);
        });
    }

    @Test
    void cancelledFromOutsideAndTooLateIsACancellation() {
        AsyncEvent late = new AsyncEvent();
        Async.run(() -> {
            Task<Void> task = createTask(() -> timeout(ofMillis(1), () -> {
                try {
                    forever();
                } catch (CancellationException e) {
                    late.set();
                    forever(); // until cancelled from outside as well
                }
            }));
            late.await();
            task.cancel();
            assertThatThrownBy(task::await).isInstanceOf(CancellationException.class);
            assertThat(task.cancelling()).isEqualTo(1);
        });
    }

    // Nesting

    @Test
    void theOuterOnesExpiryIsACancellationInTheInnerRegion() {
        Async.run(() -> assertThatThrownBy(() -> timeout(ofMillis(1), () -> {
                    Throwable inner = catchThrowable(() -> timeout(ofDays(1), () -> forever()));
                    events.add(inner.getClass().getSimpleName());
                    throw (RuntimeException) inner;
                }))
                .isExactlyInstanceOf(AsyncTimeoutException.class));
        assertThat(events.all()).containsExactly("CancellationException");
    }

    @Test
    void theOuterOneWinsWhenBothAreDue() {
        Async.run(() -> {
            Timeout[] limits = new Timeout[2];
            assertThatThrownBy(() -> timeout(ZERO, (Timeout outer) -> {
                        limits[0] = outer;
                        Throwable inner = catchThrowable(() -> timeout(ZERO, t -> {
                            limits[1] = t;
                            forever();
                        }));
                        events.add(inner.getClass().getSimpleName());
                        throw (RuntimeException) inner;
                    }))
                    .isExactlyInstanceOf(AsyncTimeoutException.class);
            assertThat(limits).allMatch(Timeout::expired);
            assertThat(Async.currentTask().cancelling()).isZero();
        });
        assertThat(events.all()).containsExactly("CancellationException");
    }

    @Test
    void theOuterOneIsStillLiveAfterTheInnerOne() {
        Async.run(() -> assertThatThrownBy(() -> timeout(ofMillis(30), () -> {
                    assertThatThrownBy(() -> timeout(ofMillis(1), () -> forever()))
                            .isExactlyInstanceOf(AsyncTimeoutException.class);
                    events.add("inner handled");
                    forever();
                }))
                .isExactlyInstanceOf(AsyncTimeoutException.class));
        assertThat(events.all()).containsExactly("inner handled");
    }

    @Test
    void worksInCleanUpAfterACancellation() {
        Async.run(() -> {
            Task<Void> task = createTask(() -> {
                try {
                    forever();
                } finally {
                    assertThatThrownBy(() -> timeout(ofMillis(1), () -> forever()))
                            .isExactlyInstanceOf(AsyncTimeoutException.class);
                    events.add("limited");
                }
            });
            settle();
            task.cancel();
            Async.wait(List.of(task));
            assertThat(task.isCancelled()).isTrue();
            assertThat(task.cancelling()).isEqualTo(1);
        });
        assertThat(events.all()).containsExactly("limited");
    }

    // Moving the limit

    @Test
    void canBeMovedLaterAndTakenAway() {
        Async.run(() -> {
            timeout(ofMillis(20), t -> {
                assertThat(t.when()).isPresent();
                t.reschedule(ofDays(2));
                assertThat(t.when().orElseThrow()).isGreaterThan(ofDays(1));
                sleep(ofMillis(40));
                t.reschedule(ofMillis(20));
                t.disable();
                assertThat(t.when()).isEmpty();
                sleep(ofMillis(40));
                assertThat(t.expired()).isFalse();
            });
            events.add("done");
        });
        assertThat(events.all()).containsExactly("done");
    }

    @Test
    void movedIntoThePastExpiresAtTheNextTurn() {
        Async.run(() -> assertThatThrownBy(() -> timeout(ofDays(1), t -> {
                    t.reschedule(ofSeconds(-1));
                    forever();
                }))
                .isExactlyInstanceOf(AsyncTimeoutException.class));
    }

    @Test
    void canBeMovedByAnotherTask() {
        Async.run(() -> assertThatThrownBy(() -> timeout(ofDays(1), t -> {
                    createTask(() -> t.reschedule(ZERO));
                    forever();
                }))
                .isExactlyInstanceOf(AsyncTimeoutException.class));
    }

    @Test
    void cannotBeMovedOnceItIsOver() {
        Async.run(() -> {
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
        });
    }

    // Misuse

    @Test
    void outsideABodyIsRefused() {
        assertThatThrownBy(() -> timeout(ofDays(1), () -> events.add("entered")))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("timeout()")
                .hasMessageContaining("Async.run(");
        assertThat(events.all()).isEmpty();
    }

    @Test
    void anOverflowingLimitIsForEver() {
        Async.run(() -> {
            timeout(ofSeconds(Long.MAX_VALUE), () -> settle());
            events.add("in time");
        });
        assertThat(events.all()).containsExactly("in time");
    }
}
