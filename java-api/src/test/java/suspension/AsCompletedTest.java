package suspension;

import static java.time.Duration.ofDays;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.Async.asCompleted;
import static suspension.Async.createTask;
import static suspension.TestBodies.forever;
import static suspension.TestBodies.untilWaiting;
import static suspension.TestBodies.untilWaitingFor;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

@InEveryPlace
class AsCompletedTest {

    @Parameter
    private Place place;

    private final Events events = new Events();

    private static Task<String> brewAfter(Gate gate, String name) {
        return createTask(() -> {
            gate.await();
            return name;
        });
    }

    private static Task<String> brew(String name) {
        return createTask(() -> name);
    }

    @Test
    void givesTheVeryTasksInTheOrderInWhichTheyFinish() {
        place.run(() -> {
            Gate first = new Gate();
            Task<String> quick = brew("quick");
            Task<String> slow = brewAfter(first, "slow");
            for (Task<String> task : asCompleted(List.of(slow, quick))) {
                assertThat(task.isDone()).isTrue();
                assertThat(task).isIn(slow, quick);
                events.add(task.resultNow());
                first.open();
            }
        });
        assertThat(events.all()).containsExactly("quick", "slow");
    }

    @Test
    void givesThoseThatAreDoneFirst() {
        place.run(() -> {
            Gate first = new Gate();
            Task<String> slow = brewAfter(first, "slow");
            Task<String> done = brew("done");
            done.await();
            for (Task<String> task : asCompleted(List.of(slow, done))) {
                events.add(task.await());
                first.open();
            }
        });
        assertThat(events.all()).containsExactly("done", "slow");
    }

    @Test
    void givesFailedAndCancelledTasksToo() {
        place.run(() -> {
            Task<String> failed = createTask(() -> {
                throw new IllegalStateException("bad");
            });
            Task<Void> cancelled = createTask(() -> {
                Async.wait(List.of(failed));
                forever();
            });
            untilWaitingFor("sleep", cancelled);
            cancelled.cancel();
            for (Task<?> task : asCompleted(List.<Task<?>>of(failed, cancelled))) {
                events.add(task.outcome().getClass().getSimpleName());
            }
        });
        assertThat(events.all()).containsExactly("Failure", "Cancelled");
    }

    @Test
    void ofNothingGivesNothing() {
        place.run(() -> assertThat(asCompleted(List.<Task<String>>of())).isEmpty());
    }

    @Test
    void duplicatesCountOnce() {
        place.run(() -> {
            Task<String> task = brew("tea");
            assertThat(asCompleted(List.of(task, task))).containsExactly(task);
        });
    }

    @Test
    void goesOnWhereALoopStopped() {
        place.run(() -> {
            Gate[] gates = {new Gate(), new Gate(), new Gate(), new Gate()};
            Iterable<Task<String>> tasks =
                    asCompleted(List.of(brewAfter(gates[2], "c"), brewAfter(gates[0], "a"), brewAfter(gates[1], "b")));
            int given = 0;
            gates[given++].open();
            for (Task<String> task : tasks) {
                events.add(task.resultNow());
                break;
            }
            events.add("break");
            gates[given++].open();
            for (Task<String> task : tasks) {
                events.add(task.resultNow());
                gates[given++].open();
            }
        });
        assertThat(events.all()).containsExactly("a", "break", "b", "c");
    }

    @Test
    void pastTheEndThereIsNoElement() {
        place.run(() -> {
            Iterator<Task<String>> tasks = asCompleted(List.of(brew("a"))).iterator();
            tasks.next();
            assertThatThrownBy(tasks::next).isExactlyInstanceOf(NoSuchElementException.class);
        });
    }

    @Test
    void cancellingTheLoopCancelsNoTask() {
        place.run(() -> {
            Task<Void> pending = createTask(() -> forever());
            Task<Void> consumer = createTask(() -> {
                for (Task<Void> task : asCompleted(List.of(pending), ofDays(1))) {
                    events.add(task.name());
                }
            });
            untilWaiting(pending, consumer);
            consumer.cancel();
            assertThatThrownBy(consumer::await).isInstanceOf(CancellationException.class);
            assertThat(pending.isDone()).isFalse();
            assertThat(pending.cancelling()).isZero();
        });
        assertThat(events.all()).isEmpty();
    }

    @Test
    void outsideABodyIsRefused() {
        assertThatThrownBy(() -> asCompleted(List.<Task<String>>of()))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Async.run(");
    }

    @Test
    void aTaskOfAnotherLoopIsRefused() {
        try (EventLoop other = EventLoop.start("elsewhere")) {
            Task<Void> foreign = other.createTask(() -> forever());
            place.run(() -> assertThatThrownBy(() -> asCompleted(List.of(foreign)))
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("elsewhere"));
        }
    }
}
