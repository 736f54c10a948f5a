package suspension.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static suspension.TestBodies.untilWaiting;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import suspension.Async;
import suspension.EventLoop;
import suspension.Task;
import suspension.TaskGroup;
import suspension.sync.AsyncQueue;

/** The graph of many tasks reads well. */
class ManyTasksTest {

    private static final int GROUPS = 4;
    private static final int WORKERS = 250;

    private final AsyncQueue<String> jobs = AsyncQueue.unbounded();

    private void work() {
        jobs.get();
    }

    private void pool(int number) {
        TaskGroup.run(group -> {
            for (int i = 0; i < WORKERS; i++) {
                group.createTask("worker-" + number + "-" + i, () -> work());
            }
            group.createTask("clock-" + number, () -> Async.sleep(Duration.ofDays(1)));
        });
    }

    @Test
    void thoseThatLookAlikeAreFolded() {
        try (EventLoop loop = EventLoop.start("pools")) {
            List<Task<?>> pools = new ArrayList<>();
            for (int i = 0; i < GROUPS; i++) {
                int number = i;
                pools.add(loop.createTask("pool-" + i, () -> pool(number)));
            }
            loop.run(() -> untilWaiting(pools.toArray(Task<?>[]::new)));
            loop.run(() -> loop.tasks().forEach(task -> {
                if (task != Async.currentTask()) {
                    untilWaiting(task);
                }
            }));
            TaskGraph graph = TaskGraph.of(loop);
            String text = graph.toString();
            assertThat(text.replaceAll("\\.java:\\d+", ".java")
                            .replaceAll("lambda\\$\\w+\\$\\d+", "lambda")
                            .replaceAll(" \\(.*s\\)", "")
                            .replaceFirst("tasks: .*", "tasks"))
                    .isEqualTo("""
                            pools, 1,008 tasks
                            ├── (T) pool-0, waiting for the tasks of its group
                            │   └──  ManyTasksTest.lambda ManyTasksTest.java
                            │       └──  ManyTasksTest.pool ManyTasksTest.java
                            │           └── (G) TaskGroup ManyTasksTest.pool ManyTasksTest.java, 251 tasks
                            │               ├── (T) worker-0-0, waiting for AsyncQueue.get(), AsyncQueue[0]
                            │               │   └──  ManyTasksTest.lambda ManyTasksTest.java
                            │               │       └──  ManyTasksTest.work ManyTasksTest.java
                            │               ├── (T) 249 more like worker-0-0: worker-0-1 to worker-0-249
                            │               └── (T) clock-0, waiting for sleep of PT24H
                            │                   └──  ManyTasksTest.lambda ManyTasksTest.java
                            └── (T) 3 more like pool-0: pool-1 to pool-3""");
            assertThat(graph.toJson()).contains("\"worker-3-249\"");
        }
    }
}
