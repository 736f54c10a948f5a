package suspension.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kotlin.coroutines.Continuation;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.flow.Flow;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import suspension.Async;
import suspension.EventLoop;
import suspension.Outcome;
import suspension.Task;
import suspension.TaskScope;

/** What a body leaves open when it ends: iterations over flows, and the contexts of calls that are over. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class OpenIterationsTest {

    private final EventLoop loop = EventLoop.start();
    private final List<String> log = new CopyOnWriteArrayList<>();

    @AfterEach
    void closeLoop() {
        assertThat(loop.close(java.time.Duration.ofSeconds(8))).isTrue();
    }

    private static <T extends @Nullable Object> Outcome<T> end(Task<T> task) throws Exception {
        try {
            task.get(8, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(task + " has not ended", e);
        } catch (ExecutionException | CancellationException e) {
            // the outcome tells
        }
        return task.outcome();
    }

    private void open(String name) {
        Flow<Integer> flow = FailingFlows.failingAtItsEnd(name, log);
        assertThat(Flows.iterate(flow).iterator().next()).isZero();
    }

    @Test
    void everyIterationIsClosedThoughAClosingThrows() throws Exception {
        Task<String> task = loop.createTask(() -> {
            open("first");
            open("second");
            open("third");
            return "value";
        });

        end(task);

        assertThat(log).containsExactlyInAnyOrder("first closed", "second closed", "third closed");
    }

    @Test
    void firstFailureOfAClosingIsThatOfABodyThatSucceeded() throws Exception {
        Task<String> task = loop.createTask(() -> {
            open("first");
            open("second");
            return "value";
        });

        end(task);

        Throwable failure = task.exceptionNow();
        assertThat(failure).isInstanceOf(FailingFlows.ClosingFailed.class);
        String closedFirst = log.get(0).substring(0, log.get(0).indexOf(' '));
        assertThat(failure).hasMessage(closedFirst);
        assertThat(failure.getSuppressed()).hasSize(1);
    }

    @Test
    void exceptionOfTheBodyIsThrownAndThoseOfTheClosingsAreSuppressedInIt() throws Exception {
        IllegalStateException own = new IllegalStateException("the body's own");
        Task<String> task = loop.createTask(() -> {
            open("first");
            open("second");
            throw own;
        });

        end(task);

        assertThat(task.exceptionNow()).isSameAs(own);
        assertThat(messages(own.getSuppressed())).containsExactlyInAnyOrder("first", "second");
        assertThat(log).containsExactlyInAnyOrder("first closed", "second closed");
    }

    @Test
    void exceptionOfABodyOffALoopIsThrownToo() throws Exception {
        IllegalStateException own = new IllegalStateException("the body's own");
        Task<String> task = TaskScope.on(Dispatchers.getDefault()).createTask(() -> {
            open("first");
            open("second");
            throw own;
        });

        end(task);

        assertThat(task.exceptionNow()).isSameAs(own);
        assertThat(messages(own.getSuppressed())).containsExactlyInAnyOrder("first", "second");
        assertThat(log).containsExactlyInAnyOrder("first closed", "second closed");
    }

    @Test
    void cancelledBodyIsCancelledThoughAClosingThrows() throws Exception {
        Task<Void> task = loop.createTask(() -> {
            open("first");
            open("second");
            Async.currentTask().cancel();
            Async.yieldNow();
        });

        end(task);

        assertThat(task.isCancelled()).isTrue();
        assertThat(log).containsExactlyInAnyOrder("first closed", "second closed");
    }

    private static List<@Nullable String> messages(Throwable[] failures) {
        List<@Nullable String> messages = new ArrayList<>();
        for (Throwable failure : failures) {
            messages.add(failure.getMessage());
        }
        return messages;
    }

    @Test
    void contextAskedForAfterTheCallHasReturnedKeepsNobodyWaiting() throws Exception {
        Task<String> task = loop.createTask(() -> {
            List<Continuation<?>> kept = new ArrayList<>();
            Async.<String>await(c -> {
                kept.add(c);
                return "at once";
            });
            return "context " + (kept.get(0).getContext() != null);
        });

        assertThat(end(task)).isEqualTo(new Outcome.Success<>("context true"));
    }

    @Test
    void contextAskedForAfterASuspendedCallKeepsNobodyWaiting() throws Exception {
        Task<String> task = loop.createTask(() -> {
            List<Continuation<?>> kept = new ArrayList<>();
            Async.<String>await(c -> {
                kept.add(c);
                return FailingFlows.resumedLater(c, loop);
            });
            return "context " + (kept.get(0).getContext() != null);
        });

        assertThat(end(task)).isEqualTo(new Outcome.Success<>("context true"));
    }

    @Test
    void contextAskedForByAnotherThreadMeanwhileKeepsNobodyWaiting() throws Exception {
        TaskScope scope = TaskScope.on(Dispatchers.getDefault());
        for (int i = 0; i < 50; i++) {
            Task<String> task = scope.createTask(() -> {
                List<Continuation<?>> kept = new ArrayList<>();
                Async.<String>await(c -> {
                    kept.add(c);
                    return "at once";
                });
                Thread other = new Thread(() -> kept.get(0).getContext());
                other.setDaemon(true);
                other.start();
                other.join();
                return "value";
            });
            assertThat(end(task)).isEqualTo(new Outcome.Success<>("value"));
        }
    }
}
