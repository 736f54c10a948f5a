package suspension;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import kotlinx.coroutines.Dispatchers;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Starting a run in a body that runs on a dispatcher: it is refused, and the dispatcher is not called a loop. */
@Timeout(60)
class RunOffALoopTest {

    private static void assertRefused(ThrowingCallable run) throws Exception {
        try (TaskScope scope = TaskScope.on(Dispatchers.getIO())) {
            Throwable refusal = scope.createTask(() -> catchThrowable(run)).get(20, SECONDS);
            assertThat(refusal)
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("run()")
                    .hasMessageContaining("'Dispatchers.IO'")
                    .hasMessageNotContaining("loop 'Dispatchers.IO'");
        }
    }

    @Test
    void aFreshLoopIsRefusedTruthfully() throws Exception {
        assertRefused(() -> Async.run(() -> "never"));
    }

    @Test
    void aFreshLoopForASuspendFunctionIsRefusedTruthfully() throws Exception {
        assertRefused(() -> Async.run(continuation -> "never"));
    }

    @Test
    void aLoopThatRunsIsRefusedTruthfully() throws Exception {
        try (EventLoop loop = EventLoop.start("orders")) {
            assertRefused(() -> loop.run(() -> "never"));
        }
    }

    @Test
    void aFreshLoopInABodyOfALoopIsRefusedAsBefore() {
        try (EventLoop loop = EventLoop.start("orders")) {
            Throwable refusal = loop.run(() -> catchThrowable(() -> Async.run(() -> "never")));
            assertThat(refusal).isExactlyInstanceOf(IllegalStateException.class).hasMessageContaining("loop 'orders'");
        }
    }
}
