package suspension.samples;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;
import suspension.Async;
import suspension.insight.tool.timeline.Recordings;
import suspension.insight.tool.timeline.Timeline;
import suspension.insight.tool.timeline.TimelineBook;
import suspension.insight.tool.timeline.TimelineBook.Chapter;

/** Records samples while they run, and writes a page with the timeline of each beside what it printed. */
final class TourPage {

    private final List<Chapter> chapters = new ArrayList<>();

    /** Records something at first, so that loading classes is not in the time of whichever sample comes first. */
    TourPage() throws IOException, ParseException {
        try (Recording recording = new Recording(settings())) {
            recording.start();
            Async.run(() -> Async.gather(() -> Async.sleep(Duration.ofMillis(5)), () -> Async.yieldNow()));
        }
    }

    Sample.Run run(Sample sample, PrintStream screen) throws Exception {
        try (Recording recording = new Recording(settings())) {
            recording.start();
            Sample.Run run = sample.run(screen);
            recording.stop();
            chapters.add(new Chapter(
                    sample.name(), seconds(run.time()), String.join("\n", run.lines()), timeline(sample, recording)));
            return run;
        }
    }

    void write(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        String introduction = "Each sample with what it printed, and what its loop did meanwhile: a lane for each task,"
                + " with the times at which it ran and at which it waited. Click a task for more, zoom with + and -.";
        TimelineBook.write("The tour of the samples", introduction, chapters, file);
    }

    /** What the library emits, with the stacks of waits. */
    static Configuration settings() throws IOException, ParseException {
        String name = "suspension-stacks.jfc";
        InputStream file = Async.class.getClassLoader().getResourceAsStream(name);
        try (Reader text = new InputStreamReader(Objects.requireNonNull(file, name), StandardCharsets.UTF_8)) {
            return Configuration.create(text);
        }
    }

    /** What a recording that has stopped shows; null if no loop ran in it. */
    static @Nullable Timeline timeline(Sample sample, Recording recording) throws IOException {
        Path file = Files.createTempFile(sample.name(), ".jfr");
        try {
            recording.dump(file);
            boolean hasLoops = RecordingFile.readAllEvents(file).stream()
                    .anyMatch(event -> event.getEventType().getName().startsWith("suspension."));
            return hasLoops ? Recordings.read(file) : null;
        } finally {
            Files.delete(file);
        }
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toNanos() / 1e9);
    }
}
