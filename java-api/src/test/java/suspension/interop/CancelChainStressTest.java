package suspension.interop;

import static java.time.Duration.ofDays;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import kotlinx.coroutines.Dispatchers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import suspension.Async;
import suspension.EventLoop;
import suspension.Rival;
import suspension.Task;
import suspension.TaskScope;

/** One request that reaches a task along two ways, while that task ends. */
@Timeout(120)
class CancelChainStressTest {

    private final long start = System.nanoTime();

    /** Bounded in time too: on a machine that is busy a round takes long. */
    private boolean goesOn(int round, int most) {
        return round < most && System.nanoTime() - start < TimeUnit.SECONDS.toNanos(4);
    }

    private static final int ROUNDS = 10_000;

    private final Random random = new Random(12);

    @Test
    void bothAwaitersOfATaskThatEndsJustThenMeetTheRequestOnALoop() throws Exception {
        try (EventLoop loop = EventLoop.start()) {
            for (int round = 0; goesOn(round, ROUNDS); round++) {
                CompletableFuture<String> end = new CompletableFuture<>();
                Task<String> shared = loop.createTask(() -> Async.await(end));
                assertBothMeetIt(
                        end,
                        loop.createTask(() -> awaitThenSleep(shared)),
                        loop.createTask(() -> awaitThenSleep(shared)),
                        (first, second) -> loop.createTask(() -> Async.gather(first, second)));
            }
        }
    }

    @Test
    void bothAwaitersOfATaskThatEndsJustThenMeetTheRequestOffALoop() throws Exception {
        TaskScope scope = TaskScope.on(Dispatchers.getIO());
        for (int round = 0; goesOn(round, ROUNDS / 5); round++) {
            CompletableFuture<String> end = new CompletableFuture<>();
            Task<String> shared = scope.createTask(() -> Async.await(end));
            assertBothMeetIt(
                    end,
                    scope.createTask(() -> awaitThenSleep(shared)),
                    scope.createTask(() -> awaitThenSleep(shared)),
                    (first, second) -> scope.createTask(() -> Async.gather(first, second)));
        }
        scope.close();
    }

    private static String awaitThenSleep(Task<String> shared) {
        shared.await();
        Async.sleep(ofDays(1)); // meets a request that came too late for the await
        return "never";
    }

    private interface Gatherer {
        Task<?> of(Task<String> first, Task<String> second);
    }

    private void assertBothMeetIt(
            CompletableFuture<String> end, Task<String> first, Task<String> second, Gatherer gatherer) {
        Task<?> outer = gatherer.of(first, second);
        while (!outer.toString().contains("gather")) {
            Thread.onSpinWait(); // until it waits
        }
        end.complete("tea");
        Rival.spin(random.nextInt(200));
        assertThat(outer.cancel()).isTrue();
        for (Task<?> task : List.of(first, second, outer)) {
            try {
                assertThatThrownBy(() -> task.get(10, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
            } finally {
                task.cancel(); // has an effect only if the request was lost: or its loop never closes
            }
        }
    }
}
