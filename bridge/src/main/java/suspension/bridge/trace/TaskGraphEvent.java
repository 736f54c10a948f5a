package suspension.bridge.trace;

import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicLong;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;

/** The graph of tasks as text. It is cut into parts, because an event must not be large. */
@Name("suspension.TaskGraph")
@Label("Task Graph")
@Description("All tasks and what they wait for, where a part of a recording ends")
@Period("endChunk")
@Enabled(false)
@SuppressWarnings("unused") // the recording reads the fields
final class TaskGraphEvent extends SuspensionEvent {

    private static final int MAX_PART = 16_000;

    private static final AtomicLong SNAPSHOTS = new AtomicLong();

    @Label("Snapshot")
    @Description("The same for all that was seen by one look")
    private final long snapshot;

    @Label("Format")
    @Description("tree or json")
    private final String format;

    @Label("Part")
    @Description("From 1 on")
    private final int part;

    @Label("Parts")
    private final int parts;

    @Label("Text")
    private final String text;

    private TaskGraphEvent(long snapshot, String format, int part, int parts, String text) {
        this.snapshot = snapshot;
        this.format = format;
        this.part = part;
        this.parts = parts;
        this.text = text;
    }

    static void commitAll() {
        if (Trace.periodic() == null) {
            return; // there is no loop; the first may be about to be made, and to wait for the recording
        }
        for (GraphSource source : ServiceLoader.load(GraphSource.class, GraphSource.class.getClassLoader())) {
            long snapshot = SNAPSHOTS.incrementAndGet();
            for (GraphSource.Text text : source.texts()) {
                List<String> parts = TextParts.of(text.text(), MAX_PART);
                for (int i = 0; i < parts.size(); i++) {
                    new TaskGraphEvent(snapshot, text.format(), i + 1, parts.size(), parts.get(i)).commit();
                }
            }
        }
    }
}
