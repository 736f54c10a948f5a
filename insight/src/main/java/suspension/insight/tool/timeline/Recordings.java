package suspension.insight.tool.timeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** Reads recordings of JFR. */
public final class Recordings {

    private Recordings() {}

    /**
     * Reads a recording. What is missing in it is filled in: a task of which no event tells is named by its number. A
     * recording that ends in the middle, because its process was killed, is read up to there, and its title says so.
     *
     * @param file a {@code .jfr} file
     * @return what it has of loops and tasks
     * @throws IOException if it cannot be read, or has nothing of loops and tasks; the message is a sentence that says
     *     what to do
     */
    public static Timeline read(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        TimelineReader reader = new TimelineReader();
        if (Files.size(file) == 0) {
            throw new IOException("'" + file + "' is empty: the recording has not been written. Record it anew.");
        }
        boolean complete = true;
        try (RecordingFile recording = new RecordingFile(file)) {
            while (recording.hasMoreEvents()) {
                read(recording.readEvent(), reader);
            }
        } catch (IOException | RuntimeException cutOff) { // the JDK's reader throws anything on broken data
            if (reader.isEmpty()) {
                throw new IOException(
                        "'" + file + "' is no recording of JFR, or is broken at its start. Record it anew.", cutOff);
            }
            complete = false;
        }
        if (reader.isEmpty()) {
            throw new IOException("'" + file + "' has no events of loops or tasks. Record it by this tool,"
                    + " while the loops run: java -jar suspension-insight.jar record PID");
        }
        return reader.timeline(complete ? name : name + " (incomplete)");
    }

    private static void read(RecordedEvent event, TimelineReader reader) {
        String type = event.getEventType().getName();
        if (type.startsWith("suspension.")) {
            reader.add(type.substring("suspension.".length()), event);
        }
    }
}
