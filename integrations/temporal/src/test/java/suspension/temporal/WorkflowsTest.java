package suspension.temporal;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static suspension.Async.createTask;
import static suspension.Async.gather;
import static suspension.Async.sleep;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Status;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.RetryOptions;
import io.temporal.common.converter.CodecDataConverter;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.payload.codec.PayloadCodec;
import io.temporal.payload.codec.PayloadCodecException;
import io.temporal.serviceclient.RpcRetryOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import suspension.Async;
import suspension.EventLoop;
import suspension.Task;
import suspension.remote.NotDoneException;
import suspension.remote.NotKnownException;
import suspension.remote.RemoteException;
import suspension.remote.UnreadableResultException;
import suspension.temporal.Engine.Steps;
import suspension.temporal.Engine.Work;

/** Workflows that a body awaits, against Temporal's server in memory. */
class WorkflowsTest {

    private final AtomicInteger runs = new AtomicInteger();

    private static String call(Engine engine, String key) {
        return engine.workflows.call(Work.class, key, work -> work.work(key));
    }

    private String count(String what) {
        sleep(ofMillis(50));
        return what + " " + runs.incrementAndGet();
    }

    @Test
    void theSameKeyAtOnceAndLaterIsOneWorkflow() {
        try (Engine engine = new Engine().withBody(this::count)) {
            Async.run(() -> {
                assertThat(gather(() -> call(engine, "a"), () -> call(engine, "a")))
                        .containsExactly("a 1", "a 1");
                assertThat(call(engine, "a")).isEqualTo("a 1");
            });
        }
    }

    private Engine withTeaAtTheSecondTry() {
        return new Engine().with(once(), SuspendActivities.of(EngineLoop.LOOP, Steps.class, (Steps) what -> {
            if (runs.incrementAndGet() == 1) {
                throw new IllegalStateException("out of tea");
            }
            return "tea";
        }));
    }

    @Test
    void aKeyWhoseWorkflowHasFailedGivesTheSameAgain() {
        try (Engine engine = withTeaAtTheSecondTry()) {
            Async.run(() -> {
                for (int call = 1; call <= 2; call++) {
                    assertThatThrownBy(() -> call(engine, "a"))
                            .isExactlyInstanceOf(NotDoneException.class)
                            .hasMessageStartingWith("'a' was not done: it has failed (");
                }
            });
        }
        assertThat(runs.get()).isEqualTo(1);
    }

    @Test
    void aKeyWhoseWorkflowHasFailedIsStartedAgainWhereThePolicySaysSo() {
        try (Engine engine = withTeaAtTheSecondTry()) {
            Workflows again = Workflows.of(
                    engine.client,
                    WorkflowOptions.newBuilder()
                            .setTaskQueue(engine.queue)
                            .setWorkflowIdReusePolicy(
                                    WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE_FAILED_ONLY)
                            .build());
            Async.run(() -> {
                assertThatThrownBy(() -> call(engine, "a")).isExactlyInstanceOf(NotDoneException.class);
                assertThat(again.<Work, String>call(Work.class, "a", work -> work.work("a")))
                        .isEqualTo("tea");
            });
        }
    }

    private static io.temporal.activity.ActivityOptions once() {
        return Engine.options()
                .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
                .build();
    }

    @Test
    void aWorkerThatHangsBeyondItsTimeLeavesItUnknown() {
        try (Engine engine = new Engine()
                .with(
                        Engine.options()
                                .setStartToCloseTimeout(ofMillis(300))
                                .setRetryOptions(RetryOptions.newBuilder()
                                        .setMaximumAttempts(1)
                                        .build())
                                .build(),
                        SuspendActivities.of(EngineLoop.LOOP, Steps.class, (Steps) what -> {
                            sleep(ofSeconds(2));
                            return what;
                        }))) {
            assertThatThrownBy(() -> Async.run(() -> call(engine, "a")))
                    .isExactlyInstanceOf(NotKnownException.class)
                    .rootCause()
                    .hasMessageContaining("TIMEOUT_TYPE_START_TO_CLOSE");
        }
    }

    @Test
    void aWorkflowThatDoesNotWaitForItsActivityIsNotCalledCancelled() {
        CompletableFuture<Void> started = new CompletableFuture<>();
        CompletableFuture<Void> end = new CompletableFuture<>();
        try (Engine engine = new Engine()
                .with(
                        Engine.options()
                                .setCancellationType(ActivityCancellationType.TRY_CANCEL)
                                .build(),
                        SuspendActivities.of(EngineLoop.LOOP, Steps.class, (Steps) what -> {
                            started.complete(null);
                            Async.uncancellable(() -> Async.await(end));
                            return what;
                        }))) {
            Async.run(() -> {
                Task<String> caller = createTask(() -> call(engine, "a"));
                Async.await(started);
                caller.cancel();
                assertThatThrownBy(caller::await)
                        .isExactlyInstanceOf(NotKnownException.class)
                        .hasMessageContaining("done are [], and may be done or still running are [Step]");
            });
            end.complete(null);
        }
    }

