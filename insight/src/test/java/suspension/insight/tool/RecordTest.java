package suspension.insight.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import programs.Calm;
import suspension.insight.tool.timeline.Recordings;
import suspension.insight.tool.timeline.Timeline;

@Timeout(60)
class RecordTest {

    private static Child child;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() {
        child = Child.start(Calm.class);
    }

    @AfterAll
    static void end() {
        child.close();
    }

    @Test
    void aRecordingBecomesAPageAndATrace() throws IOException {
        Path run = directory.resolve("run.jfr");
        Printed record = Printed.by("record", child.pid(), "--seconds", "0.5", "-o", run.toString(), "--stacks");
        assertThat(record)
                .isEqualTo(new Printed(
                        0,
                        "Wrote " + run + ". To see it:\n  java -jar suspension-insight.jar timeline " + run + "\n",
                        "Recording process " + child.pid() + " (programs.Calm) for 0.5 s. Ctrl-C ends it early.\n"));

        Timeline timeline = Recordings.read(run);
        assertThat(timeline.slices()).isNotEmpty();
        assertThat(timeline.waits()).anySatisfy(wait -> {
            assertThat(wait.why()).isEqualTo("sleep");
            assertThat(wait.stack()).contains("programs.Calm");
        });

        Path trace = directory.resolve("run.json");
        Path page = directory.resolve("run.html");
        Printed made = Printed.by("timeline", run.toString(), "-o", page.toString(), "--perfetto", trace.toString());
        assertThat(made.exitCode()).isZero();
        assertThat(made.out()).contains("Wrote " + page).contains("Wrote " + trace);
        assertThat(page).content().contains("timeline-data");
        assertThat(trace).content().contains("\"traceEvents\"");
        assertThat(Printed.by("timeline", run.toString(), "--json").out()).contains("\"page\":\"" + page + "\"");
    }

