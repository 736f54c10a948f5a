package suspension.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static suspension.Async.createTask;
import static suspension.Async.sleep;
import static suspension.TestBodies.untilWaiting;
import static suspension.recording.Recorded.id;
import static suspension.recording.Recorded.named;
import static suspension.recording.Recorded.ofKind;

import java.time.Duration;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlinx.coroutines.DelayKt;
import kotlinx.coroutines.Dispatchers;
import org.junit.jupiter.api.Test;
import suspension.Async;
import suspension.EventLoop;
import suspension.Gate;
import suspension.SuspendCall;
import suspension.Task;
import suspension.TaskScope;
import suspension.insight.TaskState;

/** What a recording tells of tasks: {@code suspension.Task}, {@code suspension.PendingTask}. */
class RecordedTasksTest {

    /** The time of what has not happened. */
    private static final long NEVER = Long.MIN_VALUE;

    private static final Duration LONG = Duration.ofDays(1);

    @SuppressWarnings("serial")
    private static final class SilentException extends RuntimeException {
        @Override
        public String getMessage() {
            throw new IllegalStateException("has no message");
        }
    }

    @SuppressWarnings("unchecked")
    private static Object delay(Continuation<?> continuation) {
        return DelayKt.delay(1, (Continuation<? super Unit>) continuation);
    }

    @Test
    void aTaskHasReturnedOrFailedOrWasCancelled() {
        List<RecordedEvent> events = Recorded.during(
                () -> {
                    Task<Integer> good = createTask("good", () -> 1);
                    Task<Integer> bad = createTask("bad", () -> Integer.parseInt("one"));
                    Task<Void> late = createTask("late", () -> sleep(LONG));
                    untilWaiting(late);
                    late.cancel();
                    Async.wait(List.of(good, bad, late));
                    bad.outcome();
                },
                "Task");
        assertThat(named("good", "Task", events).getString("outcome")).isEqualTo("returned");
        assertThat(named("good", "Task", events).getString("error")).isNull();
        assertThat(named("bad", "Task", events).getString("outcome")).isEqualTo("failed");
        assertThat(named("bad", "Task", events).getString("error"))
                .isEqualTo("java.lang.NumberFormatException: For input string: \"one\"");
        assertThat(named("late", "Task", events).getString("outcome")).isEqualTo("cancelled");
    }

    @Test
    void anExceptionWhoseMessageThrowsHarmsNobody() {
        List<RecordedEvent> events = Recorded.during(
                () -> {
                    Task<Void> silent = createTask("silent", () -> {
                        throw new SilentException();
                    });
                    Async.wait(List.of(silent));
                    silent.outcome();
                },
                "Task");
        assertThat(named("silent", "Task", events).getString("error")).isEqualTo(SilentException.class.getName());
    }

    @Test
    void aTaskLastsFromItsCreationToItsEnd() {
        List<RecordedEvent> events = Recorded.during(
                () -> {
                    Task<Void> nap = createTask("nap", () -> sleep(Duration.ofMillis(20)));
                    Recorded.spin(Duration.ofMillis(5)); // nobody else runs meanwhile
                    nap.await();
                },
                "Task");
        RecordedEvent main = named("main", "Task", events);
        RecordedEvent nap = named("nap", "Task", events);
        assertThat(nap.getStartTime()).isAfterOrEqualTo(main.getStartTime());
        assertThat(nap.getEndTime()).isBeforeOrEqualTo(main.getEndTime());
        assertThat(nap.getDuration("untilStarted")).isBetween(Duration.ofMillis(5), nap.getDuration());
        assertThat(nap.getDuration().minus(nap.getDuration("untilStarted")))
                .isGreaterThan(Duration.ofMillis(20).minus(Recorded.CLOCKS));
        assertThat(Duration.between(nap.getStartTime(), nap.getInstant("started"))
                        .abs())
                .isLessThan(nap.getDuration());
    }

