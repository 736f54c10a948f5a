package suspension.temporal;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.Async.gather;
import static suspension.Async.sleep;

import io.grpc.Status;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import suspension.Async;
import suspension.Awaitable;
import suspension.EventLoop;
import suspension.Outcome;
import suspension.remote.NotDoneException;
import suspension.remote.NotKnownException;
import suspension.sync.AsyncEvent;
import suspension.temporal.Engine.Steps;
import suspension.temporal.Engine.Work;

/** Activities that are bodies, against Temporal's server in memory. */
class SuspendActivitiesTest {

    private final List<String> events = new CopyOnWriteArrayList<>();

    @Test
    void aBodyGivesTheActivitysResult() {
        try (Engine engine = new Engine().withBody(what -> {
            sleep(ofMillis(10));
            return "did " + what + " in " + RunningActivity.current().info().getActivityType();
        })) {
            assertThat(Async.<String, RuntimeException>run(() -> engine.call("a")))
                    .isEqualTo("did a in Step");
        }
    }

    @Test
    void aThousandWaitAtOnceAndHoldNoThreadOfTemporals() {
        AsyncEvent all = new AsyncEvent();
        AtomicInteger running = new AtomicInteger();
        AtomicInteger threads = new AtomicInteger();
        Engine engine = new Engine();
        try (engine) {
            engine.with(patient(), SuspendActivities.of(engine.loop, Steps.class, (Steps) what -> {
                if (running.incrementAndGet() == 1000) {
                    threads.set(threadsOfTemporal());
                    all.set();
                }
                all.await();
                return what;
            }));
            List<Awaitable<String, RuntimeException>> calls = IntStream.range(0, 1000)
                    .<Awaitable<String, RuntimeException>>mapToObj(i -> () -> engine.call("w" + i))
                    .toList();
            List<String> results = Async.run(() -> gather(calls));
            assertThat(results).hasSize(1000).doesNotHaveDuplicates();
        }
        assertThat(threads.get()).isBetween(1, 200);
    }

