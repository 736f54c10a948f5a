package suspension.insight.tool.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import suspension.insight.tool.FakeEvents;

class RecordingsTest {

    private static final long SECOND = 1_000_000_000;

    @TempDir
    private Path directory;

    private Timeline read(Recording recording) throws IOException {
        return Recordings.read(FakeEvents.write(recording, directory.resolve("run.jfr")));
    }

    private static void nothing() {}

    @Test
    void everyEventIsFoundAgain() throws IOException {
        Recording recording = FakeEvents.start();
        FakeEvents.loop(1, "main", null);
        FakeEvents.loop(2, "worker-1", "workers");
        FakeEvents.failedTask(7, "fetch", 2, 3, () -> {
            FakeEvents.slice(7, 2, RecordingsTest::nothing);
            FakeEvents.waits(7, 2, "lock", "lock of 'stock'", 9, 3, RecordingsTest::nothing);
        });
        FakeEvents.cancelledTask(8, "late", 1);
        FakeEvents.call(7, 2, "blocking-1");
        FakeEvents.statistics(1, 0, 0, 5_000, 1);
        FakeEvents.novelty();

        Timeline timeline = read(recording);

        assertThat(timeline.title()).isEqualTo("run.jfr");
        assertThat(timeline.startMillis()).isBetween(System.currentTimeMillis() - 60_000, System.currentTimeMillis());
        assertThat(timeline.loops())
                .containsExactly(new Timeline.Loop(1, "main", null), new Timeline.Loop(2, "worker-1", "workers"));
        assertThat(timeline.tasks())
                .extracting(
                        Timeline.Task::id,
                        Timeline.Task::name,
                        Timeline.Task::loop,
                        Timeline.Task::creator,
                        Timeline.Task::kind,
                        Timeline.Task::outcome,
                        Timeline.Task::error)
                .containsExactly(
                        tuple(7L, "fetch", 2, 3L, "suspend function", "failed", "java.io.IOException: gone"),
                        tuple(8L, "late", 1, 0L, "body", "cancelled", null));
        Timeline.Task fetch = timeline.tasks().get(0);
        assertThat(fetch.started()).isEqualTo(fetch.created() + 1_000);
        assertThat(timeline.tasks().get(1).started()).isNull();
        assertThat(timeline.slices())
                .extracting(Timeline.Slice::task, Timeline.Slice::loop)
                .containsExactly(tuple(7L, 2));
        assertThat(timeline.waits())
                .filteredOn(wait -> !wait.why().equals("suspended, reason not recorded"))
                .extracting(
                        Timeline.Wait::task,
                        Timeline.Wait::why,
                        Timeline.Wait::what,
                        Timeline.Wait::awaited,
                        Timeline.Wait::wokenBy,
                        Timeline.Wait::waker)
                .containsExactly(tuple(7L, "lock", "lock of 'stock'", 9L, 3L, "task"));
        assertThat(timeline.calls()).extracting(Timeline.Call::thread).containsExactly("blocking-1");
        assertThat(timeline.lags()).extracting(Timeline.Lag::queue).containsExactly(5_000L);
    }

    @Test
    void timesCountFromTheFirstEvent() throws IOException {
        Recording recording = FakeEvents.start();
        FakeEvents.loop(1, "main", null);
        FakeEvents.pendingTask(1, "old", 1, 5 * SECOND);
        FakeEvents.slice(1, 1, RecordingsTest::nothing);
        FakeEvents.waits(1, 1, "sleep", "sleep of PT1S", 0, 0, RecordingsTest::nothing);

        Timeline timeline = read(recording);

        Timeline.Slice slice = timeline.slices().get(0);
        Timeline.Wait wait = timeline.waits().get(0);
        assertThat(slice.from()).isBetween(0L, slice.to());
        assertThat(wait.from()).isBetween(slice.to(), wait.to());
        assertThat(timeline.duration()).isEqualTo(wait.to());
        assertThat(timeline.tasks().get(0).created()).isBetween(-5 * SECOND, -5 * SECOND + timeline.duration());
        assertThat(timeline.tasks().get(0).ended()).isNull();
        assertThat(timeline.tasks().get(0).outcome()).isEqualTo("pending");
    }

