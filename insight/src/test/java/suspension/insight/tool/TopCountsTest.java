package suspension.insight.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopCountsTest {

    private static final long SECOND = 1_000_000_000;

    private final TopCounts counts = new TopCounts();

    @TempDir
    private Path directory;

    private void count(Recording recording) throws IOException {
        FakeEvents.write(recording, directory.resolve("run.jfr"));
        RecordingFile.readAllEvents(directory.resolve("run.jfr")).forEach(counts::add);
    }

    /** Time must pass between two figures, and be known to have passed. */
    private static void passes(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }

    private static void nothing() {}

    @Test
    void aFrameTellsOfTheTimeSinceTheOneBefore() throws IOException {
        Recording recording = FakeEvents.start();
        FakeEvents.loop(1, "main", "all");
        FakeEvents.statistics(1, 100, SECOND, 0, 5);
        FakeEvents.slice(7, 1, TopCountsTest::nothing);
        count(recording);
        assertThat(counts.isDue(Duration.ofMillis(1))).isFalse();

        Recording next = FakeEvents.start();
        FakeEvents.pendingTask(7, "fetch", 1, SECOND);
        passes(Duration.ofMillis(20));
        FakeEvents.slice(7, 1, TopCountsTest::nothing);
        FakeEvents.slice(7, 1, TopCountsTest::nothing);
        FakeEvents.slice(0, 1, TopCountsTest::nothing);
        FakeEvents.waits(7, 1, "lock", "", 0, 0, TopCountsTest::nothing);
        FakeEvents.waits(7, 1, "lock", "", 0, 0, TopCountsTest::nothing);
        FakeEvents.statistics(1, 200, 100 * SECOND, 3_000, 9);
        count(next);
        assertThat(counts.isDue(Duration.ofMillis(1))).isTrue();

        TopFrame frame = counts.take();
        TopFrame.LoopRow loop = frame.loops().get(0);
        assertThat(loop.name()).isEqualTo("main");
        assertThat(loop.group()).isEqualTo("all");
        assertThat(loop.busy()).isEqualTo(1.0);
        assertThat(loop.slicesPerSecond()).isPositive();
        assertThat(loop.lag()).isEqualTo(3_000);
        assertThat(loop.pending()).isEqualTo(9);
        assertThat(loop.growth()).isEqualTo(4);
        assertThat(frame.tasks())
                .extracting(TopFrame.TaskRow::name)
                .containsExactlyInAnyOrder("fetch", "callbacks, Kotlin");
        assertThat(frame.tasks())
                .filteredOn(task -> task.id() == 7)
                .singleElement()
                .satisfies(task -> {
                    assertThat(task.slices()).isEqualTo(2);
                    assertThat(task.state()).isEqualTo("waiting");
                    assertThat(task.loop()).isEqualTo("main");
                });
        assertThat(frame.waits())
                .extracting(TopFrame.WaitRow::why, TopFrame.WaitRow::count)
                .containsExactly(tuple("lock", 2L));
        assertThat(counts.isDue(Duration.ofMillis(1))).isFalse();
    }

    @Test
    void aSliceThatHasNotEndedCountsIfItBlocks() throws IOException {
        Recording recording = FakeEvents.start();
        FakeEvents.loop(1, "main", null);
        FakeEvents.statistics(1, 1, SECOND, 0, 1);
        count(recording);
        counts.isDue(Duration.ofMillis(1));

        Recording next = FakeEvents.start();
        FakeEvents.pendingTask(7, "fetch", 1, SECOND);
        FakeEvents.blocked(1, 7, 3 * SECOND, "A.b\nC.d");
        FakeEvents.blocked(1, 7, 4 * SECOND, "A.b\nC.d");
        count(next);

        TopFrame frame = counts.take();
        assertThat(frame.blocked()).singleElement().satisfies(blocked -> {
            assertThat(blocked.taskName()).isEqualTo("fetch");
            assertThat(blocked.held()).isEqualTo(4 * SECOND);
        });
        assertThat(frame.tasks()).singleElement().satisfies(task -> {
            assertThat(task.share()).isEqualTo(1.0);
            assertThat(task.longest()).isEqualTo(4 * SECOND);
        });
    }

    @Test
    void aLoopThatHasEndedIsDropped() throws IOException {
        Recording recording = FakeEvents.start();
        FakeEvents.loop(1, "ended", null);
        FakeEvents.statistics(1, 1, SECOND, 0, 1);
        count(recording);
        assertThat(counts.take().loops()).hasSize(1);
        for (int i = 0; i < 3; i++) {
            counts.take();
        }
        assertThat(counts.take().loops()).isEmpty();
    }

    @Test
    void aPageFitsTheTerminal() {
        TopFrame frame = new TopFrame(
                Instant.EPOCH,
                SECOND,
                List.of(
                        new TopFrame.LoopRow("main", null, 0.997, 1234, 4_300_000_000L, 3_100_000_000L, 10_003, 120),
                        new TopFrame.LoopRow("worker-1", "workers", 0.004, 3, 12_000, 80_000, 2, 0)),
                List.of(
                        new TopFrame.TaskRow(1, "reads a file", "main", "running", SECOND, 1, 1, 4_300_000_000L),
                        new TopFrame.TaskRow(
                                2,
                                "a task with a name that is far too long for the page",
                                "worker-1",
                                "waiting",
                                4_000_000,
                                0.004,
                                3,
                                12_000)),
                List.of(new TopFrame.WaitRow("sleep", 120, 3 * SECOND, 90_000_000)),
                List.of(
                        new TopFrame.Blocked(
                                1,
                                "main",
                                1,
                                "reads a file",
                                "main-loop",
                                4_300_000_000L,
                                "java.base@17.0.15/java.io.FileInputStream.read0\njava.base/java.io.FileInputStream.read\napp//A.b(A.java:3)\napp//A$$Lambda$37/0x7f.run(Unknown Source)\nC.d(C.java:4)\nE.f(E.java:5)")));
        ByteArrayOutputStream none = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(Printed.stream(none), Printed.stream(none), Map.of(), null);
        assertThat(String.join("\n", frame.lines("top - 12:00:00", 72, 24, terminal)))
                .isEqualTo("""
                        top - 12:00:00
                        BLOCKED: main, by reads a file for 4.3 s, on thread 'main-loop'
                          at java.io.FileInputStream.read0
                          at A.b(A.java:3)
                          at C.d(C.java:4)

                        LOOP               BUSY  SLICES/S  LONGEST    LAG  TASKS  GROWTH
                        main              100 %      1234    4.3 s  3.1 s  10003    +120
                        workers/worker-1    0 %         3    12 µs  80 µs      2

                        WAITED FOR  TIMES  IN ALL  LONGEST
                        sleep         120   3.0 s    90 ms

                        TASK                   LOOP        TIME  SHARE  SLICES  LONGEST  STATE
                        reads a file           main       1.0 s  100 %       1    4.3 s  running
                        a task with a name t…  worker-1  4.0 ms    0 %       3    12 µs  waiting""");
        assertThat(frame.lines("top", 72, 10, terminal)).hasSizeLessThanOrEqualTo(10);
    }
}
