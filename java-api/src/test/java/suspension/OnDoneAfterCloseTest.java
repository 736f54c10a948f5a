package suspension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A callback of a task whose loop has closed: it runs on the calling thread, and what it throws is no affair of that. */
@Timeout(60)
class OnDoneAfterCloseTest {

    private final List<LoopError> errors = new ArrayList<>();
    private final Events events = new Events();

    private Task<String> taskOfAClosedLoop() {
        return taskOfAClosed(
                EventLoop.builder().name("tea").exceptionHandler(errors::add).build());
    }

    private static Task<String> taskOfAClosed(EventLoop made) {
        try (EventLoop loop = made) {
            Task<String> task = loop.createTask(() -> "value");
            task.join();
            return task;
        }
    }

    @Test
    void whatItThrowsGoesToTheExceptionHandler() {
        Task<String> task = taskOfAClosedLoop();
        IllegalStateException failure = new IllegalStateException("broken");
        assertThatCode(() -> task.onDone(done -> {
                    events.add("called with " + done.resultNow());
                    throw failure;
                }))
                .doesNotThrowAnyException();
        assertThat(events.all()).containsExactly("called with value");
        assertThat(errors).singleElement().satisfies(error -> {
            assertThat(error.exception()).isSameAs(failure);
            assertThat(error.message()).contains("'tea'");
            assertThat(error.loop().name()).isEqualTo("tea");
        });
    }

    @Test
    void anErrorThatItThrowsGoesToTheExceptionHandlerToo() {
        Task<String> task = taskOfAClosedLoop();
        AssertionError failure = new AssertionError("broken");
        assertThatCode(() -> task.onDone(done -> {
                    throw failure;
                }))
                .doesNotThrowAnyException();
        assertThat(errors).extracting(LoopError::exception).containsExactly(failure);
    }

    @Test
    void thoseThatFollowAreCalledAllTheSame() {
        Task<String> task = taskOfAClosedLoop();
        assertThatCode(() -> {
                    task.onDone(done -> {
                        throw new IllegalStateException("broken");
                    });
                    task.onDone(done -> events.add("called"));
                })
                .doesNotThrowAnyException();
        assertThat(events.all()).containsExactly("called");
    }

    @Test
    void whatItThrowsIsLoggedWithoutAHandler() {
        Task<String> task = taskOfAClosed(EventLoop.start("tea"));
        try (LogRecords records = new LogRecords()) {
            assertThatCode(() -> task.onDone(done -> {
                        throw new IllegalStateException("broken");
                    }))
                    .doesNotThrowAnyException();
            assertThat(records.all())
                    .singleElement()
                    .satisfies(record -> assertThat(record.getThrown()).hasMessage("broken"));
        }
    }
}
