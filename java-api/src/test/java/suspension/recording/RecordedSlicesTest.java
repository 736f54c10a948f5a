package suspension.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static suspension.Async.await;
import static suspension.Async.createTask;
import static suspension.Async.sleep;
import static suspension.Async.yieldNow;
import static suspension.recording.Recorded.about;
import static suspension.recording.Recorded.id;
import static suspension.recording.Recorded.named;
import static suspension.recording.Recorded.ofKind;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import jdk.jfr.consumer.RecordedEvent;
import kotlin.coroutines.Continuation;
import org.junit.jupiter.api.Test;
import suspension.AfterADelay;
import suspension.Async;
import suspension.EventLoop;
import suspension.SuspendCall;

/** What a recording tells of slices: {@code suspension.Slice}. */
@SuppressWarnings("try")
class RecordedSlicesTest {

    private static final Duration A_WHILE = Duration.ofMillis(3);

    /** A suspend function that suspends first, and then keeps its thread busy. */
    private static Object busyLater(Continuation<? super String> continuation) {
        return AfterADelay.call(
                () -> {
                    Recorded.spin(A_WHILE);
                    return "done";
                },
                continuation);
    }

    private static Duration total(List<RecordedEvent> slices) {
        return slices.stream().map(RecordedEvent::getDuration).reduce(Duration.ZERO, Duration::plus);
    }

    @Test
    void aBodyHasASliceBeforeAndAfterEachSuspension() {
        List<RecordedEvent> events = Recorded.during(
                () -> createTask("naps", () -> {
                            sleep(Duration.ofMillis(1));
                            yieldNow();
                            sleep(Duration.ofMillis(1));
                        })
                        .await(),
                "Task",
                "Slice");
        assertThat(about(id("naps", events), "Slice", events)).hasSize(4);
    }

    @Test
    void slicesOfALoopFollowOneAnother() {
        List<RecordedEvent> events = Recorded.during(
                () -> {
                    for (int i = 0; i < 10; i++) {
                        createTask(() -> sleep(Duration.ofMillis(1)));
                        createTask(() -> yieldNow());
                    }
                    sleep(Duration.ofMillis(5));
                },
                "Loop",
                "Task",
                "Slice");
        int loop = named("main", "Task", events).getInt("loop");
        Instant end = Instant.MIN;
        for (RecordedEvent slice : ofKind("Slice", events)) {
            if (slice.getInt("loop") == loop) {
                assertThat(slice.getStartTime()).isAfterOrEqualTo(end);
                end = slice.getEndTime();
            }
        }
        assertThat(end).isAfter(Instant.MIN);
    }

    @Test
    void aSliceLastsAsLongAsItsBodyKeepsTheTurn() {
        List<RecordedEvent> events = Recorded.during(
                () -> createTask("busy", () -> {
                            Recorded.spin(A_WHILE);
                            sleep(Duration.ofMillis(20));
                        })
                        .await(),
                "Task",
                "Slice");
        List<RecordedEvent> slices = about(id("busy", events), "Slice", events);
        assertThat(slices.get(0).getDuration()).isGreaterThanOrEqualTo(A_WHILE);
        assertThat(total(slices)).isLessThan(named("busy", "Task", events).getDuration());
    }

    @Test
    void aCallbackBelongsToNoTask() {
        List<RecordedEvent> events = Recorded.during(
                () -> {
                    CompletableFuture<Void> done = new CompletableFuture<>();
                    EventLoop.current().execute(() -> {
                        Recorded.spin(A_WHILE);
                        done.complete(null);
                    });
                    await(done);
                },
                "Slice");
        assertThat(about(0, "Slice", events))
                .anyMatch(slice -> slice.getDuration().compareTo(A_WHILE) >= 0);
    }

    @Test
    void kotlinCodeThatGoesOnCountsForItsTask() {
        List<RecordedEvent> events = Recorded.during(
                () -> {
                    createTask("function", (SuspendCall<String>) c -> busyLater(c))
                            .await();
                    createTask("body", () -> Async.<String>await(c -> busyLater(c)))
                            .await();
                },
                "Task",
                "Slice");
        assertThat(total(about(id("function", events), "Slice", events))).isGreaterThanOrEqualTo(A_WHILE);
        assertThat(total(about(id("body", events), "Slice", events))).isGreaterThanOrEqualTo(A_WHILE);
    }

    @Test
    void aBodyThatFailsEndsItsSliceToo() {
        List<RecordedEvent> events = Recorded.during(
                () -> {
                    createTask("bad", () -> {
                                throw new IllegalStateException("bad");
                            })
                            .onDone(task -> task.outcome());
                    sleep(Duration.ofMillis(1));
                },
                "Task",
                "Slice");
        assertThat(about(id("bad", events), "Slice", events)).hasSize(1);
    }

    @Test
    void eachLoopHasItsOwn() throws Exception {
        try (Recorded recorded = Recorded.from("Loop", "Task", "Slice");
                EventLoop one = EventLoop.start("one");
                EventLoop two = EventLoop.start("two")) {
            one.createTask("on one", () -> yieldNow()).get();
            two.createTask("on two", () -> yieldNow()).get();
            one.close();
            two.close();
            List<RecordedEvent> events = recorded.stop();
            int first = named("one", "Loop", events).getInt("loop");
            int second = named("two", "Loop", events).getInt("loop");
            assertThat(first).isNotEqualTo(second);
            assertThat(about(id("on one", events), "Slice", events))
                    .hasSize(2)
                    .allMatch(slice -> slice.getInt("loop") == first);
            assertThat(about(id("on two", events), "Slice", events))
                    .hasSize(2)
                    .allMatch(slice -> slice.getInt("loop") == second);
        }
    }

    @Test
    void theSliceInWhichARecordingEndsIsLeftOut() throws Exception {
        try (EventLoop loop = EventLoop.start("recorded")) {
            loop.createTask("main", () -> {
                        try (Recorded first = Recorded.from("Slice")) {
                            yieldNow();
                            first.stop();
                        }
                        yieldNow();
                        try (Recorded second = Recorded.from("Task", "Slice")) {
                            List<RecordedEvent> events = second.stop();
                            assertThat(ofKind("Slice", events)).isEmpty();
                        }
                    })
                    .get();
        }
    }

    @Test
    void nothingIsRecordedThatNobodyWants() {
        List<RecordedEvent> events = Recorded.during(() -> sleep(Duration.ofMillis(1)), "Loop");
        assertThat(events).allMatch(event -> event.getEventType().getName().equals("suspension.Loop"));
    }
}
