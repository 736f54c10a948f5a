package suspension.bridge.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import jdk.jfr.Recording;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is asked where a part of a recording begins and ends. */
class PeriodicTest {

    private final @Nullable Periodic before = Trace.periodic();

    @AfterEach
    void restore() {
        if (before != null) {
            Trace.setPeriodic(before);
        }
    }

    @Test
    void anAnswerThatFailsLeavesTheOthersAlone() {
        List<String> asked = new CopyOnWriteArrayList<>();
        Trace.setPeriodic(new Periodic() {
            @Override
            public void loops(Recorder to) {
                asked.add("loops");
                throw new IllegalStateException("no loops");
            }

            @Override
            public void pendingTasks(Recorder to) {
                asked.add("tasks");
                throw new StackOverflowError("no tasks");
            }

            @Override
            public void statistics(Recorder to) {}

            @Override
            public void blocked(Recorder to, long nanos) {}
        });
        try (Recording recording = new Recording()) {
            recording.enable("suspension.Loop");
            recording.enable("suspension.PendingTask");
            recording.start();
            Trace.connect();
            recording.stop();
        }
        asked.clear();
        try (Recording recording = new Recording()) {
            recording.enable("suspension.Loop");
            recording.enable("suspension.PendingTask");
            recording.start();
            assertThat(asked).containsExactlyInAnyOrder("loops", "tasks");
            recording.stop();
        }
        assertThat(asked).containsExactlyInAnyOrder("loops", "tasks", "loops", "tasks");
    }

    @Test
    void aRecorderIsThereAsLongAsARecordingRuns() {
        try (Recording first = new Recording();
                Recording second = new Recording()) {
            first.start();
            Trace.connect();
            second.start();
            assertThat(Trace.recorder()).isNotNull();
            first.stop();
            assertThat(Trace.recorder()).isNotNull();
            second.stop();
            assertThat(Trace.recorder()).isNull();
        }
    }
}
