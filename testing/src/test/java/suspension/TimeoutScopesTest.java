package suspension;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static suspension.Async.createTask;
import static suspension.Async.sleep;
import static suspension.Async.timeout;
import static suspension.TimedBodies.CLEAN_UP;
import static suspension.TimedBodies.forever;
import static suspension.TimedBodies.foreverWithCleanUp;
import static suspension.TimedBodies.goOn;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import suspension.testing.AsyncTest;
import suspension.testing.VirtualClock;

/** Timeouts in each other, around groups, and after requests to cancel. */
class TimeoutScopesTest {

    private final List<String> events = new ArrayList<>();

    @AsyncTest
    void theOuterOnesExpiryIsACancellationInTheInnerRegion() {
        assertThatThrownBy(() -> timeout(ofSeconds(1), () -> {
                    Throwable inner = catchThrowable(() -> timeout(ofDays(1), () -> forever()));
                    events.add(inner.getClass().getSimpleName());
                    throw (RuntimeException) inner;
                }))
                .isExactlyInstanceOf(AsyncTimeoutException.class);
        assertThat(events).containsExactly("CancellationException");
    }

    @AsyncTest
    void theOuterOneWinsWhenBothAreDue() {
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
        assertThat(events).containsExactly("CancellationException");
    }

    @AsyncTest
    void theOuterOneIsStillLiveAfterTheInnerOne(VirtualClock clock) {
        assertThatThrownBy(() -> timeout(ofSeconds(30), () -> {
                    assertThatThrownBy(() -> timeout(ofSeconds(1), () -> forever()))
                            .isExactlyInstanceOf(AsyncTimeoutException.class);
                    events.add("inner handled at " + clock.elapsed());
                    forever();
                }))
                .isExactlyInstanceOf(AsyncTimeoutException.class);
        assertThat(events).containsExactly("inner handled at PT1S");
        assertThat(clock.elapsed()).isEqualTo(ofSeconds(30));
    }

    @AsyncTest
    void worksInCleanUpAfterACancellation() {
        Task<Void> task = createTask(() -> {
            try {
                forever();
            } finally {
                assertThatThrownBy(() -> timeout(ofSeconds(1), () -> forever()))
                        .isExactlyInstanceOf(AsyncTimeoutException.class);
                events.add("limited");
            }
        });
        sleep(ofSeconds(1));
        task.cancel();
        Async.wait(List.of(task));
        assertThat(task.isCancelled()).isTrue();
        assertThat(task.cancelling()).isEqualTo(1);
        assertThat(events).containsExactly("limited");
    }

    // Around a group

    @AsyncTest
    void expiryCleansUpAGroupAndIsATimeout(VirtualClock clock) {
        assertThatThrownBy(() -> timeout(
                        ofSeconds(1),
                        () -> TaskGroup.run(group -> {
                            group.createTask(() -> foreverWithCleanUp(events, "task"));
                        })))
                .isExactlyInstanceOf(AsyncTimeoutException.class);
        assertThat(Async.currentTask().cancelling()).isZero();
        assertThat(clock.elapsed()).isEqualTo(ofSeconds(1).plus(CLEAN_UP));
        goOn();
        assertThat(events).containsExactly("task cleaned up");
    }

    @AsyncTest
    void failuresOfAGroupsCleanUpAreThrownInTheTimeoutsPlace() {
        assertThatThrownBy(() -> timeout(
                        ofSeconds(1),
                        () -> TaskGroup.run(group -> {
                            group.createTask(() -> failCleaningUp());
                        })))
                .isExactlyInstanceOf(ExceptionGroup.class);
        assertThat(Async.currentTask().cancelling()).isZero();
        goOn();
    }

    private static void failCleaningUp() {
        try {
            forever();
        } catch (CancellationException e) {
            throw new IllegalStateException("clean-up failed", e);
        }
    }

    // A cancellation that was swallowed without uncancel is the baseline of later timeouts.

    @AsyncTest
    void afterASwallowedCancelItWorks() {
        swallowACancel();
        assertThatThrownBy(() -> timeout(ofSeconds(1), () -> forever()))
                .isExactlyInstanceOf(AsyncTimeoutException.class);
        assertThat(Async.currentTask().cancelling()).isEqualTo(1);
        goOn();
    }

    @AsyncTest
    void afterASwallowedCancelAnExpiryThatNobodyMetLeavesNoRequestBehind(VirtualClock clock) {
        swallowACancel();
        timeout(ofSeconds(1), () -> Async.uncancellable(() -> sleep(ofSeconds(20))));
        assertThat(clock.elapsed()).isEqualTo(ofSeconds(20));
        goOn();
    }

    private static void swallowACancel() {
        Async.currentTask().cancel();
        assertThatThrownBy(Async::yieldNow).isInstanceOf(CancellationException.class);
    }
}