    @Test
    void aStackIsOfTheCodeThatWaited() throws IOException {
        Recording recording = FakeEvents.start();
        FakeEvents.waits(1, 1, "sleep", "", 0, 0, RecordingsTest::nothing);
        assertThat(read(recording).waits().get(0).stack()).startsWith("suspension.insight.tool.FakeEvents.waits:");
    }

    @Test
    void whatIsNotNamedIsNumbered() throws IOException {
        Recording recording = FakeEvents.start();
        FakeEvents.slice(5, 3, RecordingsTest::nothing);
        FakeEvents.waits(6, 3, "sleep", "", 0, 0, RecordingsTest::nothing);
        Timeline timeline = read(recording);
        assertThat(timeline.tasks()).extracting(Timeline.Task::name).containsExactly("task 5", "task 6");
        assertThat(timeline.loops()).contains(new Timeline.Loop(3, "loop 3", null));
    }

    @Test
    void whatStillWaitsIsKnownFromTheLastGraph() throws IOException {
        Recording recording = FakeEvents.start();
        FakeEvents.pendingTask(1, "stuck", 1, 5 * SECOND);
        FakeEvents.graph(1, "json", "{\"loops\":[");
        FakeEvents.graph(
                2,
                "json",
                "{\"loops\":[{\"name\":\"main\",\"tasks\":[{\"id\":1,\"name\":\"stuck\",\"state\":\"waiting\",\"waitsFor\":",
                "{\"reason\":\"lock\",\"what\":\"a lock\",\"tasks\":[2],\"forMillis\":3000},\"stack\":[\"A.b\",\"C.d\"]}]}]}");

        Timeline timeline = read(recording);

        Timeline.Wait wait = timeline.waits().get(0);
        assertThat(wait.to()).isEqualTo(timeline.duration());
        assertThat(wait.from()).isBetween(-3 * SECOND, -3 * SECOND + timeline.duration());
        assertThat(wait)
                .isEqualTo(new Timeline.Wait(1, wait.from(), wait.to(), "lock", "a lock", 2, 0, null, "A.b\nC.d"));
    }

    @Test
    void whatIsSuspendedWithoutAReasonIsNotReady() throws IOException {
        Recording recording = FakeEvents.start();
        FakeEvents.slice(1, 1, RecordingsTest::nothing);
        FakeEvents.pendingTask(1, "stuck", 1, 5 * SECOND);
        FakeEvents.slice(2, 1, RecordingsTest::nothing);
        Timeline timeline = read(recording);
        assertThat(timeline.waits()).singleElement().satisfies(wait -> {
            assertThat(wait.task()).isEqualTo(1);
            assertThat(wait.why()).isEqualTo("suspended, reason not recorded");
            assertThat(wait.from()).isEqualTo(timeline.slices().get(0).to());
            assertThat(wait.to()).isEqualTo(timeline.duration());
        });
    }

    @Test
    void looksAtOneSliceAreOneBlockedStretch() throws IOException {
        Recording recording = FakeEvents.start();
        FakeEvents.slice(1, 1, () -> {
            FakeEvents.blocked(1, 1, 110_000_000, "A.b");
            FakeEvents.blocked(1, 1, 210_000_000, "A.c");
        });
        FakeEvents.blocked(2, 4, 100_000_000, "D.e");

        Timeline timeline = read(recording);

        assertThat(timeline.blocked())
                .extracting(Timeline.Blocked::loop, Timeline.Blocked::task, Timeline.Blocked::stack)
                .containsExactlyInAnyOrder(tuple(1, 1L, "A.b"), tuple(2, 4L, "D.e"));
        Timeline.Blocked first = timeline.blocked().stream()
                .filter(blocked -> blocked.loop() == 1)
                .findAny()
                .orElseThrow();
        assertThat(first.to())
                .isEqualTo(timeline.slices().stream()
                        .filter(slice -> slice.loop() == 1)
                        .findAny()
                        .orElseThrow()
                        .to());
        assertThat(timeline.slices())
                .filteredOn(slice -> slice.loop() == 2)
                .as("the slice has not ended")
                .singleElement()
                .satisfies(slice -> assertThat(slice.task()).isEqualTo(4))
                .satisfies(slice -> assertThat(slice.from()).isNotNegative());
    }

