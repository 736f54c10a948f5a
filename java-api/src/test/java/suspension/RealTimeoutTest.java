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
import static suspension.TestBodies.foreverWithCleanUp;
import static suspension.TestBodies.settle;
import static suspension.TestBodies.untilWaiting;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** What comes of a timeout on a real clock, which is all that a dispatcher has; virtual time tells when. */
@InEveryPlace
class RealTimeoutTest {

    private static final Duration SHORT = ofMillis(10);

    @Parameter
    private Place place;

    private final Events events = new Events();

    /** Suspends; throws if a request to cancel is left that nobody has met. */
    private static void goOn() {
        settle();
        sleep(ofMillis(1));
        assertThat(Async.currentTask().cancelling()).isZero();
    }

    @Test
    void inTimeGivesTheValueInTheCallersOwnTask() {
        place.run(() -> {
            Task<?> self = Async.currentTask();
            String value = timeout(ofDays(1), () -> {
                settle();
                assertThat(Async.currentTask()).isSameAs(self);
                return "tea";
            });
            assertThat(value).isEqualTo("tea");
            goOn();
        });
    }

    @Test
    void tooLateBecomesATimeoutCausedByTheCancellation() {
        place.run(() -> {
            assertThatThrownBy(() -> timeout(SHORT, () -> forever(events, "region")))
                    .isExactlyInstanceOf(AsyncTimeoutException.class)
                    .hasMessageContaining(SHORT.toString())
                    .hasMessageContaining(Async.currentTask().name())
                    .hasCauseInstanceOf(CancellationException.class);
            goOn();
        });
        assertThat(events.all()).containsExactly("region cancelled");
    }

    @Test
    void itsCauseSaysWhyAndWhereTheBodyWasStuck() {
        place.run(() -> {
            Throwable late = catchThrowable(() -> timeout(SHORT, () -> forever(events, "region")));
            assertThat(late.getCause()).hasMessage(late.getMessage());
            assertThat(late.getCause().getStackTrace())
                    .extracting(StackTraceElement::getMethodName)
                    .contains("forever");
        });
    }

    @Test
    void waitsForTheCleanUp() {
        place.run(() -> {
            assertThatThrownBy(() -> timeout(SHORT, () -> foreverWithCleanUp(events, "region")))
                    .isExactlyInstanceOf(AsyncTimeoutException.class);
            goOn();
        });
        assertThat(events.all()).containsExactly("region cleaned up");
    }