    @Test
    void whoeverEndsItEarlyKeepsWhatThereIs() throws Exception {
        Path run = directory.resolve("early.jfr");
        CountDownLatch begun = new CountDownLatch(1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream() {
            @Override
            public synchronized void write(byte[] bytes, int from, int length) {
                super.write(bytes, from, length);
                begun.countDown();
            }
        };
        Terminal terminal = new Terminal(Printed.stream(out), Printed.stream(err), Map.of(), null);
        Thread recording = new Thread(
                () -> Insight.run(terminal, "record", child.pid(), "--seconds", "600", "-o", run.toString()));
        recording.start();
        begun.await();
        recording.interrupt(); // as Ctrl-C does
        recording.join();
        assertThat(Printed.text(out)).startsWith("Wrote " + run + ", which was ended early.");
        assertThat(run).isNotEmptyFile();
    }

    @Test
    void otherRecordingsGoOn() throws Exception {
        try (Target target = Target.attach(Long.parseLong(child.pid()))) {
            target.jcmd("JFR.start name=mine");
            Printed.by("pstree", child.pid());
            Printed.by(
                    "record",
                    child.pid(),
                    "--seconds",
                    "0.1",
                    "-o",
                    directory.resolve("x.jfr").toString());
            assertThat(target.jcmd("JFR.check"))
                    .contains("name=mine")
                    .contains("(running)")
                    .doesNotContain(
                            "suspension-insight-" + ProcessHandle.current().pid() + "-");
            target.jcmd("JFR.stop name=mine");
        }
    }

    @Test
    void whatAKilledToolHasLeftIsStopped() throws Exception {
        try (Target target = Target.attach(Long.parseLong(child.pid()))) {
            target.jcmd("JFR.start name=suspension-insight-999999999-1");
            Printed.by("pstree", child.pid());
            assertThat(target.jcmd("JFR.check")).doesNotContain("suspension-insight-999999999-1");
        }
    }

    @Test
    void aProcessThatEndsLeavesItsRecording() throws Exception {
        Path run = directory.resolve("last.jfr");
        try (Child other = Child.start(Calm.class)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ByteArrayOutputStream err = new ByteArrayOutputStream() {
                @Override
                public synchronized void write(byte[] bytes, int from, int length) {
                    super.write(bytes, from, length);
                    try {
                        other.end();
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                }
            };
            Terminal terminal = new Terminal(Printed.stream(out), Printed.stream(err), Map.of(), null);
            int exitCode = Insight.run(terminal, "record", other.pid(), "--seconds", "600", "-o", run.toString());
            assertThat(Printed.text(out)).startsWith("Wrote " + run + ", which was ended early.");
            assertThat(exitCode).isZero();
        }
        assertThat(Recordings.read(run).waits()).isNotEmpty();
    }

    @Test
    void aProcessThatIsKilledLeavesNothing() throws Exception {
        try (Child other = Child.start(Calm.class)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream() {
                @Override
                public synchronized void write(byte[] bytes, int from, int length) {
                    super.write(bytes, from, length);
                    other.kill();
                }
            };
            Terminal terminal = new Terminal(Printed.stream(out), Printed.stream(out), Map.of(), null);
            assertThat(Insight.run(terminal, "top", other.pid())).isEqualTo(1);
            assertThat(Printed.text(out))
                    .endsWith("Process " + other.pid() + " (programs.Calm) has ended meanwhile.\n");
        }
    }

    @Test
    void aRecordingThatCannotBeWrittenIsNotLost() throws IOException {
        assumeTrue(Files.isWritable(Path.of("/dev/full")));
        Printed record = Printed.by("record", child.pid(), "--seconds", "0.1", "-o", "/dev/full");
        assertThat(record.exitCode()).isEqualTo(1);
        Matcher sentence = Pattern.compile("'/dev/full' could not be written: No space left on device\\."
                        + " The recording is not lost: move it from '(.*)'\\.\n")
                .matcher(record.err());
        assertThat(sentence.find()).as(record.err()).isTrue();
        Path kept = Path.of(sentence.group(1));
        assertThat(Recordings.read(kept).loops()).isNotEmpty();
        assertThat(Path.of("/dev/full")).exists();
        Files.delete(kept);
        Files.delete(kept.getParent());
    }

    @Test
    void whatIsWrittenDoesNotDestroyWhatIsRead() throws IOException {
        Path run = Files.writeString(directory.resolve("run.jfr"), "precious");
        Path link = Files.createLink(directory.resolve("link.jfr"), run);
        Path other = directory.resolve("other.html");
        String lost = "'" + run + "' is the recording, and would be lost: name another file to write.\n";
        assertThat(Printed.by("timeline", run.toString(), "-o", link.toString()))
                .isEqualTo(new Printed(2, "", lost));
        assertThat(Printed.by("timeline", run.toString(), "--perfetto", run.toString()))
                .isEqualTo(new Printed(2, "", lost));
        assertThat(Printed.by("timeline", run.toString(), "-o", other.toString(), "--perfetto", other.toString()))
                .isEqualTo(new Printed(
                        2, "", "The page and the trace cannot be one file: name another than '" + other + "'.\n"));
        assertThat(run).hasContent("precious");
    }

    @Test
    void aFileThatCannotBeWrittenIsFoundBefore() throws IOException {
        Path missing = directory.resolve("missing");
        Printed record = Printed.by(
                "record", child.pid(), "-o", missing.resolve("run.jfr").toString());
        assertThat(record)
                .isEqualTo(new Printed(
                        1,
                        "",
                        "'" + missing.resolve("run.jfr") + "' cannot be written: there is no directory '" + missing
                                + "'.\n"));
        assertThat(Printed.by("record", child.pid(), "-o", directory.toString()).err())
                .isEqualTo("'" + directory + "' is a directory: name a file in it.\n");
        Path run = Files.createFile(directory.resolve("empty.jfr"));
        assertThat(Printed.by("timeline", run.toString(), "-o", directory.toString())
                        .exitCode())
                .isEqualTo(1);
        assertThat(Printed.by("timeline", run.toString()).err())
                .isEqualTo("'" + run + "' is empty: the recording has not been written. Record it anew.\n");
        assertThat(Printed.by("timeline", missing.toString()).err())
                .isEqualTo("There is no file '" + missing + "' that can be read. 'record' writes one.\n");
    }
}
