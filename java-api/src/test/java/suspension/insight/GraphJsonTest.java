package suspension.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static suspension.TestBodies.untilWaiting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import suspension.Async;
import suspension.EventLoop;
import suspension.Task;
import suspension.sync.AsyncLock;

/** The graph as JSON, read by somebody else's parser. */
class GraphJsonTest {

    private static JsonNode read(TaskGraph graph) throws Exception {
        return new ObjectMapper().readTree(graph.toJson());
    }

    @Test
    void hasLoopsTasksWaitsAndDeadlocks() throws Exception {
        AsyncLock lock = new AsyncLock();
        try (EventLoop loop = EventLoop.start("shop")) {
            Task<Void> stuck = loop.createTask("stuck", () -> {
                lock.acquire();
                lock.acquire();
            });
            Task<Void> waiting = loop.createTask("waiting", () -> stuck.await());
            loop.run(() -> untilWaiting(stuck, waiting));
            JsonNode graph = read(TaskGraph.of(loop));
            JsonNode node = graph.at("/loops/0");
            assertThat(node.get("name").asText()).isEqualTo("shop");
            assertThat(node.get("tasks")).hasSize(2);
            JsonNode first = node.at("/tasks/0");
            JsonNode second = node.at("/tasks/1");
            assertThat(first.get("name").asText()).isEqualTo("stuck");
            assertThat(first.get("home").asText()).isEqualTo("shop");
            assertThat(first.get("state").asText()).isEqualTo("waiting");
            assertThat(first.get("cancelling").asBoolean()).isFalse();
            assertThat(first.at("/waitsFor/reason").asText()).isEqualTo("lock");
            assertThat(first.at("/waitsFor/what").asText()).isEqualTo("AsyncLock.acquire()");
            assertThat(first.at("/waitsFor/holder")).isEqualTo(first.get("id"));
            assertThat(first.at("/waitsFor/forMillis").isIntegralNumber()).isTrue();
            assertThat(first.at("/stack/0").asText()).startsWith("suspension.insight.GraphJsonTest.lambda$");
            assertThat(second.at("/waitsFor/tasks/0")).isEqualTo(first.get("id"));
            assertThat(second.at("/waitsFor/holder").isNull()).isTrue();
            assertThat(graph.at("/deadlocks/0/tasks/0")).isEqualTo(first.get("id"));
            assertThat(graph.at("/deadlocks/0/text").asText()).startsWith("Deadlock: a task waits for itself.\n");
            stuck.cancel();
        }
    }

    @Test
    void hasTheTurn() throws Exception {
        try (EventLoop loop = EventLoop.start("shop")) {
            JsonNode graph = loop.run(() -> read(TaskGraph.of(loop)));
            assertThat(graph.at("/loops/0/turn/task")).isEqualTo(graph.at("/loops/0/tasks/0/id"));
            assertThat(graph.at("/loops/0/turn/thread").asText()).isNotEmpty();
            assertThat(graph.at("/loops/0/turn/stack")).isNotEmpty();
        }
    }

    @Test
    void escapesWhatNamesContain() throws Exception {
        String name = "\"quoted\" \\ \n\t\u0000\u2028 \ud83d\ude80 \ud83d alone";
        try (EventLoop loop = EventLoop.start(name)) {
            Task<Void> task = loop.createTask(name, () -> Async.sleep(Duration.ofDays(1)));
            loop.run(() -> untilWaiting(task));
            String json = TaskGraph.of(loop).toJson();
            assertThat(json).doesNotContain("\n").doesNotContain("\u0000").contains("\\ud83d alone");
            JsonNode graph = new ObjectMapper().readTree(json);
            assertThat(graph.at("/loops/0/name").asText()).isEqualTo(name);
            assertThat(graph.at("/loops/0/tasks/0/name").asText()).isEqualTo(name);
        }
    }
}