    /** Those that poll for activities, and those that would run them. */
    private static int threadsOfTemporal() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains("Activity"))
                .count();
    }

    @Test
    void aFailureArrivesWithItsTypeAndMessage() {
        try (Engine engine = new Engine().withBody(Engine.once(), what -> {
            throw new IllegalStateException("no " + what);
        })) {
            assertThatThrownBy(() -> Async.run(() -> engine.call("tea")))
                    .isExactlyInstanceOf(NotDoneException.class)
                    .rootCause()
                    .isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
                        assertThat(failure.getType()).isEqualTo("java.lang.IllegalStateException");
                        assertThat(failure.getOriginalMessage()).isEqualTo("no tea");
                    });
        }
    }

    /** Of many on a busy machine, some heartbeats are late. */
    private static ActivityOptions patient() {
        return Engine.options()
                .setHeartbeatTimeout(ofSeconds(20))
                .setStartToCloseTimeout(ofSeconds(60))
                .build();
    }

    @Test
    void aCancelledWorkflowCancelsTheBodyAndWaitsForItsCleanUp() {
        CompletableFuture<Void> started = new CompletableFuture<>();
        try (Engine engine = new Engine().withBody(what -> {
            started.complete(null);
            try {
                sleep(ofSeconds(30));
                return "never";
            } catch (CancellationException e) {
                sleep(ofMillis(1500)); // more than twice the heartbeat timeout, and it is not asked again to end
                events.add("cleaned up");
                throw e;
            }
        })) {
            assertThat(engine.cancelledOnce(started)).isInstanceOf(Outcome.Cancelled.class);
            assertThat(events).containsExactly("cleaned up");
        }
    }

    @Test
    void workThatIsDoneInSpiteOfTheRequestIsNotCalledCancelled() {
        CompletableFuture<Void> started = new CompletableFuture<>();
        try (Engine engine = new Engine().withBody(what -> {
            started.complete(null);
            try {
                sleep(ofSeconds(30));
                return "never";
            } catch (CancellationException e) {
                return "done all the same";
            }
        })) {
            assertThatThrownBy(engine.cancelledOnce(started)::get)
                    .isExactlyInstanceOf(NotKnownException.class)
                    .hasMessageContaining(
                            "the workflow has ended as EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED; of its steps,"
                                    + " done are [Step], and may be done or still running are []");
        }
    }

    /** Returns once the task of the calling body has been asked to end, and lets no request get to the body. */
    private static void awaitARequest() {
        Async.uncancellable(() -> {
            while (Async.currentTask().cancelling() == 0) {
                sleep(ofMillis(10));
            }
        });
    }

    @Test
    void whatIsReturnedAfterARequestThatTheBodyDidNotMeetIsDone() {
        CompletableFuture<Void> started = new CompletableFuture<>();
        try (Engine engine = new Engine().withBody(what -> {
            started.complete(null);
            awaitARequest();
            return what;
        })) {
            assertThatThrownBy(engine.cancelledOnce(started)::get)
                    .isExactlyInstanceOf(NotKnownException.class)
                    .hasMessageContaining("done are [Step], and may be done or still running are []");
        }
    }

    @Test
    void whatIsReturnedWhileTheLoopClosesIsDone() {
        CompletableFuture<Void> started = new CompletableFuture<>();
        try (Engine engine = new Engine().withBody(Engine.once(), what -> {
            started.complete(null);
            awaitARequest();
            return what;
        })) {
            started.thenRunAsync(engine.loop::close);
            assertThat(Async.<String, RuntimeException>run(() -> engine.call("a")))
                    .isEqualTo("a");
        }
    }

    @Test
    void heartbeatsKeepItAliveAndTellTheNextAttemptHowFarItWas() {
        try (Engine engine = new Engine().withBody(what -> {
            RunningActivity running = RunningActivity.current();
            events.add("attempt " + running.info().getAttempt() + " from "
                    + running.lastProgress(Integer.class).orElse(0));
            if (running.info().getAttempt() == 1) {
                sleep(ofMillis(1500)); // more than twice the heartbeat timeout
                running.progress(7);
                throw new IllegalStateException("dropped");
            }
            return what;
        })) {
            assertThat(Async.<String, RuntimeException>run(() -> engine.call("a")))
                    .isEqualTo("a");
            assertThat(events).containsExactly("attempt 1 from 0", "attempt 2 from 7");
        }
    }

    @Test
    void heartbeatsDoNotPileUpWhileTheServerIsSlow() {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        try (Engine engine = new Engine().withBody(Engine.once(), what -> {
            sleep(ofMillis(1500)); // more than twice the heartbeat timeout
            ended.complete(null);
            return what;
        })) {
            engine.faults.hold("RecordActivityTaskHeartbeat");
            assertThatThrownBy(() -> Async.run(() -> engine.call("a"))).isExactlyInstanceOf(NotKnownException.class);
            ended.join();
            assertThat(engine.faults.requests("RecordActivityTaskHeartbeat")).isEqualTo(1);
        }
    }

    @Test
    void anActivityThatTheServerDoesNotKnowAnyMoreIsCancelledAndSendsNoMoreHeartbeats() {
        CompletableFuture<Void> cleanedUp = new CompletableFuture<>();
        try (Engine engine = new Engine().withBody(Engine.once(), what -> {
            try {
                sleep(ofSeconds(30));
                return "never";
            } finally {
                sleep(ofMillis(1500));
                cleanedUp.complete(null);
            }
        })) {
            engine.faults.answer("RecordActivityTaskHeartbeat", Status.NOT_FOUND);
            assertThatThrownBy(() -> Async.run(() -> engine.call("a"))).isExactlyInstanceOf(NotKnownException.class);
            cleanedUp.join();
            assertThat(engine.faults.requests("RecordActivityTaskHeartbeat")).isEqualTo(1);
        }
    }

    @Test
    void progressThatAHeartbeatCouldNotTellIsToldWithTheFailure() {
        try (Engine engine = new Engine()) {
            engine.withBody(what -> {
                RunningActivity running = RunningActivity.current();
                if (running.info().getAttempt() > 1) {
                    return what + " from " + running.lastProgress(Integer.class).orElse(0);
                }
                engine.faults.answer("RecordActivityTaskHeartbeat", Status.UNAVAILABLE);
                running.progress(7);
                Async.await(engine.faults.refused("RecordActivityTaskHeartbeat"));
                engine.faults.end();
                throw new IllegalStateException("dropped");
            });
            assertThat(Async.<String, RuntimeException>run(() -> engine.call("a")))
                    .isEqualTo("a from 7");
        }
    }

    @Test
    void aResultThatIsTooLongIsNotMadeAgain() {
        AtomicInteger runs = new AtomicInteger();
        try (Engine engine = new Engine()) {
            engine.faults.answer(
                    "RespondActivityTaskCompleted",
                    Status.RESOURCE_EXHAUSTED.withDescription("grpc: received message larger than max"));
            engine.withBody(what -> what + runs.incrementAndGet());
            assertThatThrownBy(() -> Async.run(() -> engine.call("a")))
                    .isExactlyInstanceOf(NotKnownException.class)
                    .hasMessageContaining("done are [], and may be done or still running are [Step]");
        }
        assertThat(runs.get()).isEqualTo(1);
    }

    @Test
    void aFailureThatIsNotToBeTriedAgainIsNotEvenIfItCannotBeSent() {
        AtomicInteger runs = new AtomicInteger();
        try (Engine engine = new Engine().withBody(what -> {
            runs.incrementAndGet();
            throw ApplicationFailure.newNonRetryableFailure("out of tea", "tea", new Endless());
        })) {
            assertThatThrownBy(() -> Async.run(() -> engine.call("a")))
                    .isExactlyInstanceOf(NotDoneException.class)
                    .rootCause()
                    .isInstanceOfSatisfying(
                            ApplicationFailure.class,
                            failure -> assertThat(failure.getType()).isEqualTo("tea"));
        }
        assertThat(runs.get()).isEqualTo(1);
    }

    @Test
    void aFailureThatCannotBeSentIsAFailureAndIsTriedAgain() {
        try (Engine engine = new Engine().withBody(what -> {
            if (RunningActivity.current().info().getAttempt() == 1) {
                throw ApplicationFailure.newFailure("out of tea", "tea", new Endless());
            }
            return what;
        })) {
            assertThat(Async.<String, RuntimeException>run(() -> engine.call("a")))
                    .isEqualTo("a");
        }
    }

    @Test
    void aLoopThatIsBlockedSendsNoHeartbeatAndTheActivityRunsAgain() {
        CompletableFuture<Void> freed = new CompletableFuture<>();
        try (Engine engine = new Engine().withBody(what -> {
            int attempt = RunningActivity.current().info().getAttempt();
            if (attempt == 1) {
                new CompletableFuture<Void>()
                        .completeOnTimeout(null, 1500, TimeUnit.MILLISECONDS)
                        .join(); // blocks the loop
                freed.complete(null);
                Async.await(new CompletableFuture<>()); // until Temporal's answer to the next heartbeat ends it
            }
            return "attempt " + attempt;
        })) {
            assertThat(Async.<String, RuntimeException>run(() -> engine.call("a")))
                    .isNotEqualTo("attempt 1");
            assertThat(freed).isDone();
        }
    }

    @Test
    void anAnswerThatComesAfterItWasGivenUpIsLoggedAndDropped() {
        CompletableFuture<String> logged = new CompletableFuture<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                logged.complete(record.getLevel() + " " + record.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger("suspension");
        logger.addHandler(handler);
        CompletableFuture<Void> end = new CompletableFuture<>();
        try (Engine engine = new Engine()
                .withBody(
                        Engine.options()
                                .setStartToCloseTimeout(ofMillis(200))
                                .setHeartbeatTimeout(ofSeconds(30)) // so that no heartbeat tells the worker
                                .setRetryOptions(RetryOptions.newBuilder()
                                        .setMaximumAttempts(1)
                                        .build())
                                .build(),
                        what -> {
                            Async.uncancellable(() -> Async.await(end));
                            return what;
                        })) {
            assertThatThrownBy(() -> Async.run(() -> engine.call("a"))).isExactlyInstanceOf(NotKnownException.class);
            end.complete(null);
            assertThat(logged.orTimeout(30, TimeUnit.SECONDS).join())
                    .isEqualTo(
                            "WARNING Activity Step of workflow 'a' (attempt 1) has ended after Temporal had given it up:"
                                    + " its time was up, or its workflow has ended, and it may have run again elsewhere. What it"
                                    + " returned is dropped, unless a reply of Temporal's was lost; what it did stays done.");
        } finally {
            logger.removeHandler(handler);
        }
    }

    @Test
    void whatAClosingLoopCancelsMayRunElsewhere() {
        CompletableFuture<Void> started = new CompletableFuture<>();
        try (Engine engine = new Engine().withBody(Engine.once(), what -> {
            started.complete(null);
            try {
                sleep(ofSeconds(30));
            } finally {
                Async.uncancellable(() -> sleep(ofMillis(1500))); // heartbeats go on meanwhile
            }
            return "never";
        })) {
            started.thenRunAsync(engine.loop::close);
            assertThatThrownBy(() -> Async.run(() -> engine.call("a")))
                    .isExactlyInstanceOf(NotDoneException.class)
                    .rootCause()
                    .hasMessageContaining("The activity's task was cancelled at its worker, and not by its workflow");
        }
    }

    @Test
    void aResultThatCannotBeSentDoesNotMeanThatNothingWasDone() {
        try (Engine engine = new Engine()) {
            engine.with(Engine.once(), SuspendActivities.of(engine.loop, Steps.class, new UnsendableSteps()));
            assertThatThrownBy(() -> Async.run(() -> engine.call("a")))
                    .isExactlyInstanceOf(NotKnownException.class)
                    .hasMessageContaining("done are [], and may be done or still running are [Step]")
                    .rootCause()
                    .hasMessageContaining("The outcome cannot be sent: ");
        }
    }

    /** No JSON has an end for it. */
    public static final class Endless {
        public Endless getSelf() {
            return this;
        }
    }

    /** As Kotlin compiles a suspend function, of another type than the interface says. */
    public static final class UnsendableSteps {
        public Object step(String what, kotlin.coroutines.Continuation<? super Object> continuation) {
            return new Endless();
        }
    }

    // Misuse

    @Test
    void progressThatCannotBeSentIsToldWhereItIsMade() {
        try (Engine engine = new Engine().withBody(Engine.once(), what -> {
            RunningActivity.current().progress(new Endless());
            return what;
        })) {
            assertThatThrownBy(() -> Async.run(() -> engine.call("a")))
                    .isExactlyInstanceOf(NotDoneException.class)
                    .hasStackTraceContaining("DataConverterException");
        }
    }

    private final EventLoop loop = EventLoop.start("activities");

    @AfterEach
    void closeTheLoop() {
        loop.close();
    }

    /** No activity interface. */
    public interface Plain {
        void run();
    }

    @Test
    void anInterfaceWithoutTheAnnotationIsRefused() {
        assertThatThrownBy(() -> SuspendActivities.of(loop, Plain.class, (Plain) () -> {}))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "suspension.temporal.SuspendActivitiesTest$Plain is no activity interface; give an interface"
                                + " with @ActivityInterface, as workflows call it");
    }

    @Test
    void aMissingFunctionIsNamed() {
        assertThatThrownBy(() -> SuspendActivities.of(loop, Steps.class, "no steps"))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "java.lang.String has no code for Steps.step(String): write a public suspend fun step(String)"
                                + " in Kotlin, or implement Steps with bodies");
    }

    @Test
    void outsideAnActivityThereIsNoneRunning() {
        assertThatThrownBy(RunningActivity::current)
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no activity of SuspendActivities runs here");
    }

    /** A workflow that calls the step as a local activity. */
    public static final class LocalStep implements Work {
        private final Steps steps = Workflow.newLocalActivityStub(
                Steps.class,
                LocalActivityOptions.newBuilder()
                        .setStartToCloseTimeout(ofSeconds(5))
                        .setRetryOptions(
                                RetryOptions.newBuilder().setMaximumAttempts(1).build())
                        .build());

        @Override
        public String work(String what) {
            return steps.step(what);
        }
    }

    @Test
    void aLocalActivityIsRefused() {
        Engine engine = new Engine();
        engine.worker.registerWorkflowImplementationTypes(LocalStep.class);
        try (engine) {
            engine.startWith(SuspendActivities.of(engine.loop, Steps.class, (Steps) what -> what));
            assertThatThrownBy(() -> Async.run(() -> engine.call("a")))
                    .isExactlyInstanceOf(NotDoneException.class)
                    .rootCause()
                    .hasMessageContaining("A local activity ends when its method returns, so it cannot run on a loop");
        }
    }
}
