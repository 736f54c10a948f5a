package suspension.insight.tool;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;
import suspension.insight.tool.recording.Fields;
import suspension.insight.tool.recording.Graph;
import suspension.insight.tool.recording.GraphTexts;

/**
 * How the loops of another JVM were at a moment.
 *
 * @param loops in the order of their ids
 * @param tree for people
 * @param json the same, as the library says it
 */
record Snapshot(List<LoopFigures> loops, String tree, String json) {

    private static final Duration LIMIT = Duration.ofMinutes(10);

    /** Asks a JVM. Its loops need not answer: they may be blocked. */
    static Snapshot of(Target target) throws Failure, IOException, InterruptedException {
        target.needLoops();
        try (TargetRecording recording = TargetRecording.start(target, Settings.ofSnapshot(), LIMIT)) {
            return read(recording.stop(), target);
        }
    }

    private static Snapshot read(Path file, Target target) throws Failure, IOException {
        Map<Long, RecordedEvent> loops = new TreeMap<>();
        Map<Long, RecordedEvent> statistics = new TreeMap<>();
        GraphTexts texts = new GraphTexts();
        try (RecordingFile recording = new RecordingFile(file)) {
            while (recording.hasMoreEvents()) {
                RecordedEvent event = recording.readEvent();
                switch (event.getEventType().getName()) {
                    case "suspension.Loop" -> loops.put(Fields.number(event, "loop"), event);
                    case "suspension.LoopStatistics" -> statistics.put(Fields.number(event, "loop"), event);
                    case "suspension.TaskGraph" -> texts.add(event);
                    default -> {
                        // of somebody else
                    }
                }
            }
        }
        String tree = texts.tree();
        String json = texts.json();
        if (tree == null || json == null) {
            throw Failure.ofTarget(
                    "The library in " + target + " does not show its tasks. It is older than this tool: update"
                            + " it. Or it runs without module jdk.jfr: start it with --add-modules jdk.jfr.");
        }
        List<LoopFigures> figures = new ArrayList<>();
        loops.forEach((id, loop) -> figures.add(LoopFigures.of(loop, statistics.get(id))));
        return new Snapshot(figures, tree, json);
    }

    Graph graph() {
        return Graph.of(json);
    }

    long pending() {
        return loops.stream().mapToLong(LoopFigures::pending).sum();
    }

    long longestLag() {
        return loops.stream().mapToLong(LoopFigures::lag).max().orElse(0);
    }

    /** What {@code dump} prints of the loops. */
    List<Map<String, Object>> figures() {
        return loops.stream().map(LoopFigures::toMap).toList();
    }

    /** The properties of an object for JSON, in the order in which they are given: a name, its value, and so on. */
    static Map<String, @Nullable Object> object(@Nullable Object... properties) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (int i = 0; i < properties.length; i += 2) {
            object.put(String.valueOf(properties[i]), properties[i + 1]);
        }
        return object;
    }
}
