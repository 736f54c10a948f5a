package suspension.recording;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import suspension.Action;
import suspension.EventLoop;

/** A recording of this process that has begun, and then what is in it. */
final class Recorded implements AutoCloseable {

    /** How far the clock of recordings and that of the loops may be apart after some milliseconds. */
    static final Duration CLOCKS = Duration.ofNanos(100_000);

    private static final List<String> KINDS = List.of(
            "Loop",
            "Task",
            "PendingTask",
            "Slice",
            "Wait",
            "LoopStatistics",
            "BlockedLoop",
            "BlockingCall",
            "TaskGraph");

    /**
     * Has a thread that has written events before write one as soon as a recording begins. JDK 17 keeps the constants of
     * the recording before until then, and so loses the names of what other threads write.
     */
    @SuppressWarnings("unused")
    private static final EventLoop OLD = EventLoop.start("old");

    private final Recording recording = new Recording();

    private Recorded() {}

    /** Begins to record events of these kinds, and those of loops. */
    static Recorded from(String... kinds) {
        Recorded recorded = new Recorded();
        KINDS.forEach(kind -> recorded.recording.disable("suspension." + kind));
        for (String kind : kinds) {
            recorded.recording.enable("suspension." + kind).withoutStackTrace();
        }
        recorded.recording.enable("suspension.Loop");
        recorded.recording.start();
        return recorded;
    }

    /** Runs a body on a loop of its own, and returns the events of these kinds. */
    static List<RecordedEvent> during(Action<?> body, String... kinds) {
        try (Recorded recorded = from(kinds)) {
            try (EventLoop loop = EventLoop.start("recorded")) {
                try {
                    loop.createTask("main", body).get();
                } catch (Exception e) {
                    throw new AssertionError("the body has failed", e);
                }
            }
            return recorded.stop();
        }
    }

    Recording recording() {
        return recording;
    }

    /** Ends the recording, and returns the library's events, by the order in which they began. */
    List<RecordedEvent> stop() {
        recording.stop();
        try {
            Path file = Files.createTempFile("recorded", ".jfr");
            try {
                recording.dump(file);
                return RecordingFile.readAllEvents(file).stream()
                        .filter(event -> event.getEventType().getName().startsWith("suspension."))
                        .sorted(Comparator.comparing(RecordedEvent::getStartTime))
                        .toList();
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<RecordedEvent> ofKind(String kind, List<RecordedEvent> events) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals("suspension." + kind))
                .toList();
    }

    /** Returns the only event of this kind about a task of this name. */
    static RecordedEvent named(String name, String kind, List<RecordedEvent> events) {
        List<RecordedEvent> found = ofKind(kind, events).stream()
                .filter(event -> event.getString("name").equals(name))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError("not one " + kind + " of '" + name + "', but " + found + " among " + events);
        }
        return found.get(0);
    }

    /** Returns the number of the task of this name. */
    static long id(String name, List<RecordedEvent> events) {
        return named(name, "Task", events).getLong("task");
    }

    /** Returns the events of this kind that are about this task. */
    static List<RecordedEvent> about(long task, String kind, List<RecordedEvent> events) {
        return ofKind(kind, events).stream()
                .filter(event -> event.getLong("task") == task)
                .toList();
    }

    /** Keeps the calling thread busy, and whatever it has the turn of. */
    static void spin(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        recording.close();
    }
}