    @Test
    void aBodyThatSwallowsEndsNormally() {
        place.run(() -> {
            AtomicReference<Timeout> limit = new AtomicReference<>();
            String value = timeout(SHORT, t -> {
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
            goOn();
        });
    }

    @Test
    void aForeignExceptionPassesAndTellsOfTheTimeout() {
        IOException failure = new IOException("clean-up failed");
        place.run(() -> {
            Throwable thrown = catchThrowable(() -> timeout(SHORT, () -> {
                try {
                    forever();
                } catch (CancellationException e) {
                    throw failure;
                }
            }));
            assertThat(thrown).isSameAs(failure);
            goOn();
        });
        assertThat(failure.getSuppressed())
                .singleElement()
                .asInstanceOf(InstanceOfAssertFactories.THROWABLE)
                .isExactlyInstanceOf(AsyncTimeoutException.class);
    }

    @Test
    void zeroExpiresAtASuspensionAndNotBefore() {
        place.run(() -> {
            for (Duration limit : List.of(ZERO, ofSeconds(-5))) {
                assertThatThrownBy(() -> timeout(limit, () -> {
                            events.add("entered");
                            forever();
                        }))
                        .isExactlyInstanceOf(AsyncTimeoutException.class);
            }
            goOn();
        });
        assertThat(events.all()).containsExactly("entered", "entered");
    }

    @Test
    void aBodyThatNeverSuspendsIsNotLimitedAndLeavesNoRequestBehind() {
        place.run(() -> {
            for (int i = 0; i < 200; i++) {
                assertThat(timeout(ZERO, () -> "value")).isEqualTo("value");
            }
            goOn();
        });
    }

    @Test
    void endedAboutWhenItExpiresItGivesTheValueOrATimeoutAndLeavesNoRequestBehind() {
        place.run(() -> {
            for (int i = 0; i < 100; i++) {
                Throwable late = catchThrowable(() -> timeout(ofMillis(1), () -> sleep(ofMillis(1))));
                if (late != null) {
                    assertThat(late).isExactlyInstanceOf(AsyncTimeoutException.class);
                }
                goOn();
            }
        });
    }

    @Test
    void cancelledFromOutsideItStaysACancellation() {
        place.run(() -> {
            Task<Void> task = createTask(() -> timeout(ofDays(1), () -> forever()));
            untilWaiting(task);
            task.cancel("from outside");
            assertThatThrownBy(task::await)
                    .isInstanceOf(CancellationException.class)
                    .hasMessage("from outside");
            assertThat(task.cancelling()).isEqualTo(1);
        });
    }

    @Test
    void cancelledFromOutsideAndTooLateIsACancellation() {
        place.run(() -> {
            Gate late = new Gate();
            Task<Void> task = createTask(() -> timeout(SHORT, () -> {
                try {
                    forever();
                } catch (CancellationException e) {
                    late.open();
                    forever(); // until cancelled from outside as well
                }
            }));
            late.await();
            task.cancel();
            assertThatThrownBy(task::await).isInstanceOf(CancellationException.class);
            assertThat(task.cancelling()).isEqualTo(1);
        });
    }

    // Moving the limit

    @Test
    void expiresWhenItWasMovedTo() {
        place.run(() -> {
            for (Duration limit : List.of(SHORT, ZERO, ofSeconds(-1))) {
                assertThatThrownBy(() -> timeout(ofDays(1), t -> {
                            t.reschedule(limit);
                            forever();
                        }))
                        .isExactlyInstanceOf(AsyncTimeoutException.class);
            }
            goOn();
        });
    }

    @Test
    void canBeTakenAway() {
        place.run(() -> {
            timeout(ofDays(1), t -> {
                assertThat(t.when()).isPresent();
                t.disable();
                assertThat(t.when()).isEmpty();
                settle();
                assertThat(t.expired()).isFalse();
            });
            goOn();
        });
    }

    @Test
    void canBeMovedByAnotherTask() {
        place.run(() -> {
            assertThatThrownBy(() -> timeout(ofDays(1), t -> {
                        createTask(() -> t.reschedule(ZERO));
                        forever();
                    }))
                    .isExactlyInstanceOf(AsyncTimeoutException.class);
            goOn();
        });
    }

    @Test
    void cannotBeMovedOnceItIsOver() {
        place.run(() -> {
            AtomicReference<Timeout> limit = new AtomicReference<>();
            timeout(ofDays(1), limit::set);
            assertThat(limit.get().when()).isEmpty();
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

    // In each other, around groups, after requests to cancel

    @Test
    void theOuterOnesExpiryIsACancellationInTheInnerRegion() {
        place.run(() -> {
            assertThatThrownBy(() -> timeout(SHORT, () -> {
                        Throwable inner = catchThrowable(() -> timeout(ofDays(1), () -> forever()));
                        events.add(inner.getClass().getSimpleName());
                        throw (RuntimeException) inner;
                    }))
                    .isExactlyInstanceOf(AsyncTimeoutException.class);
            goOn();
        });
        assertThat(events.all()).containsExactly("CancellationException");
    }

    @Test
    void theOuterOneIsStillLiveAfterTheInnerOne() {
        place.run(() -> {
            assertThatThrownBy(() -> timeout(ofDays(1), t -> {
                        assertThatThrownBy(() -> timeout(SHORT, () -> forever()))
                                .isExactlyInstanceOf(AsyncTimeoutException.class);
                        events.add("inner handled");
                        t.reschedule(SHORT);
                        forever();
                    }))
                    .isExactlyInstanceOf(AsyncTimeoutException.class);
            goOn();
        });
        assertThat(events.all()).containsExactly("inner handled");
    }

    @Test
    void worksInCleanUpAfterACancellation() {
        place.run(() -> {
            Task<Void> task = createTask(() -> {
                try {
                    forever();
                } finally {
                    assertThatThrownBy(() -> timeout(SHORT, () -> forever()))
                            .isExactlyInstanceOf(AsyncTimeoutException.class);
                    events.add("limited");
                }
            });
            untilWaiting(task);
            task.cancel();
            Async.wait(List.of(task));
            assertThat(task.isCancelled()).isTrue();
            assertThat(task.cancelling()).isEqualTo(1);
        });
        assertThat(events.all()).containsExactly("limited");
    }

    @Test
    void expiryCleansUpAGroupAndIsATimeout() {
        place.run(() -> {
            assertThatThrownBy(() -> timeout(ofDays(1), (Timeout t) -> {
                        TaskGroup.run(group -> {
                            Task<Void> task = group.createTask(() -> foreverWithCleanUp(events, "task"));
                            untilWaiting(task);
                            t.reschedule(SHORT);
                        });
                    }))
                    .isExactlyInstanceOf(AsyncTimeoutException.class);
            goOn();
        });
        assertThat(events.all()).containsExactly("task cleaned up");
    }

    @Test
    void failuresOfAGroupsCleanUpAreThrownInTheTimeoutsPlace() {
        IllegalStateException failure = new IllegalStateException("clean-up failed");
        place.run(() -> {
            assertThatThrownBy(() -> timeout(ofDays(1), (Timeout t) -> {
                        TaskGroup.run(group -> {
                            Task<Void> task = group.createTask(() -> {
                                try {
                                    forever();
                                } catch (CancellationException e) {
                                    throw failure;
                                }
                            });
                            untilWaiting(task);
                            t.reschedule(SHORT);
                        });
                    }))
                    .isInstanceOfSatisfying(
                            ExceptionGroup.class,
                            group -> assertThat(group.exceptions()).containsExactly(failure));
            goOn();
        });
    }

    @Test
    void afterASwallowedCancelItWorksAndLeavesNoRequestBehind() {
        place.run(() -> {
            Async.currentTask().cancel();
            assertThatThrownBy(Async::yieldNow).isInstanceOf(CancellationException.class);
            assertThatThrownBy(() -> timeout(SHORT, () -> forever())).isExactlyInstanceOf(AsyncTimeoutException.class);
            timeout(SHORT, () -> Async.uncancellable(() -> sleep(SHORT.multipliedBy(3)))); // nobody meets the expiry
            assertThat(Async.currentTask().cancelling()).isEqualTo(1);
            settle();
        });
    }
}