    @Test
    void severalChunksAreOneTimeline() throws IOException {
        Recording first = FakeEvents.start();
        FakeEvents.pendingTask(1, "long", 1, SECOND);
        FakeEvents.slice(1, 1, RecordingsTest::nothing);
        try (Recording other = new Recording()) {
            other.start(); // a chunk ends where a recording begins
            FakeEvents.failedTask(1, "long", 1, 0, RecordingsTest::nothing);
        }
        FakeEvents.pendingTask(1, "long", 1, SECOND); // said late
        Timeline timeline = read(first);
        assertThat(timeline.tasks()).extracting(Timeline.Task::outcome).containsExactly("failed");
        assertThat(timeline.slices()).hasSize(1);
    }

    @Test
    void aFileThatIsCutOffIsReadUpToThere() throws IOException {
        Recording recording = FakeEvents.start();
        FakeEvents.slice(1, 1, RecordingsTest::nothing);
        FakeEvents.slice(3, 1, RecordingsTest::nothing); // the JDK's reader loses the last before the break
        Path whole = FakeEvents.write(recording, directory.resolve("whole.jfr"));
        Recording next = FakeEvents.start();
        FakeEvents.slice(2, 1, RecordingsTest::nothing);
        byte[] second = Files.readAllBytes(FakeEvents.write(next, directory.resolve("second.jfr")));
        Path cut = directory.resolve("cut.jfr");
        Files.copy(whole, cut);
        Files.write(cut, Arrays.copyOf(second, second.length / 2), StandardOpenOption.APPEND);

        Timeline timeline = Recordings.read(cut);

        assertThat(timeline.title()).isEqualTo("cut.jfr (incomplete)");
        assertThat(timeline.slices()).extracting(Timeline.Slice::task).containsExactly(1L);
    }

    @Test
    void otherFilesAreRefusedBySentences() throws IOException {
        Path empty = Files.createFile(directory.resolve("empty.jfr"));
        refused(empty, "'" + empty + "' is empty: the recording has not been written. Record it anew.");

        Path text = Files.writeString(directory.resolve("text.jfr"), "FLR? No.\n".repeat(100));
        refused(text, "'" + text + "' is no recording of JFR, or is broken at its start. Record it anew.");

        Recording recording = FakeEvents.start();
        Path other = FakeEvents.write(recording, directory.resolve("other.jfr"));
        refused(
                other,
                "'" + other + "' has no events of loops or tasks. Record it by this tool, while the loops run:"
                        + " java -jar suspension-insight.jar record PID");
    }

    private static void refused(Path file, String sentence) {
        assertThatThrownBy(() -> Recordings.read(file))
                .isInstanceOf(IOException.class)
                .hasMessage(sentence);
    }

    @Test
    void aHundredThousandEventsAreReadInSeconds() throws IOException {
        Recording recording = FakeEvents.start();
        for (int i = 0; i < 50_000; i++) {
            FakeEvents.slice(i % 100 + 1, 1, RecordingsTest::nothing);
            FakeEvents.waits(i % 100 + 1, 1, "sleep", "sleep of PT1S", 0, 0, RecordingsTest::nothing);
        }
        Path file = FakeEvents.write(recording, directory.resolve("large.jfr"));
        Timeline timeline = Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> Recordings.read(file));
        assertThat(timeline.slices()).hasSize(50_000);
        assertThat(timeline.waits()).hasSize(50_000);
    }
}