    @Test
    void workThatHasNotReachedAWorkerIsCancelled() {
        try (Engine engine = new Engine()) { // no worker runs
            Async.run(() -> {
                Task<String> caller = createTask(() -> call(engine, "a"));
                sleep(ofMillis(500));
                caller.cancel();
                assertThatThrownBy(() -> Async.timeout(ofMillis(300), () -> Async.shield(caller)))
                        .isInstanceOf(suspension.AsyncTimeoutException.class); // nobody has answered yet
                engine.withBody(this::count);
                Async.wait(List.of(caller));
                assertThat(caller.isCancelled()).isTrue();
            });
        }
        assertThat(runs.get()).isZero();
    }

    @Test
    void aCancellationThatNobodyAnswersEndsAsUnknown() {
        try (Engine engine = new Engine()) { // no worker runs
            Workflows hasty = engine.workflows.withPatience(ofMillis(300));
            Async.run(() -> {
                Task<String> caller = createTask(() -> hasty.call(Work.class, "a", work -> work.work("a")));
                sleep(ofMillis(500));
                caller.cancel();
                assertThatThrownBy(caller::await)
                        .isExactlyInstanceOf(NotKnownException.class)
                        .hasMessageContaining(
                                "the engine was asked to cancel, and the work has not ended within PT0.3S");
            });
        }
    }

    @Test
    void closingTheLoopCancelsTheWorkflowsOfItsBodies() {
        CompletableFuture<Void> started = new CompletableFuture<>();
        CompletableFuture<String> ended = new CompletableFuture<>();
        try (Engine engine = new Engine().withBody(what -> {
            started.complete(null);
            try {
                sleep(ofSeconds(30));
            } catch (CancellationException e) {
                ended.complete("cancelled at the worker");
                throw e;
            }
            return what;
        })) {
            EventLoop callers = EventLoop.start();
            Task<String> caller = callers.createTask(() -> call(engine, "a"));
            started.join();
            callers.close();
            assertThat(ended).isCompletedWithValue("cancelled at the worker");
            assertThat(caller.isCancelled()).isTrue();
        }
    }

