package suspension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static suspension.Async.createTask;
import static suspension.Async.yieldNow;
import static suspension.TestBodies.forever;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What runs between the failure of a child and the cancellation of its siblings: all that was ready by then. Each order
 * here is CPython 3.13's, which tells the group through a callback that waits its turn.
 */
@Timeout(60)
class TaskGroupFailureOrderTest {

    private final Events events = new Events();

    private void fails() {
        events.add("fails");
        throw new IllegalArgumentException("broken");
    }

    private void sibling(String name) {
        events.add(name + " started");
        forever(events, name);
    }

    private void run(TaskGroup.VoidBody body) {
        Throwable failure = catchThrowable(() -> Async.run(() -> TaskGroup.run(body)));
        assertThat(failure).isExactlyInstanceOf(ExceptionGroup.class);
        assertThat(((ExceptionGroup) failure).exceptions())
                .allSatisfy(e -> assertThat(e).isExactlyInstanceOf(IllegalArgumentException.class));
        events.add("group of " + ((ExceptionGroup) failure).exceptions().size());
    }

    @Test
    void siblingsThatHaveNotStartedAreStartedFirst() {
        run(group -> {
            group.createTask(this::fails);
            group.createTask(() -> sibling("a"));
            group.createTask(() -> sibling("b"));
        });
        assertThat(events.all())
                .startsWith("fails", "a started", "b started")
                .endsWith("group of 1")
                .containsExactlyInAnyOrder(
                        "fails", "a started", "b started", "a cancelled", "b cancelled", "group of 1");
    }

    @Test
    void aSiblingThatNeverSuspendsKeepsItsValue() {
        AtomicReference<Task<String>> quick = new AtomicReference<>();
        run(group -> {
            group.createTask(this::fails);
            quick.set(group.createTask(() -> {
                events.add("quick");
                return "value";
            }));
        });
        assertThat(events.all()).containsExactly("fails", "quick", "group of 1");
        assertThat(quick.get().outcome()).isEqualTo(new Outcome.Success<>("value"));
    }

    @Test
    void aSuspendFunctionThatHasNotStartedIsStartedFirst() {
        run(group -> {
            group.createTask(this::fails);
            group.createTask(continuation -> {
                events.add("function started");
                return "value";
            });
        });
        assertThat(events.all()).containsExactly("fails", "function started", "group of 1");
    }

    @Test
    void siblingsOfAFailingSuspendFunctionAreStartedFirst() {
        run(group -> {
            group.createTask(continuation -> {
                fails();
                return "never";
            });
            group.createTask(() -> sibling("a"));
        });
        assertThat(events.all()).containsExactly("fails", "a started", "a cancelled", "group of 1");
    }

    @Test
    void twoThatFailInOneRoundBothCount() {
        run(group -> {
            group.createTask(this::fails);
            group.createTask(this::fails);
        });
        assertThat(events.all()).containsExactly("fails", "fails", "group of 2");
    }

    @Test
    void aSiblingThatTheFailingChildMadeIsStartedToo() {
        run(group -> {
            group.createTask(() -> {
                group.createTask(() -> sibling("made"));
                fails();
            });
            group.createTask(() -> sibling("b"));
        });
        assertThat(events.all())
                .startsWith("fails", "b started", "made started")
                .containsExactlyInAnyOrder(
                        "fails", "b started", "made started", "made cancelled", "b cancelled", "group of 1");
    }

    @Test
    void whatASiblingMakesAfterTheFailureIsAcceptedAndNeverEntered() {
        run(group -> {
            group.createTask(this::fails);
            group.createTask(() -> {
                group.createTask(() -> sibling("late"));
                sibling("maker");
            });
        });
        assertThat(events.all()).containsExactly("fails", "maker started", "maker cancelled", "group of 1");
    }

    @Test
    void theBodyGoesOnFirstIfItWasReady() {
        run(group -> {
            group.createTask(this::fails);
            group.createTask(() -> sibling("a"));
            yieldNow();
            group.createTask(() -> sibling("b"));
            events.add("body done");
        });
        assertThat(events.all()).containsExactly("fails", "a started", "body done", "a cancelled", "group of 1");
    }

    @Test
    void theBodyIsCancelledAfterTheSiblings() {
        run(group -> {
            group.createTask(this::fails);
            group.createTask(() -> sibling("a"));
            try {
                forever();
            } catch (CancellationException e) {
                events.add("body cancelled");
                throw e;
            }
        });
        assertThat(events.all()).containsExactly("fails", "a started", "a cancelled", "body cancelled", "group of 1");
    }

    @Test
    void tasksOutsideTheGroupKeepTheirPlaceBetweenTheSiblings() {
        run(group -> {
            group.createTask(this::fails);
            group.createTask(() -> sibling("a"));
            createTask(() -> events.add("other task"));
            group.createTask(() -> sibling("b"));
        });
        assertThat(events.all())
                .startsWith("fails", "a started", "other task", "b started")
                .containsExactlyInAnyOrder(
                        "fails", "a started", "other task", "b started", "a cancelled", "b cancelled", "group of 1");
    }
}
