package suspension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.Async.createTask;
import static suspension.Async.yieldNow;
import static suspension.TestBodies.forever;
import static suspension.TestBodies.settle;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class CancelCountTest {

    private final Events events = new Events();

    @Test
    void countsRequestsAndTakesThemBack() {
        Async.run(() -> {
            Task<Void> task = createTask(() -> forever());
            assertThat(task.cancelling()).isZero();
            task.cancel();
            task.cancel();
            assertThat(task.cancelling()).isEqualTo(2);
            assertThat(task.uncancel()).isEqualTo(1);
            assertThat(task.cancelling()).isEqualTo(1);
        });
    }

    @Test
    void neverFallsBelowZero() {
        Async.run(() -> {
            Task<?> self = Async.currentTask();
            assertThat(self.uncancel()).isZero();
            assertThat(self.uncancel()).isZero();
            assertThat(self.cancelling()).isZero();
        });
    }

    @Test
    void reachingZeroWithdrawsWhatHasNotArrived() {
        Async.run(() -> {
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
        Async.run(() -> {
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
        Async.run(() -> {
            Task<Void> task = createTask(() -> forever(events, "task"));
            yieldNow();
            task.cancel();
            assertThat(task.uncancel()).isZero();
            settle();
            assertThat(task.isCancelled()).isTrue();
        });
        assertThat(events.all()).containsExactly("task cancelled");
    }

    @Test
    void staysRaisedWhenTheExceptionIsSwallowed() {
        Async.run(() -> {
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
        Async.run(() -> {
            Task<Void> task = createTask(() -> forever());
            yieldNow();
            task.cancel();
            settle();
            assertThat(task.uncancel()).isEqualTo(1);
            assertThat(task.cancelling()).isEqualTo(1);
        });
    }

    // A cancellation that was swallowed without uncancel is the baseline of later scopes.

    @Test
    void aGroupAfterASwallowedCancelRearmsNothing() {
        Async.run(() -> {
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
        Async.run(() -> {
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
        Async.run(() -> {
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
        Async.run(() -> {
            Task<Void> inner = createTask(() -> TestBodies.foreverWithCleanUp(events, "inner"));
            Task<Void> outer = createTask(() -> inner.await());
            settle();
            outer.cancel();
            assertThat(List.of(outer.cancelling(), inner.cancelling())).containsExactly(1, 1);
        });
    }
}