    @Test
    void anEngineThatIsNotThereIsNotKnown() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        WorkflowServiceStubs nobody = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget("127.0.0.1:" + port)
                .setRpcRetryOptions(RpcRetryOptions.newBuilder()
                        .setExpiration(ofMillis(500))
                        .setInitialInterval(ofMillis(50))
                        .setMaximumInterval(ofMillis(100))
                        .build())
                .build());
        Workflows workflows = Workflows.of(
                WorkflowClient.newInstance(nobody),
                WorkflowOptions.newBuilder().setTaskQueue("any").build());
        assertThatThrownBy(() -> Async.run(() -> workflows.call(Work.class, "a", work -> work.work("a"))))
                .isExactlyInstanceOf(NotKnownException.class)
                .hasMessageContaining("the engine cannot be reached");
        nobody.shutdownNow();
    }

    @Test
    void anEngineThatGoesAwayInTheMiddleIsNotKnownOnceTheCallerHasWaitedEnough() {
        CompletableFuture<Void> started = new CompletableFuture<>();
        try (Engine engine = new Engine().withBody(what -> {
            started.complete(null);
            sleep(ofSeconds(30));
            return what;
        })) {
            Workflows hasty = engine.workflows.withPatience(ofMillis(300));
            Async.run(() -> {
                Task<String> caller = createTask(() -> hasty.call(Work.class, "a", work -> work.work("a")));
                Async.await(started);
                Async.toThread(engine::endServer);
                assertThatThrownBy(() -> Async.waitFor(caller, ofMillis(300)))
                        .isExactlyInstanceOf(NotKnownException.class)
                        .hasMessageContaining("the work has not ended within PT0.3S");
            });
        }
    }

    /** The same workflow type, with a result of another type. */
    @WorkflowInterface
    public interface Miscalled {
        @WorkflowMethod(name = "Work")
        List<Integer> work(String what);
    }

    @Test
    void aResultOfAnotherTypeIsDoneAndCannotBeRead() {
        try (Engine engine = new Engine().withBody(this::count)) {
            Async.run(() -> {
                assertThatThrownBy(() -> engine.workflows.call(Miscalled.class, "a", work -> work.work("a")))
                        .isExactlyInstanceOf(UnreadableResultException.class)
                        .hasMessageStartingWith("'a' was done, but its result cannot be read here");
                assertThat(call(engine, "a")).isEqualTo("a 1"); // the work is not done again
            });
        }
    }

    @Test
    void anArgumentThatCannotBeSentIsNotDone() {
        try (Engine engine = new Engine().withBody(this::count)) {
            assertThatThrownBy(() -> Async.run(() -> engine.workflows.<Work, String>call(Work.class, "a", work -> {
                        throw new IllegalArgumentException("no work");
                    })))
                    .isExactlyInstanceOf(NotDoneException.class)
                    .hasRootCauseMessage("no work");
        }
    }

    @Test
    void aTerminatedWorkflowIsNotKnown() {
        CompletableFuture<Void> started = new CompletableFuture<>();
        try (Engine engine = new Engine().withBody(what -> {
            started.complete(null);
            sleep(ofSeconds(30));
            return what;
        })) {
            Async.run(() -> {
                Task<String> caller = createTask(() -> call(engine, "a"));
                Async.await(started);
                Async.toThread(() -> engine.client.newUntypedWorkflowStub("a").terminate("enough"));
                assertThatThrownBy(caller::await).isExactlyInstanceOf(NotKnownException.class);
            });
        }
    }

    @Test
    void workThatSomebodyElseCancelsIsNotDone() {
        CompletableFuture<Void> started = new CompletableFuture<>();
        try (Engine engine = new Engine().withBody(what -> {
            started.complete(null);
            sleep(ofSeconds(30));
            return what;
        })) {
            Async.run(() -> {
                Task<String> caller = createTask(() -> call(engine, "a"));
                Async.await(started);
                Async.toThread(() -> engine.client.newUntypedWorkflowStub("a").cancel());
                assertThatThrownBy(caller::await)
                        .isExactlyInstanceOf(NotDoneException.class)
                        .hasMessageStartingWith("'a' was not done: somebody else has cancelled it");
            });
        }
    }

    @Test
    void aWorkflowThatRanOutOfTimeBeforeItsFirstStepIsNotDone() {
        try (Engine engine = new Engine()) { // no worker runs
            Workflows hasty = Workflows.of(
                    engine.client,
                    WorkflowOptions.newBuilder()
                            .setTaskQueue(engine.queue)
                            .setWorkflowExecutionTimeout(ofMillis(300))
                            .build());
            assertThatThrownBy(() -> Async.run(() -> hasty.call(Work.class, "a", work -> work.work("a"))))
                    .isExactlyInstanceOf(NotDoneException.class)
                    .hasMessageContaining("EVENT_TYPE_WORKFLOW_EXECUTION_TIMED_OUT");
        }
    }

    @Test
    void aFailureThatCannotBeReadIsStillNoResult() {
        DataConverter secret = new CodecDataConverter(
                DefaultDataConverter.newDefaultInstance(), List.of(new Secret()), true); // also failures
        try (Engine engine = new Engine(secret).with(once(), SuspendActivities.of(EngineLoop.LOOP, Steps.class, (Steps)
                what -> {
                    throw new IllegalStateException("out of tea");
                }))) {
            Workflows blind = Workflows.of(
                    WorkflowClient.newInstance(engine.client.getWorkflowServiceStubs()),
                    WorkflowOptions.newBuilder().setTaskQueue(engine.queue).build());
            Async.run(() -> {
                assertThatThrownBy(() -> call(engine, "a")).isExactlyInstanceOf(NotDoneException.class);
                assertThatThrownBy(() -> blind.call(Work.class, "a", work -> work.work("a")))
                        .isExactlyInstanceOf(NotDoneException.class)
                        .hasMessageStartingWith("'a' was not done: it has failed");
            });
        }
    }

    /** A codec that gives payloads an encoding that nobody else knows. */
    private static final class Secret implements PayloadCodec {
        @Override
        public List<Payload> encode(List<Payload> payloads) {
            return payloads.stream()
                    .map(payload -> wrap(payload.toByteString()))
                    .toList();
        }

        private static Payload wrap(ByteString data) {
            return Payload.newBuilder()
                    .putMetadata("encoding", ByteString.copyFromUtf8("binary/secret"))
                    .setData(data)
                    .build();
        }

        @Override
        public List<Payload> decode(List<Payload> payloads) {
            return payloads.stream().map(payload -> unwrap(payload.getData())).toList();
        }

        private static Payload unwrap(ByteString data) {
            try {
                return Payload.parseFrom(data);
            } catch (InvalidProtocolBufferException e) {
                throw new PayloadCodecException(e);
            }
        }
    }

    @Test
    void aLookThatFailsSaysHowTheWorkflowHasEnded() {
        try (Engine engine = new Engine().with(once(), SuspendActivities.of(EngineLoop.LOOP, Steps.class, (Steps)
                what -> {
                    throw new IllegalStateException("out of tea");
                }))) {
            engine.faults.answer("DescribeWorkflowExecution", Status.PERMISSION_DENIED.withDescription("not you"));
            assertThatThrownBy(() -> Async.run(() -> call(engine, "a")))
                    .isExactlyInstanceOf(NotKnownException.class)
                    .hasMessageContaining("what its steps have done could not be looked at")
                    .hasRootCauseMessage(
                            "message='out of tea', type='java.lang.IllegalStateException', nonRetryable=false")
                    .satisfies(
                            e -> assertThat(((NotKnownException) e).isFinal()).isFalse());
        }
    }

    // Between here and the server

    @Test
    void aStartWhoseReplyIsLostIsNotStartedTwice() {
        try (Engine engine = new Engine().withBody(this::count)) {
            engine.faults.loseReply("StartWorkflowExecution");
            assertThat(Async.<String, RuntimeException>run(() -> call(engine, "a")))
                    .isEqualTo("a 1");
            assertThat(engine.faults.requests("StartWorkflowExecution")).isEqualTo(2);
        }
    }

    @Test
    void aStartThatIsRefusedIsNotDone() {
        try (Engine engine = new Engine().withBody(this::count)) {
            engine.faults.answer("StartWorkflowExecution", Status.PERMISSION_DENIED.withDescription("not you"));
            assertThatThrownBy(() -> Async.run(() -> call(engine, "a")))
                    .isExactlyInstanceOf(NotDoneException.class)
                    .hasMessage("'a' was not done: the request was refused (io.grpc.StatusRuntimeException:"
                            + " PERMISSION_DENIED: not you). Nothing was started.");
        }
        assertThat(runs.get()).isZero();
    }

    @Test
    void anArgumentThatIsTooLongIsNotDone() {
        try (Engine engine = new Engine().withBody(this::count)) {
            engine.faults.answer(
                    "StartWorkflowExecution",
                    Status.RESOURCE_EXHAUSTED.withDescription("grpc: received message larger than max"));
            assertThatThrownBy(() -> Async.run(() -> call(engine, "a")))
                    .isExactlyInstanceOf(NotDoneException.class)
                    .hasMessageContaining("the request was refused");
        }
    }

    @Test
    void aStartThatIsRefusedAfterItsReplyWasLostIsNotKnown() {
        try (Engine engine = new Engine().withBody(this::count)) {
            engine.faults.loseReply("StartWorkflowExecution");
            engine.faults.answerLater("StartWorkflowExecution", Status.PERMISSION_DENIED.withDescription("not you"));
            assertThatThrownBy(() -> Async.run(() -> call(engine, "a")))
                    .isExactlyInstanceOf(NotKnownException.class)
                    .hasMessageContaining("the start was refused, but there is a workflow with this id");
        }
    }

    @Test
    void aRequestToCancelThatCannotBeSentIsNoRefusal() {
        CompletableFuture<Void> started = new CompletableFuture<>();
        try (Engine engine = new Engine(ofSeconds(1)).withBody(what -> {
            started.complete(null);
            sleep(ofSeconds(30));
            return what;
        })) {
            engine.faults.answer("RequestCancelWorkflowExecution", Status.UNAVAILABLE.withDescription("away"));
            Workflows hasty = engine.workflows.withPatience(ofSeconds(2));
            Async.run(() -> {
                Task<String> caller = createTask(() -> hasty.call(Work.class, "a", work -> work.work("a")));
                Async.await(started);
                caller.cancel();
                assertThatThrownBy(caller::await)
                        .isExactlyInstanceOf(NotKnownException.class)
                        .hasMessageContaining("the work has not ended within PT2S")
                        .message()
                        .doesNotContain("refused");
            });
        }
    }

    @Test
    void aServerThatGoesAwayAndComesBackGivesTheResult() {
        CompletableFuture<Void> started = new CompletableFuture<>();
        CompletableFuture<Void> end = new CompletableFuture<>();
        try (Engine engine = new Engine().withBody(what -> {
            started.complete(null);
            Async.await(end);
            return count(what);
        })) {
            Async.run(() -> {
                Task<String> caller = createTask(() -> call(engine, "a"));
                Async.await(started);
                engine.faults.goAway();
                end.complete(null);
                Async.await(engine.faults.refused("RespondActivityTaskCompleted"));
                engine.faults.end();
                assertThat(caller.await()).isEqualTo("a 1");
            });
        }
    }

    @Test
    void aRequestToCancelThatIsRefusedIsAwaited() {
        CompletableFuture<Void> started = new CompletableFuture<>();
        CompletableFuture<Void> end = new CompletableFuture<>();
        try (Engine engine = new Engine().withBody(what -> {
            started.complete(null);
            Async.await(end);
            return count(what);
        })) {
            engine.faults.answer(
                    "RequestCancelWorkflowExecution", Status.PERMISSION_DENIED.withDescription("not by you"));
            Async.run(() -> {
                Task<String> caller = createTask(() -> call(engine, "a"));
                Async.await(started);
                caller.cancel();
                Async.await(engine.faults.refused("RequestCancelWorkflowExecution"));
                end.complete(null);
                assertThat(caller.await()).isEqualTo("a 1");
            });
        }
    }

    @Test
    void aCallThatIsCancelledBeforeItIsSentSendsNothing() {
        try (Engine engine = new Engine().withBody(this::count)) {
            engine.faults.hold("StartWorkflowExecution"); // and so all threads are taken
            Async.run(() -> {
                List<Task<String>> others = IntStream.range(0, 32)
                        .mapToObj(i -> createTask(() -> call(engine, "other " + i)))
                        .toList();
                Task<String> caller = createTask(() -> call(engine, "a"));
                sleep(ofMillis(1));
                caller.cancel();
                Async.wait(List.of(caller));
                assertThat(caller.isCancelled()).isTrue();
                engine.faults.end();
                for (Task<String> other : others) {
                    other.await();
                }
            });
            assertThat(engine.faults.requests("StartWorkflowExecution")).isEqualTo(32);
            assertThat(engine.faults.requests("RequestCancelWorkflowExecution")).isZero();
        }
    }

    @Test
    void aCallThatNoThreadWasFreeForIsToldSoInTime() {
        try (Engine engine = new Engine(ofSeconds(1)).withBody(this::count)) {
            List<Throwable> failures = Async.run(() -> {
                call(engine, "first"); // which connects
                engine.faults.goAway();
                List<Task<String>> callers = IntStream.range(0, 200)
                        .mapToObj(i -> createTask(() -> call(engine, "a" + i)))
                        .toList();
                Async.wait(callers);
                return callers.stream()
                        .map(caller -> catchThrowable(caller::await))
                        .toList();
            });
            assertThat(failures)
                    .allSatisfy(failure -> assertThat(failure).isInstanceOf(RemoteException.class))
                    .anySatisfy(failure -> assertThat(failure)
                            .isExactlyInstanceOf(NotKnownException.class)
                            .hasMessageContaining("the engine cannot be reached (io.grpc.StatusRuntimeException:"
                                    + " UNAVAILABLE: away)"))
                    .anySatisfy(failure -> assertThat(failure)
                            .isExactlyInstanceOf(NotDoneException.class)
                            .hasMessageContaining("No thread was free to start the workflow for PT1S, which is as long"
                                    + " as a request may take"));
        }
    }

    // Misuse

    @Test
    void whatWouldDoAKeyTwiceIsRefused() {
        WorkflowOptions options = WorkflowOptions.newBuilder()
                .setTaskQueue("any")
                .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                .build();
        try (Engine engine = new Engine()) {
            assertThatThrownBy(() -> Workflows.of(engine.client, options))
                    .isExactlyInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "With WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE the same key would do the same work twice;"
                                    + " leave it out, and each call gives the outcome of the first start");
            assertThatThrownBy(() -> Workflows.of(
                            engine.client,
                            WorkflowOptions.newBuilder()
                                    .setWorkflowIdConflictPolicy(
                                            WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_TERMINATE_EXISTING)
                                    .build()))
                    .isExactlyInstanceOf(IllegalArgumentException.class)
                    .hasMessage("With WORKFLOW_ID_CONFLICT_POLICY_TERMINATE_EXISTING a second start would end what the"
                            + " first one has begun; leave it out, and the second start joins the first");
            assertThatThrownBy(() -> Workflows.of(
                            engine.client,
                            WorkflowOptions.newBuilder().setWorkflowId("mine").build()))
                    .isExactlyInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "The options have the workflow id 'mine', but the key is the id; leave it out and give the"
                                    + " key to call()");
        }
    }
}
