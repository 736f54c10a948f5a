package suspension.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import suspension.Async;
import suspension.ChildJvm;
import suspension.EventLoop;

/** Processes that were started without a recording: one begins from outside, or there is nothing to record with. */
class RecordingFromOutsideTest {

    private static final String LONG_NAME = "a task with a name that is kept as a constant";

    /** Naps on a loop until the recordings that {@code jcmd} makes of this process are there. */
    static final class Program {
        public static void main(String[] arguments) throws Exception {
            File settings = settings();
            try (EventLoop loop = EventLoop.start("program")) {
                nap(loop); // so that all code has run before the flight recorder is used
                for (int i = 1; i <= 2; i++) {
                    Path file = Files.createTempFile("recording", ".jfr");
                    jcmd("JFR.start", "name=it", "settings=" + settings);
                    nap(loop);
                    jcmd("JFR.stop", "name=it", "filename=" + file);
                    nap(loop);
                    print(file);
                    Files.delete(file);
                }
            }
        }

        private static File settings() throws Exception {
            File settings = File.createTempFile("suspension", ".jfc");
            settings.deleteOnExit();
            try (var shipped = Program.class.getResourceAsStream("/suspension-stacks.jfc")) {
                Files.write(settings.toPath(), shipped.readAllBytes());
            }
            return settings;
        }

        private static void nap(EventLoop loop) throws Exception {
            loop.createTask(LONG_NAME, () -> Async.sleep(Duration.ofMillis(1))).get();
            loop.run(() -> {}); // the slice in which the task has ended is over
        }

        private static void jcmd(String... command) throws Exception {
            List<String> line = new ArrayList<>();
            line.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
            line.add(String.valueOf(ProcessHandle.current().pid()));
            line.addAll(List.of(command));
            Process process = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                System.out.println(line + " has failed");
            }
        }

        private static void print(Path file) throws Exception {
            for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
                String kind = event.getEventType().getName();
                if (kind.equals("suspension.Task")) {
                    System.out.println("task " + event.getString("name") + " " + event.getString("outcome"));
                } else if (kind.equals("suspension.Wait")
                        && event.getString("why").equals("sleep")) {
                    boolean here = event.getStackTrace().getFrames().stream()
                            .anyMatch(frame ->
                                    frame.getMethod().getType().getName().equals(Program.class.getName()));
                    System.out.println("wait for " + event.getString("what") + (here ? " here" : " elsewhere"));
                }
            }
        }
    }

    @Test
    void aProcessIsRecordedThatWasStartedWithoutARecording() throws Exception {
        List<String> printed = ChildJvm.run(ChildJvm.classPath(), List.of(), Program.class.getName());
        String task = "task " + LONG_NAME + " returned";
        assertThat(printed.stream().filter(line -> line.startsWith("task ") || line.startsWith("wait ")))
                .as("printed: %s", printed)
                .filteredOn(line -> !line.startsWith("task Task-"))
                .containsExactlyInAnyOrder(
                        task, "wait for sleep of PT0.001S here", task, "wait for sleep of PT0.001S here");
    }

    /** Uses a loop in several ways. */
    static final class Plain {
        public static void main(String[] arguments) throws Exception {
            try (EventLoop loop = EventLoop.start("program")) {
                loop.run(() -> {
                    Async.createTask(() -> Async.sleep(Duration.ofMillis(1))).await();
                    Async.toThread(() -> 1);
                });
            }
            System.out.println("done");
        }
    }

    @Test
    void aJavaWithoutTheFlightRecorderRunsAllTheSame() throws Exception {
        List<String> printed = ChildJvm.run(
                ChildJvm.classPath(),
                List.of("--limit-modules", "java.base,java.logging,jdk.unsupported"),
                Plain.class.getName());
        assertThat(printed).containsExactly("done");
    }

    @Test
    void aProgramThatNobodyRecordsLoadsNoEvents() throws Exception {
        List<String> printed =
                ChildJvm.run(ChildJvm.classPath(), List.of("-Xlog:class+load:stdout"), Plain.class.getName());
        assertThat(printed).anyMatch(line -> line.endsWith("done"));
        assertThat(printed).noneMatch(line -> line.contains("suspension.bridge.trace.JfrRecorder"));
        assertThat(printed).noneMatch(line -> line.matches(".*suspension\\.bridge\\.trace\\.\\w+Event .*"));
    }
}
