package suspension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.Async.createTask;
import static suspension.Async.yieldNow;
import static suspension.TestBodies.forever;
import static suspension.TestBodies.foreverWithCleanUp;
import static suspension.TestBodies.settle;
import static suspension.TestBodies.untilWaiting;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

@InEveryPlace
class CancelCountTest {

    @Parameter
    private Place place;

    private final Events events = new Events();

    @Test
    void countsRequestsAndTakesThemBack() {
        place.run(() -> {
            Task<?> self = Async.currentTask();
            assertThat(self.cancelling()).isZero();
            self.cancel();
            self.cancel();
            assertThat(self.cancelling()).isEqualTo(2);
            assertThat(self.uncancel()).isEqualTo(1);
            assertThat(self.cancelling()).isEqualTo(1);
            assertThat(self.uncancel()).isZero();
        });
    }

    @Test
    void neverFallsBelowZero() {
        place.run(() -> {
            Task<?> self = Async.currentTask();
            assertThat(self.uncancel()).isZero();
            assertThat(self.uncancel()).isZero();
            assertThat(self.cancelling()).isZero();
        });
    }

    @Test
    void reachingZeroWithdrawsWhatHasNotArrived() {
        place.run(() -> {
            Task<?> self = Async.currentTask();
            self.cancel();
            assertThat(self.uncancel()).isZero();
            yieldNow();
            events.add("went on");
        });
        assertThat(events.all()).containsExactly("went on");
    }

    @Test
    void aboveZeroNothingIsWithdrawn() {
        place.run(() -> {
            Task<?> self = Async.currentTask();
            self.cancel();
            self.cancel();
            assertThat(self.uncancel()).isEqualTo(1);
            assertThatThrownBy(Async::yieldNow).isInstanceOf(CancellationException.class);
            self.uncancel();
        });
    }

    @Test
    void whatHasEndedAWaitIsNotWithdrawn() {
        place.run(() -> {
            Gate cleanUp = new Gate();
            Task<Void> task = createTask(() -> foreverWithCleanUp(events, "task", cleanUp));
            untilWaiting(task);
            task.cancel();
            assertThat(task.uncancel()).isZero();
            cleanUp.open();
            Async.wait(List.of(task));
            assertThat(task.isCancelled()).isTrue();
        });
        assertThat(events.all()).containsExactly("task cleaned up");
    }

    @Test
    void staysRaisedWhenTheExceptionIsSwallowed() {
        place.run(() -> {
            Task<?> self = Async.currentTask();
            self.cancel();
            assertThatThrownBy(Async::yieldNow).isInstanceOf(CancellationException.class);
            assertThat(self.cancelling()).isEqualTo(1);
            yieldNow();
            assertThat(self.cancelling()).isEqualTo(1);
        });
    }

    @Test
    void hasNoEffectOnceTheTaskIsDone() {
        place.run(() -> {
            Task<Void> task = createTask(() -> forever());
            untilWaiting(task);
            task.cancel();
            Async.wait(List.of(task));
            assertThat(task.uncancel()).isEqualTo(1);
            assertThat(task.cancelling()).isEqualTo(1);
        });
    }

    // A cancellation that was swallowed without uncancel is the baseline of later scopes.

    @Test
    void aGroupAfterASwallowedCancelRearmsNothing() {
        place.run(() -> {
            swallowACancel();
            assertThatThrownBy(() -> TaskGroup.run(group -> {
                        group.createTask(() -> {
                            throw new IllegalStateException("child");
                        });
                    }))
                    .isExactlyInstanceOf(ExceptionGroup.class);
            assertThat(Async.currentTask().cancelling()).isEqualTo(1);
            settle();
            events.add("went on");
        });
        assertThat(events.all()).containsExactly("went on");
    }

    @Test
    void aGroupThatStopsAfterASwallowedCancelLeavesNoRequestBehind() {
        place.run(() -> {
            swallowACancel();
            TaskGroup.run(TaskGroup::cancel);
            assertThat(Async.currentTask().cancelling()).isEqualTo(1);
            settle();
            events.add("went on");
        });
        assertThat(events.all()).containsExactly("went on");
    }

    @Test
    void aRequestFromOutsideIsMetEvenIfATimeoutEndsBeforeIt() {
        place.run(() -> {
            Async.currentTask().cancel();
            Async.timeout(Duration.ZERO, () -> {});
            assertThatThrownBy(Async::yieldNow).isInstanceOf(CancellationException.class);
        });
    }

    private static void swallowACancel() {
        Async.currentTask().cancel();
        assertThatThrownBy(Async::yieldNow).isInstanceOf(CancellationException.class);
    }

    @Test
    void everyAwaitedTaskCountsTheRequestOfItsAwaiter() {
        place.run(() -> {
            Gate cleanUp = new Gate();
            Task<Void> inner = createTask(() -> foreverWithCleanUp(events, "inner", cleanUp));
            Task<Void> outer = createTask(() -> inner.await());
            untilWaiting(inner, outer);
            outer.cancel();
            assertThat(List.of(outer.cancelling(), inner.cancelling())).containsExactly(1, 1);
            cleanUp.open();
        });
    }
}