    @Test
    void aTaskThatIsCancelledBeforeItsCodeBeginsHasNeverStarted() {
        List<RecordedEvent> events = Recorded.during(
                () -> {
                    Task<Void> body = createTask("body", () -> sleep(LONG));
                    Task<Unit> function = createTask("function", (SuspendCall<Unit>) c -> delay(c));
                    body.cancel();
                    function.cancel();
                    Async.wait(List.of(body, function));
                },
                "Task");
        for (String name : List.of("body", "function")) {
            assertThat(named(name, "Task", events).getString("outcome")).isEqualTo("cancelled");
            assertThat(named(name, "Task", events).getLong("started")).isEqualTo(NEVER);
            assertThat(named(name, "Task", events).getLong("untilStarted")).isEqualTo(NEVER);
        }
    }

    @Test
    void aTaskThatIsOlderThanTheRecordingMayNeverStartEither() throws Exception {
        try (EventLoop loop = EventLoop.start("recorded")) {
            loop.run(() -> {
                Task<Void> old = createTask("old", () -> sleep(LONG));
                try (Recorded recorded = Recorded.from("Task")) {
                    old.cancel();
                    Async.wait(List.of(old));
                    RecordedEvent task = named("old", "Task", recorded.stop());
                    assertThat(task.getString("outcome")).isEqualTo("cancelled");
                    assertThat(task.getLong("started")).isEqualTo(NEVER);
                }
            });
        }
    }

    @Test
    void aTaskOfDebugModeStillTellsWhereItWasMade() throws Exception {
        try (EventLoop loop = EventLoop.builder().debug(true).build();
                Recorded recorded = Recorded.from("Task")) {
            Task<Integer> task = loop.createTask("made here", () -> 1);
            task.get();
            assertThat(recorded.stop()).isNotEmpty();
            assertThat(task).asString().contains("created at " + getClass().getName());
        }
    }

    @Test
    void aTaskNamesTheTaskThatMadeIt() {
        List<RecordedEvent> events = Recorded.during(
                () -> {
                    createTask("parent", () -> createTask("child", () -> 1).await())
                            .await();
                    createTask("function", (SuspendCall<Unit>) c -> {
                                createTask("made in Kotlin", () -> 1);
                                return delay(c);
                            })
                            .await();
                    EventLoop loop = EventLoop.current();
                    Gate done = new Gate();
                    loop.execute(() -> {
                        loop.createTask("made by a callback", done::open);
                    });
                    done.await();
                },
                "Task");
        assertThat(named("main", "Task", events).getLong("creator")).isZero();
        assertThat(named("child", "Task", events).getLong("creator")).isEqualTo(id("parent", events));
        assertThat(named("made in Kotlin", "Task", events).getLong("creator")).isEqualTo(id("function", events));
        assertThat(named("made by a callback", "Task", events).getLong("creator"))
                .isZero();
    }

    @Test
    void aTaskWithoutANameIsNamedByItsNumber() {
        List<RecordedEvent> events = Recorded.during(() -> createTask(() -> 1).await(), "Task");
        assertThat(ofKind("Task", events))
                .extracting(event -> event.getString("name"))
                .contains("main");
        for (RecordedEvent event : ofKind("Task", events)) {
            if (!event.getString("name").equals("main")) {
                assertThat(event.getString("name")).isEqualTo("Task-" + event.getLong("task"));
            }
        }
    }

    @Test
    void aSuspendFunctionIsOfAnotherKind() {
        List<RecordedEvent> events = Recorded.during(
                () -> createTask("function", (SuspendCall<Unit>) c -> delay(c)).await(), "Task");
        assertThat(named("function", "Task", events).getString("kind")).isEqualTo("suspend function");
        assertThat(named("main", "Task", events).getString("kind")).isEqualTo("body");
    }

    @Test
    void aTaskOfADispatcherHasNoLoop() {
        try (Recorded recorded = Recorded.from("Task", "Wait")) {
            try (TaskScope scope = TaskScope.on(Dispatchers.getDefault())) {
                scope.createTask("off a loop", () -> sleep(Duration.ofMillis(1)))
                        .join();
            }
            List<RecordedEvent> events = recorded.stop();
            RecordedEvent task = named("off a loop", "Task", events);
            assertThat(task.getInt("loop")).isZero();
            List<RecordedEvent> waits = Recorded.about(task.getLong("task"), "Wait", events);
            assertThat(waits).hasSize(1);
            assertThat(waits.get(0).getInt("loop")).isZero();
            assertThat(waits.get(0).getString("waker")).isEqualTo("timer");
        }
    }

