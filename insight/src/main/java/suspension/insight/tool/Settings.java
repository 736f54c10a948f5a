package suspension.insight.tool;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a JVM is to record: the text of a {@code .jfc} file, with which JFR is started. */
final class Settings {

    static final List<String> EVENTS = List.of(
            "Loop",
            "Task",
            "PendingTask",
            "Slice",
            "Wait",
            "LoopStatistics",
            "BlockedLoop",
            "BlockingCall",
            "TaskGraph");

    private final Map<String, Map<String, String>> events = new LinkedHashMap<>();

    private Settings() {
        for (String event : EVENTS) {
            set(event, "enabled", "false");
        }
    }

    /** How it is at the moment when the recording is stopped. */
    static String ofSnapshot() {
        return new Settings()
                .on("Loop", "endChunk")
                .on("LoopStatistics", "endChunk")
                .on("TaskGraph", "endChunk")
                .text();
    }

    /** What is watched while it goes on. */
    static String ofStream(Duration interval) {
        String period = interval.toMillis() + " ms";
        return new Settings()
                .on("Loop", period)
                .on("Task")
                .on("PendingTask", period)
                .on("Slice")
                .on("Wait")
                .on("LoopStatistics", "500 ms")
                .on("BlockedLoop", "100 ms")
                .text();
    }

    /** Everything, with the tree at the end, from which it is known what still waits then. */
    static String ofRecording(boolean stacks) {
        return new Settings()
                .on("Loop", "everyChunk")
                .on("Task")
                .on("PendingTask", "everyChunk")
                .on("Slice")
                .on("Wait")
                .set("Wait", "stackTrace", Boolean.toString(stacks))
                .on("LoopStatistics", "1 s")
                .on("BlockedLoop", "100 ms")
                .on("BlockingCall")
                .on("TaskGraph", "endChunk")
                .text();
    }

    private Settings on(String event) {
        return set(event, "enabled", "true").set(event, "threshold", "0 ns").set(event, "stackTrace", "false");
    }

    private Settings on(String event, String period) {
        return set(event, "enabled", "true").set(event, "period", period);
    }

    private Settings set(String event, String setting, String value) {
        events.computeIfAbsent(event, added -> new TreeMap<>()).put(setting, value);
        return this;
    }

    private String text() {
        StringBuilder text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        text.append("<configuration version=\"2.0\" label=\"Suspension\">\n");
        events.forEach((event, settings) -> {
            text.append("  <event name=\"suspension.").append(event).append("\">\n");
            settings.forEach((name, value) -> text.append("    <setting name=\"")
                    .append(name)
                    .append("\">")
                    .append(value)
                    .append("</setting>\n"));
            text.append("  </event>\n");
        });
        return text.append("</configuration>\n").toString();
    }
}
