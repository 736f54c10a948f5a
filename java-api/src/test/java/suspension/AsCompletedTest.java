package suspension;

import static java.time.Duration.ofDays;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.Async.asCompleted;
import static suspension.Async.createTask;
import static suspension.Async.yieldNow;
import static suspension.TestBodies.forever;
import static suspension.TestBodies.settle;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class AsCompletedTest {

    private final Events events = new Events();

    private static Task<String> brew(String name, int turns) {
        return createTask(() -> {
            for (int i = 0; i < turns; i++) {
                yieldNow();
            }
            return name;
        });
    }

    @Test
    void givesTheVeryTasksInTheOrderInWhichTheyFinish() {
        Async.run(() -> {
            Task<String> slow = brew("slow", 9);
            Task<String> quick = brew("quick", 1);
            for (Task<String> task : asCompleted(List.of(slow, quick))) {
                assertThat(task.isDone()).isTrue();
                assertThat(task).isIn(slow, quick);
                events.add(task.resultNow());
            }
        });
        assertThat(events.all()).containsExactly("quick", "slow");
    }

    @Test
    void givesThoseThatAreDoneFirst() {
        Async.run(() -> {
            Task<String> slow = brew("slow", 9);
            Task<String> done = brew("done", 0);
            done.await();
            for (Task<String> task : asCompleted(List.of(slow, done))) {
                events.add(task.await());
            }
        });
        assertThat(events.all()).containsExactly("done", "slow");
    }

    @Test
    void givesFailedAndCancelledTasksToo() {
        Async.run(() -> {
            Task<String> failed = createTask(() -> {
                throw new IllegalStateException("bad");
            });
            Task<String> cancelled = brew("never", 99);
            cancelled.cancel();
            for (Task<String> task : asCompleted(List.of(failed, cancelled))) {
                events.add(task.outcome().getClass().getSimpleName());
            }
        });
        assertThat(events.all()).containsExactly("Failure", "Cancelled");
    }

    @Test
    void ofNothingGivesNothing() {
        Async.run(() -> assertThat(asCompleted(List.<Task<String>>of())).isEmpty());
    }

    @Test
    void duplicatesCountOnce() {
        Async.run(() -> {
            Task<String> task = brew("tea", 1);
            assertThat(asCompleted(List.of(task, task))).containsExactly(task);
        });
    }

    @Test
    void goesOnWhereALoopStopped() {
        Async.run(() -> {
            Iterable<Task<String>> tasks = asCompleted(List.of(brew("c", 6), brew("a", 1), brew("b", 3)));
            for (Task<String> task : tasks) {
                events.add(task.resultNow());
                break;
            }
            events.add("break");
            for (Task<String> task : tasks) {
                events.add(task.resultNow());
            }
        });
        assertThat(events.all()).containsExactly("a", "break", "b", "c");
    }

    @Test
    void pastTheEndThereIsNoElement() {
        Async.run(() -> {
            Iterator<Task<String>> tasks = asCompleted(List.of(brew("a", 0))).iterator();
            tasks.next();
            assertThatThrownBy(tasks::next).isExactlyInstanceOf(NoSuchElementException.class);
        });
    }

    @Test
    void cancellingTheLoopCancelsNoTask() {
        Async.run(() -> {
            Task<Void> pending = createTask(() -> forever());
            Task<Void> consumer = createTask(() -> {
                for (Task<Void> task : asCompleted(List.of(pending), ofDays(1))) {
                    events.add(task.name());
                }
            });
            settle();
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
            Async.run(() -> assertThatThrownBy(() -> asCompleted(List.of(foreign)))
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("elsewhere"));
        }
    }
}