    @Test
    void aTaskThatIsOlderThanTheRecordingBeginsWithIt() throws Exception {
        Gate gate = new Gate();
        try (EventLoop loop = EventLoop.start("recorded")) {
            Task<Void> old = loop.createTask("old", gate::await);
            loop.run(() -> untilWaiting(old));
            try (Recorded recorded = Recorded.from("Task", "PendingTask")) {
                Recorded.spin(Duration.ofMillis(5));
                gate.open();
                old.get();
                List<RecordedEvent> events = recorded.stop();
                RecordedEvent task = named("old", "Task", events);
                assertThat(task.getString("outcome")).isEqualTo("returned");
                assertThat(task.getDuration()).isGreaterThan(Duration.ofMillis(5));
                assertThat(task.getLong("started")).isNotEqualTo(NEVER);
                assertThat(task.getStartTime())
                        .isAfterOrEqualTo(recorded.recording().getStartTime());
            }
        }
    }

    @Test
    void tasksThatAreNotDoneAreToldWhereAPartBeginsAndWhereItEnds() throws Exception {
        try (EventLoop loop = EventLoop.start("recorded")) {
            Task<Void> before = loop.createTask("before", () -> sleep(LONG));
            loop.run(() -> untilWaiting(before));
            try (Recorded recorded = Recorded.from("Task", "PendingTask")) {
                Task<Void> during = loop.createTask("during", () -> {
                    createTask("child", () -> sleep(LONG));
                    sleep(LONG);
                });
                Task<Unit> function = loop.createTask("function", (SuspendCall<Unit>) c -> delayLong(c));
                loop.run(() -> untilWaiting(during));
                List<RecordedEvent> events = recorded.stop();
                assertThat(pending("before", events)).hasSize(2);
                RecordedEvent child = pending("child", events).get(0);
                assertThat(pending("child", events)).hasSize(1);
                assertThat(child.getLong("creator"))
                        .isEqualTo(pending("during", events).get(0).getLong("task"));
                assertThat(child.getInt("loop")).isPositive();
                assertThat(child.getString("kind")).isEqualTo("body");
                assertThat(child.getString("state")).isEqualTo(TaskState.WAITING.toString());
                assertThat(child.getDuration("age")).isPositive();
                assertThat(pending("function", events).get(0).getString("state"))
                        .isEqualTo(TaskState.IN_KOTLIN.toString());
                assertThat(ofKind("Task", events))
                        .extracting(event -> event.getString("name"))
                        .doesNotContain("before", "during", "child", "function");
                function.cancel();
            }
        }
    }

    @Test
    void theStatesAreThoseOfTheGraph() throws Exception {
        try (EventLoop loop = EventLoop.start("recorded")) {
            loop.run(() -> {
                try (Recorded recorded = Recorded.from("Task", "PendingTask")) {
                    createTask("new", () -> 1);
                    List<RecordedEvent> events = recorded.stop();
                    assertThat(pending("new", events).get(0).getString("state"))
                            .isEqualTo(TaskState.NOT_BEGUN.toString());
                    assertThat(ofKind("PendingTask", events))
                            .extracting(event -> event.getString("state"))
                            .contains(TaskState.RUNNING.toString());
                }
            });
        }
    }

    @SuppressWarnings("unchecked")
    private static Object delayLong(Continuation<?> continuation) {
        return DelayKt.delay(LONG.toMillis(), (Continuation<? super Unit>) continuation);
    }

    private static List<RecordedEvent> pending(String name, List<RecordedEvent> events) {
        return ofKind("PendingTask", events).stream()
                .filter(event -> event.getString("name").equals(name))
                .toList();
    }
}
