package suspension.insight.tool.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class PerfettoTraceTest {

    private static final long MICRO = 1_000;

    @TempDir
    private Path directory;

    private List<JsonNode> events;

    @BeforeEach
    void write() throws IOException {
        Timeline timeline = new Timeline(
                "run.jfr",
                0,
                1_000 * MICRO,
                List.of(new Timeline.Loop(1, "main", null), new Timeline.Loop(2, "worker-1", "workers")),
                List.of(task(7, "fetch", 1), task(8, "parse", 2)),
                List.of(
                        new Timeline.Slice(7, 1, 0, 92 * MICRO),
                        new Timeline.Slice(8, 2, 40 * MICRO, 90_500),
                        new Timeline.Slice(7, 1, 95 * MICRO, 200 * MICRO),
                        new Timeline.Slice(0, 1, 300 * MICRO, 301 * MICRO)),
                List.of(
                        new Timeline.Wait(7, 91 * MICRO, 95 * MICRO + 50, "task", "parse", 8, 8, "task", "A.b"),
                        new Timeline.Wait(8, 91 * MICRO, 1_000 * MICRO, "sleep", "sleep of PT1S", 0, 0, null, null)),
                List.of(new Timeline.Blocked(1, 7, 0, 90 * MICRO, "loop", "A.b")),
                List.of(new Timeline.Call(7, 10 * MICRO, 20 * MICRO, "blocking-1")),
                List.of(new Timeline.Lag(1, 500 * MICRO, 2_000_000, 0)));
        Path file = directory.resolve("run.json");
        PerfettoTrace.write(timeline, file);
        JsonNode trace = new ObjectMapper().readTree(Files.readString(file));
        assertThat(trace.get("displayTimeUnit").asString()).isEqualTo("ns");
        events = StreamSupport.stream(trace.get("traceEvents").spliterator(), false)
                .toList();
    }

    private static Timeline.Task task(long id, String name, int loop) {
        return new Timeline.Task(id, name, loop, 0, "body", 0, 0L, null, "pending", null);
    }

    private List<JsonNode> of(String phase) {
        return events.stream()
                .filter(event -> event.get("ph").asString().equals(phase))
                .toList();
    }

    private static Map<String, String> names(List<JsonNode> metadata, String what) {
        return metadata.stream()
                .filter(event -> event.get("name").asString().equals(what))
                .collect(Collectors.toMap(
                        event -> event.get("pid") + "/" + event.get("tid"),
                        event -> event.get("args").get("name").asString()));
    }

    @Test
    void loopsAreProcessesAndTasksAreThreads() {
        assertThat(names(of("M"), "process_name"))
                .containsExactlyInAnyOrderEntriesOf(Map.of("1/0", "main", "2/0", "workers / worker-1"));
        assertThat(names(of("M"), "thread_name"))
                .containsEntry("1/0", "callbacks and Kotlin's code")
                .containsEntry("1/7", "fetch")
                .containsEntry("2/8", "parse")
                .containsEntry("1/2000000000", "blocked")
                .containsEntry("1/2000000001", "blocking-1");
    }

    @Test
    void slicesAndWaitsAreSpansInMicroseconds() {
        assertThat(of("X"))
                .extracting(
                        event -> event.get("tid").asLong(),
                        event -> event.get("name").asString(),
                        event -> event.get("cat").asString(),
                        event -> event.get("ts").asDouble())
                .contains(
                        tuple(7L, "runs", "slice", 0.0),
                        tuple(8L, "runs", "slice", 40.0),
                        tuple(8L, "sleep", "wait", 91.0),
                        tuple(0L, "callback", "slice", 300.0),
                        tuple(2_000_000_000L, "blocked by fetch", "blocked", 0.0),
                        tuple(2_000_000_001L, "call of fetch", "call", 10.0));
        JsonNode parse = of("X").stream()
                .filter(event -> event.get("tid").asLong() == 8)
                .findFirst()
                .orElseThrow();
        assertThat(parse.get("dur").asDouble()).isEqualTo(50.5);
    }

    @Test
    void spansOfOneThreadDoNotOverlap() {
        List<JsonNode> fetch =
                of("X").stream().filter(event -> event.get("tid").asLong() == 7).toList();
        for (int i = 1; i < fetch.size(); i++) {
            JsonNode before = fetch.get(i - 1);
            assertThat(before.get("ts").asDouble() + before.get("dur").asDouble())
                    .isLessThanOrEqualTo(fetch.get(i).get("ts").asDouble());
        }
        assertThat(of("X"))
                .allSatisfy(event -> assertThat(event.get("dur").asDouble()).isNotNegative());
    }

    @Test
    void aWakeIsAnArrowFromSliceToSlice() {
        JsonNode from = of("s").get(0);
        JsonNode to = of("f").get(0);
        assertThat(from.get("id")).isEqualTo(to.get("id"));
        assertThat(from.get("tid").asLong()).isEqualTo(8);
        assertThat(from.get("ts").asDouble()).isBetween(40.0, 90.5);
        assertThat(to.get("tid").asLong()).isEqualTo(7);
        assertThat(to.get("bp").asString()).isEqualTo("e");
    }

    @Test
    void lagIsACurve() {
        assertThat(of("C").get(0).get("args").get("queue").asDouble()).isEqualTo(2.0);
    }
}
