package suspension.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static suspension.Async.createTask;
import static suspension.Async.sleep;
import static suspension.Async.toThread;
import static suspension.TestBodies.untilWaiting;
import static suspension.recording.Recorded.about;
import static suspension.recording.Recorded.id;
import static suspension.recording.Recorded.named;
import static suspension.recording.Recorded.ofKind;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingStream;
import org.junit.jupiter.api.Test;
import suspension.Action;
import suspension.EventLoop;
import suspension.EventLoopGroup;
import suspension.Task;

/** What a recording tells of loops, of the calls that they hand to threads, and of the graph of their tasks. */
@SuppressWarnings("try")
class RecordedLoopsTest {

    private static List<RecordedEvent> loops(String name, List<RecordedEvent> events) {
        return ofKind("Loop", events).stream()
                .filter(event -> event.getString("name").equals(name))
                .toList();
    }

    @Test
    void aLoopIsToldWhenItStartsAndWhereAPartBeginsAndEnds() {
        try (EventLoop before = EventLoop.start("before");
                Recorded recorded = Recorded.from("Loop")) {
            try (EventLoop during = EventLoop.start("during")) {
                during.run(() -> {});
            }
            List<RecordedEvent> events = recorded.stop();
            assertThat(loops("before", events)).hasSize(2);
            assertThat(loops("during", events)).hasSize(1);
            assertThat(loops("during", events).get(0).getInt("loop"))
                    .isGreaterThan(loops("before", events).get(0).getInt("loop"));
            assertThat(loops("during", events).get(0).getString("group")).isNull();
        }
    }

    @Test
    void aLoopOfAGroupNamesTheGroup() {
        try (Recorded recorded = Recorded.from("Loop")) {
            EventLoopGroup.start("shop").close();
            assertThat(loops("shop-1", recorded.stop()).get(0).getString("group"))
                    .isEqualTo("shop");
        }
    }

    @Test
    void aCallOnAThreadIsToldWithItsCaller() {
        List<RecordedEvent> events = Recorded.during(
                () -> createTask("caller", () -> toThread(() -> Recorded.spin(Duration.ofMillis(3))))
                        .await(),
                "Task",
                "BlockingCall");
        List<RecordedEvent> calls = about(id("caller", events), "BlockingCall", events);
        assertThat(calls).hasSize(1);
        assertThat(calls.get(0).getDuration())
                .isGreaterThan(Duration.ofMillis(3).minus(Recorded.CLOCKS));
        assertThat(calls.get(0).getString("thread")).startsWith("recorded-blocking-");
        assertThat(calls.get(0).getInt("loop"))
                .isEqualTo(named("caller", "Task", events).getInt("loop"));
        assertThat(calls.get(0).getDuration("queued")).isPositive();
    }

    /** Runs the body until it is told of an event of this kind about this loop, and returns the event. */
    private static RecordedEvent firstOf(String kind, EventLoop loop, int id, Action<?> body) throws Exception {
        CompletableFuture<RecordedEvent> found = new CompletableFuture<>();
        try (RecordingStream stream = new RecordingStream()) {
            stream.enable("suspension." + kind).withPeriod(Duration.ofMillis(20));
            stream.setReuse(false);
            stream.onEvent("suspension." + kind, event -> {
                if (event.getInt("loop") == id) {
                    found.complete(event);
                }
            });
            stream.startAsync();
            Task<Void> task = loop.createTask("main", body);
            try {
                return found.get(30, TimeUnit.SECONDS);
            } finally {
                task.cancel();
            }
        }
    }

    private static int idOf(EventLoop loop) {
        try (Recorded recorded = Recorded.from("Loop")) {
            return loops(loop.name(), recorded.stop()).get(0).getInt("loop");
        }
    }

    @Test
    void aBlockedLoopIsToldWhileItIsBlocked() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (EventLoop loop = EventLoop.start("blocked")) {
            try {
                RecordedEvent blocked = firstOf("BlockedLoop", loop, idOf(loop), () -> end.await());
                assertThat(blocked.getDuration("held")).isGreaterThanOrEqualTo(Duration.ofMillis(100));
                assertThat(blocked.getString("thread")).startsWith("blocked");
                assertThat(blocked.getLong("task")).isPositive();
                assertThat(blocked.getString("stack"))
                        .contains("CountDownLatch.await", getClass().getName());
                assertThat(blocked.getString("stack").lines()).hasSizeBetween(2, 30);
            } finally {
                end.countDown();
            }
        }
    }

    @Test
    void statisticsAreToldAgainAndAgain() throws Exception {
        try (EventLoop loop = EventLoop.start("counted")) {
            loop.run(() -> {});
            RecordedEvent figures = firstOf("LoopStatistics", loop, idOf(loop), () -> sleep(Duration.ofDays(1)));
            assertThat(figures.getLong("slices")).isPositive();
            assertThat(figures.getLong("created")).isPositive();
            assertThat(figures.getInt("threads")).isPositive();
            assertThat(figures.getDuration("timeInSlices")).isPositive();
            assertThat(figures.getLong("failed")).isZero();
        }
    }

    @Test
    void theGraphIsToldAtTheEndInParts() throws Exception {
        try (EventLoop loop = EventLoop.start("many")) {
            List<Task<?>> tasks = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                tasks.add(loop.createTask("task \uD83D\uDE00 number " + i, () -> sleep(Duration.ofDays(1))));
            }
            loop.run(() -> untilWaiting(tasks.toArray(Task<?>[]::new)));
            try (Recorded recorded = Recorded.from("TaskGraph")) {
                List<RecordedEvent> parts = ofKind("TaskGraph", recorded.stop()).stream()
                        .filter(part -> part.getString("format").equals("json")) // the tree folds what is alike
                        .sorted(Comparator.comparing(part -> part.getInt("part")))
                        .toList();
                assertThat(parts).hasSizeGreaterThan(1);
                assertThat(parts).allMatch(part -> part.getInt("parts") == parts.size());
                assertThat(parts).allMatch(part -> part.getString("text").length() <= 16_000);
                assertThat(parts)
                        .extracting(part -> part.getLong("snapshot"))
                        .containsOnly(parts.get(0).getLong("snapshot"));
                String text = parts.stream().map(part -> part.getString("text")).collect(Collectors.joining());
                for (Task<?> task : tasks) {
                    assertThat(text).contains(task.name() + '"');
                }
            }
        }
    }
}
