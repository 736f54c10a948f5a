package suspension.insight.tool.recording;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;
import org.jspecify.annotations.Nullable;

/** Puts the texts of the newest graph together, which are cut into parts because events are small. */
public final class GraphTexts {

    private long newest = Long.MIN_VALUE;
    private final Map<String, TreeMap<Long, String>> parts = new HashMap<>();
    private final Map<String, Long> needed = new HashMap<>();

    /** Without any parts. */
    public GraphTexts() {}

    /**
     * Takes a part.
     *
     * @param event one of {@code suspension.TaskGraph}
     */
    public void add(RecordedEvent event) {
        long snapshot = Fields.number(event, "snapshot");
        if (snapshot < newest) {
            return;
        }
        if (snapshot > newest) {
            newest = snapshot;
            parts.clear();
            needed.clear();
        }
        String format = Fields.text(event, "format", "tree");
        parts.computeIfAbsent(format, first -> new TreeMap<>())
                .put(Fields.number(event, "part"), Fields.text(event, "text", ""));
        needed.put(format, Fields.number(event, "parts"));
    }

    /** Returns the tree for people; null if it is not there, or not complete. */
    public @Nullable String tree() {
        return text("tree");
    }

    /** Returns the graph as JSON; null if it is not there, or not complete. */
    public @Nullable String json() {
        return text("json");
    }

    private @Nullable String text(String format) {
        Map<Long, String> found = parts.get(format);
        return found == null || found.size() < needed.getOrDefault(format, 0L) ? null : String.join("", found.values());
    }
}
