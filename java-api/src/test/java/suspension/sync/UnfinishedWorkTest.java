package suspension.sync;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import suspension.Action;
import suspension.Async;
import suspension.EventLoop;
import suspension.Task;

/** A queue's account of work that is not done: never below zero, so that {@code join} ends. Checked with CPython 3.13. */
@Timeout(60)
class UnfinishedWorkTest {

    private final List<String> events = new ArrayList<>();

    @Test
    void isNoneOnceItIsDoneAndItsItemIsDropped() throws Exception {
        onALoop(() -> {
            AsyncQueue<String> queue = AsyncQueue.unbounded();
            queue.put("work");
            queue.taskDone(); // before anybody took it
            queue.shutdownNow();
            queue.join();
            events.add("joined");
        });
        assertThat(events).containsExactly("joined");
    }

    @Test
    void isNoneWhenMoreIsDroppedThanIsLeftToDo() throws Exception {
        onALoop(() -> {
            AsyncQueue<String> queue = AsyncQueue.unbounded();
            queue.put("first");
            queue.put("second");
            queue.put("third");
            queue.taskDone();
            queue.taskDone();
            queue.shutdownNow();
            queue.join();
            events.add("joined");
            assertThatThrownBy(queue::taskDone)
                    .isExactlyInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("more often than items were put");
        });
        assertThat(events).containsExactly("joined");
    }

    @Test
    void isNoneForWhoeverJoinedBeforeTheItemIsDropped() throws Exception {
        onALoop(() -> {
            AsyncQueue<String> queue = AsyncQueue.unbounded();
            queue.put("first");
            queue.put("second");
            Task<?> joining = Async.createTask(() -> {
                queue.join();
                events.add("joined");
            });
            Async.yieldNow();
            queue.taskDone();
            queue.shutdownNow();
            events.add("dropped");
            joining.await();
        });
        assertThat(events).containsExactly("dropped", "joined");
    }

    @Test
    void isWhatWasTakenOnceTheRestIsDropped() throws Exception {
        onALoop(() -> {
            AsyncQueue<String> queue = AsyncQueue.unbounded();
            queue.put("taken");
            queue.put("dropped");
            queue.get();
            queue.shutdownNow();
            Task<?> joining = Async.createTask(() -> {
                queue.join();
                events.add("joined");
            });
            Async.yieldNow();
            events.add("done");
            queue.taskDone();
            joining.await();
        });
        assertThat(events).containsExactly("done", "joined");
    }

    /** Bounded: a join that never ends is to fail one test, not to hang them all. */
    private static void onALoop(Action<RuntimeException> body) throws Exception {
        EventLoop loop = EventLoop.start();
        Task<?> task = loop.createTask(body);
        try {
            task.get(10, SECONDS);
        } finally {
            task.cancel();
            loop.close();
        }
    }
}
