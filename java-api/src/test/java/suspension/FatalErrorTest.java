package suspension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static suspension.Async.createTask;
import static suspension.Async.yieldNow;
import static suspension.TestBodies.forever;
import static suspension.TestBodies.foreverWithCleanUp;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Errors that no program can go on from end the loop, as KeyboardInterrupt and SystemExit do. */
class FatalErrorTest {

    private final Events events = new Events();
    private final OutOfMemoryError fatal = new OutOfMemoryError("pretended");

    private void fail() {
        throw fatal;
    }

    @Test
    void ofADetachedTaskEndsTheLoopAndIsThrownByRun() {
        assertThatThrownBy(() -> Async.run(() -> {
                    createTask(this::fail);
                    createTask(() -> foreverWithCleanUp(events, "sibling"));
                    foreverWithCleanUp(events, "main");
                }))
                .isSameAs(fatal);
        assertThat(events.all()).containsExactlyInAnyOrder("sibling cleaned up", "main cleaned up");
    }

    @Test
    void ofASuspendFunctionEndsTheLoopAndIsThrownByRun() {
        assertThatThrownBy(() -> Async.run(() -> {
                    createTask(continuation -> {
                        throw fatal;
                    });
                    foreverWithCleanUp(events, "main");
                }))
                .isSameAs(fatal);
        assertThat(events.all()).containsExactly("main cleaned up");
    }

    @Test
    void ofACallbackEndsTheLoopAndIsThrownByRun() {
        try (LogRecords log = new LogRecords()) {
            assertThatThrownBy(() -> Async.run(() -> {
                        EventLoop.current().execute(this::fail);
                        foreverWithCleanUp(events, "main");
                    }))
                    .isSameAs(fatal);
            assertThat(log.messages()).isNotEmpty();
        }
        assertThat(events.all()).containsExactly("main cleaned up");
    }

    @Test
    void isAlsoTheOutcomeOfItsTask() {
        assertThatThrownBy(() -> Async.run(() -> {
                    Task<Void> task = createTask(this::fail);
                    events.add(String.valueOf(catchThrowable(() -> Async.wait(List.of(task)))));
                    events.add("failed with it: " + (task.isDone() && task.exceptionNow() == fatal));
                }))
                .isSameAs(fatal);
        assertThat(events.all()).contains("failed with it: true");
    }

    @Test
    void stackOverflowIsAFailureLikeOthers() {
        String value = Async.run(() -> {
            Task<Void> task = createTask(() -> {
                throw new StackOverflowError();
            });
            Async.wait(List.of(task));
            assertThat(task.exceptionNow()).isInstanceOf(StackOverflowError.class);
            return "went on";
        });
        assertThat(value).isEqualTo("went on");
    }

    @Test
    void leavesATaskGroupBare() {
        assertThatThrownBy(() -> Async.run(() -> {
                    Throwable thrown = catchThrowable(() -> TaskGroup.run(group -> {
                        group.createTask(() -> forever(events, "sibling"));
                        group.createTask(this::fail);
                    }));
                    assertThat(thrown).isSameAs(fatal);
                    events.add("group ended");
                }))
                .isSameAs(fatal);
        assertThat(events.all()).containsExactly("sibling cancelled", "group ended");
    }

    @Test
    void doesNotCloseALoopThatSomebodyElseOwns() {
        try (EventLoop loop = EventLoop.start()) {
            assertThatThrownBy(() -> loop.run(() -> {
                        yieldNow();
                        fail();
                    }))
                    .isSameAs(fatal);
            assertThat(loop.<String, RuntimeException>run(() -> "still there")).isEqualTo("still there");
        }
    }

    @Test
    void otherErrorsStayInTheirTask() {
        AssertionError error = new AssertionError("no");
        Async.run(() -> {
            Task<Void> task = createTask(() -> {
                throw error;
            });
            assertThatThrownBy(task::await).isSameAs(error);
            Task<Void> other = createTask(() -> forever());
            yieldNow();
            assertThat(other.isDone()).isFalse();
        });
    }
}
