package suspension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.Async.createTask;
import static suspension.Async.gather;
import static suspension.Async.shield;
import static suspension.Async.yieldNow;
import static suspension.TestBodies.settle;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What only the turn of a loop orders: when a task begins, who goes on first, and what an await does not let in. */
class LoopOrderTest {

    private final Events events = new Events();

    private String brew(String name, int turns) {
        events.add(name + " starts");
        for (int i = 0; i < turns; i++) {
            yieldNow();
        }
        events.add(name + " ends");
        return name;
    }

    @Test
    void tasksOfAGroupBeginWhenTheBodySuspends() {
        Async.run(() -> TaskGroup.run(group -> {
            group.createTask(() -> events.add("task"));
            events.add("body");
            yieldNow();
            events.add("body again");
        }));
        assertThat(events.all()).containsExactly("body", "task", "body again");
    }

    @Test
    void whatIsGatheredBeginsInTheOrderOfTheArgumentsAndTakesTurns() {
        List<String> cups = Async.run(() -> gather(() -> brew("Masala", 3), () -> brew("Green", 1)));
        assertThat(cups).containsExactly("Masala", "Green");
        assertThat(events.all()).containsExactly("Masala starts", "Green starts", "Green ends", "Masala ends");
    }

    @Test
    void actionsThatDoNotSuspendAreRunOneAfterTheOther() {
        Async.run(() -> gather(() -> events.add("a"), () -> events.add("b")));
        assertThat(events.all()).containsExactly("a", "b");
    }

    @Test
    void theCallerOfAGatherThatFailsGoesOnBeforeASlowSibling() {
        Async.run(() -> {
            assertThatThrownBy(() -> gather(() -> brew("slow", 9), () -> {
                        throw new IllegalStateException("bad");
                    }))
                    .hasMessage("bad");
            events.add("caller goes on");
            settle();
        });
        assertThat(events.all()).containsExactly("slow starts", "caller goes on", "slow ends");
    }

    @Test
    void waitWithATimeoutOfZeroGivesOneTurn() {
        Async.run(() -> {
            Task<String> quick = createTask(() -> "quick");
            Task<Void> pending = createTask(() -> TestBodies.forever());
            WaitResult<Task<?>> result =
                    Async.wait(List.<Task<?>>of(pending, quick), java.time.Duration.ZERO, ReturnWhen.ALL_COMPLETED);
            assertThat(result.done()).containsExactly(quick);
        });
    }

    @Test
    void shieldDoesNotSuspendForATaskThatIsDone() {
        Async.run(() -> {
            Task<String> done = createTask(() -> "done");
            done.await();
            createTask(() -> events.add("other"));
            events.add(shield(done));
            yieldNow();
        });
        assertThat(events.all()).containsExactly("done", "other");
    }

    @Test
    void aTaskThatIsCancelledBeforeItsFirstTurnIsNeverEntered() {
        Async.run(() -> {
            Task<Void> body = createTask(() -> events.add("body entered"));
            Task<Void> function = createTask(continuation -> {
                events.add("function entered");
                return null;
            });
            body.cancel();
            function.cancel();
            settle();
            assertThat(body.isCancelled()).isTrue();
            assertThat(function.isCancelled()).isTrue();
        });
        assertThat(events.all()).isEmpty();
    }

    @Test
    void asCompletedGivesTasksInTheOrderOfTheirTurns() {
        Async.run(() -> {
            List<Task<String>> tasks = List.of(
                    createTask(() -> brew("c", 6)), createTask(() -> brew("a", 1)), createTask(() -> brew("b", 3)));
            for (Task<String> task : Async.asCompleted(tasks)) {
                events.add("given " + task.resultNow());
            }
        });
        assertThat(events.all()).containsSubsequence("a ends", "given a", "b ends", "given b", "c ends", "given c");
    }

    @Test
    void aRequestWithdrawnBeforeTheFirstTurnLetsTheBodyRun() {
        Async.run(() -> {
            Task<String> task = createTask(() -> "ran");
            task.cancel();
            assertThat(task.uncancel()).isZero();
            assertThat(task.await()).isEqualTo("ran");
        });
    }

    @Test
    void aRequestToATaskAboutToGoOnArrivesAtThatAwait() {
        Async.run(() -> {
            CompletableFuture<String> gate = new CompletableFuture<>();
            Task<Void> task = createTask(() -> events.add("got " + Async.await(gate)));
            yieldNow();
            gate.complete("value");
            task.cancel();
            settle();
            assertThat(task.isCancelled()).isTrue();
        });
        assertThat(events.all()).isEmpty();
    }

    @Test
    void twoRequestsBeforeTheTurnOfTheTaskAreOneException() {
        Async.run(() -> {
            Task<Integer> task = createTask(() -> {
                try {
                    TestBodies.forever();
                } catch (CancellationException e) {
                    events.add("cancelled");
                }
                settle();
                return Async.currentTask().cancelling();
            });
            yieldNow();
            assertThat(task.cancel()).isTrue();
            assertThat(task.cancel()).isTrue();
            assertThat(task.await()).isEqualTo(2);
        });
        assertThat(events.all()).containsExactly("cancelled");
    }

    @Test
    void requestsToATaskThatHasNotBegunAreCounted() {
        Async.run(() -> {
            Task<Void> task = createTask(() -> TestBodies.forever());
            assertThat(task.cancelling()).isZero();
            task.cancel();
            task.cancel();
            assertThat(task.cancelling()).isEqualTo(2);
            assertThat(task.uncancel()).isEqualTo(1);
            assertThat(task.cancelling()).isEqualTo(1);
        });
    }

    @Test
    void aRequestIsMetAtTheNextTurnOfTheTask() {
        Async.run(() -> {
            Task<Void> task = createTask(() -> TestBodies.forever(events, "task"));
            yieldNow();
            assertThat(task.cancel()).isTrue();
            assertThat(task.isCancelled()).isFalse();
            settle();
            assertThat(task.isCancelled()).isTrue();
        });
        assertThat(events.all()).containsExactly("task cancelled");
    }

    @Test
    void aRequestThatHasEndedAWaitIsNotWithdrawn() {
        Async.run(() -> {
            Task<Void> task = createTask(() -> TestBodies.forever(events, "task"));
            yieldNow();
            task.cancel();
            assertThat(task.uncancel()).isZero();
            settle();
            assertThat(task.isCancelled()).isTrue();
        });
        assertThat(events.all()).containsExactly("task cancelled");
    }
}
