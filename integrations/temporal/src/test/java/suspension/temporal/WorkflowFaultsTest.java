package suspension.temporal;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static suspension.Async.createTask;
import static suspension.Async.sleep;

import io.grpc.Status;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.RpcRetryOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import suspension.Async;
import suspension.Task;
import suspension.remote.NotDoneException;
import suspension.remote.NotKnownException;
import suspension.remote.RemoteException;
import suspension.temporal.Engine.Work;

/** What goes wrong between a caller of workflows and Temporal's server. */
class WorkflowFaultsTest {

    private final AtomicInteger runs = new AtomicInteger();
    private final CompletableFuture<Void> started = new CompletableFuture<>();

    /** Also without a test that goes as it should, so that its loop can be closed. */
    private final CompletableFuture<Void> end =
            new CompletableFuture<Void>().completeOnTimeout(null, 20, TimeUnit.SECONDS);

    private String count(String what) {
        return what + " " + runs.incrementAndGet();
    }

    private String waitForTheEnd(String what) {
        started.complete(null);
        Async.await(end);
        return count(what);
    }

    @Test
    void anEngineThatIsNotThereIsNotKnown() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        WorkflowServiceStubs nobody = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget("127.0.0.1:" + port)
                .setSystemInfoTimeout(ofMillis(200))
                .setRpcRetryOptions(RpcRetryOptions.newBuilder()
                        .setExpiration(ofMillis(500))
                        .setInitialInterval(ofMillis(50))
                        .setMaximumInterval(ofMillis(100))
                        .build())
                .build());
        Workflows workflows = Workflows.of(
                WorkflowClient.newInstance(nobody),
                WorkflowOptions.newBuilder().setTaskQueue("any").build());
        assertThatThrownBy(() -> Async.run(() -> Engine.call(workflows, "a")))
                .isExactlyInstanceOf(NotKnownException.class)
                .hasMessageContaining("the engine cannot be reached");
        nobody.shutdownNow();
    }

    @Test
    void anEngineThatGoesAwayInTheMiddleIsNotKnownOnceTheCallerHasWaitedEnough() {
        try (Engine engine = new Engine().withAStepThatWaits(started)) {
            Workflows hasty = engine.workflows.withPatience(ofMillis(300));
            Async.run(() -> {
                Task<String> caller = createTask(() -> Engine.call(hasty, "a"));
                Async.await(started);
                Async.toThread(engine::endServer);
                assertThatThrownBy(() -> Async.waitFor(caller, ofMillis(300)))
                        .isExactlyInstanceOf(NotKnownException.class)
                        .hasMessageContaining("the work has not ended within PT0.3S");
            });
        }
    }

    @Test
    void aServerThatGoesAwayAndComesBackGivesTheResult() {
        try (Engine engine = new Engine().withBody(this::waitForTheEnd)) {
            Async.run(() -> {
                Task<String> caller = createTask(() -> engine.call("a"));
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
    void aStartWhoseReplyIsLostIsNotStartedTwice() {
        try (Engine engine = new Engine().withBody(this::count)) {
            engine.faults.loseReply("StartWorkflowExecution");
            assertThat(Async.<String, RuntimeException>run(() -> engine.call("a")))
                    .isEqualTo("a 1");
            assertThat(engine.faults.requests("StartWorkflowExecution")).isEqualTo(2);
        }
    }

    @Test
    void aStartThatIsRefusedIsNotDone() {
        try (Engine engine = new Engine().withBody(this::count)) {
            engine.faults.answer("StartWorkflowExecution", Status.PERMISSION_DENIED.withDescription("not you"));
            assertThatThrownBy(() -> Async.run(() -> engine.call("a")))
                    .isExactlyInstanceOf(NotDoneException.class)
                    .hasMessage("'a' was not done: the request was refused (io.grpc.StatusRuntimeException:"
                            + " PERMISSION_DENIED: not you). Nothing was started.");
        }
        assertThat(runs.get()).isZero();
    }

    @Test
    void aStartThatIsRefusedAfterItsReplyWasLostIsNotKnown() {
        try (Engine engine = new Engine().withBody(this::count)) {
            engine.faults.loseReply("StartWorkflowExecution");
            engine.faults.answerLater("StartWorkflowExecution", Status.PERMISSION_DENIED.withDescription("not you"));
            assertThatThrownBy(() -> Async.run(() -> engine.call("a")))
                    .isExactlyInstanceOf(NotKnownException.class)
                    .hasMessageContaining("the start was refused, but there is a workflow with this id");
        }
    }

    @Test
    void aStartThatIsRefusedAndSoIsTheLookIsNotKnown() {
        try (Engine engine = new Engine().withBody(this::count)) {
            Status refusal = Status.PERMISSION_DENIED.withDescription("not you");
            engine.faults.answer("StartWorkflowExecution", refusal);
            engine.faults.answer("DescribeWorkflowExecution", refusal);
            assertThatThrownBy(() -> Async.run(() -> engine.call("a")))
                    .isExactlyInstanceOf(NotKnownException.class)
                    .hasMessageContaining("the start was refused, and so was a look at what there is");
        }
    }

    private static Stream<Status> refusalsOfTheResult() {
        return Stream.of(
                Status.PERMISSION_DENIED.withDescription("not you"),
                Status.RESOURCE_EXHAUSTED.withDescription("grpc: received message larger than max"));
    }

    @ParameterizedTest
    @MethodSource("refusalsOfTheResult")
    void aResultThatIsRefusedIsNotKnown(Status refusal) {
        try (Engine engine = new Engine().withBody(this::count)) {
            engine.faults.answer("GetWorkflowExecutionHistory", refusal);
            assertThatThrownBy(() -> Async.run(() -> engine.call("a")))
                    .isExactlyInstanceOf(NotKnownException.class)
                    .hasStackTraceContaining(refusal.getDescription());
        }
    }

    @Test
    void aWorkflowThatHasFailedAndGoesOnInAnotherRunIsNotKnown() {
        try (Engine engine = new Engine().withBody(Engine.once(), what -> {
            started.complete(null);
            if (runs.incrementAndGet() == 1) {
                throw new IllegalStateException("out of tea");
            }
            sleep(ofSeconds(30));
            return what;
        })) {
            engine.faults.hold("DescribeWorkflowExecution"); // which looks whether there is another run
            Async.run(() -> {
                Task<String> caller = createTask(() -> engine.call("a"));
                try {
                    Async.await(started);
                    Async.toThread(() -> startAgain(engine));
                } finally {
                    engine.faults.end();
                }
                assertThatThrownBy(caller::await)
                        .isExactlyInstanceOf(NotKnownException.class)
                        .hasMessageContaining("but a run of the workflow goes on");
            });
        }
    }

    /** Somebody else starts the workflow anew once it has failed. */
    private static void startAgain(Engine engine) {
        Work work = engine.client.newWorkflowStub(
                Work.class,
                WorkflowOptions.newBuilder()
                        .setTaskQueue(engine.queue)
                        .setWorkflowId("a")
                        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                        .build());
        WorkflowStub first = engine.client.newUntypedWorkflowStub("a");
        assertThatThrownBy(() -> first.getResult(String.class)).isInstanceOf(WorkflowFailedException.class);
        WorkflowClient.start(work::work, "a");
    }

    @Test
    void anArgumentThatIsTooLongIsNotDone() {
        try (Engine engine = new Engine().withBody(this::count)) {
            engine.faults.answer(
                    "StartWorkflowExecution",
                    Status.RESOURCE_EXHAUSTED.withDescription("grpc: received message larger than max"));
            assertThatThrownBy(() -> Async.run(() -> engine.call("a")))
                    .isExactlyInstanceOf(NotDoneException.class)
                    .hasMessageContaining("the request was refused");
        }
    }

    @Test
    void aRequestToCancelThatIsRefusedIsAwaited() {
        try (Engine engine = new Engine().withBody(this::waitForTheEnd)) {
            engine.faults.answer(
                    "RequestCancelWorkflowExecution", Status.PERMISSION_DENIED.withDescription("not by you"));
            Async.run(() -> {
                Task<String> caller = createTask(() -> engine.call("a"));
                Async.await(started);
                caller.cancel();
                Async.await(engine.faults.refused("RequestCancelWorkflowExecution"));
                end.complete(null);
                assertThat(caller.await()).isEqualTo("a 1");
            });
        }
    }

    @Test
    void aRequestToCancelThatCannotBeSentIsNoRefusal() {
        try (Engine engine = new Engine(ofSeconds(1)).withAStepThatWaits(started)) {
            engine.faults.answer("RequestCancelWorkflowExecution", Status.UNAVAILABLE.withDescription("away"));
            Workflows hasty = engine.workflows.withPatience(ofSeconds(2));
            Async.run(() -> {
                Task<String> caller = createTask(() -> Engine.call(hasty, "a"));
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
    void aLookThatFailsSaysHowTheWorkflowHasEnded() {
        try (Engine engine = new Engine().withBody(Engine.once(), what -> {
            throw new IllegalStateException("out of tea");
        })) {
            engine.faults.answer("DescribeWorkflowExecution", Status.PERMISSION_DENIED.withDescription("not you"));
            assertThatThrownBy(() -> Async.run(() -> engine.call("a")))
                    .isExactlyInstanceOf(NotKnownException.class)
                    .hasMessageContaining("what its steps have done could not be looked at")
                    .hasRootCauseMessage(
                            "message='out of tea', type='java.lang.IllegalStateException', nonRetryable=false")
                    .satisfies(
                            e -> assertThat(((NotKnownException) e).isFinal()).isFalse());
        }
    }

    @Test
    void aCallThatIsCancelledBeforeItIsSentSendsNothing() {
        try (Engine engine = new Engine().withBody(this::count)) {
            engine.faults.hold("StartWorkflowExecution"); // and so all threads are taken
            Async.run(() -> {
                List<Task<String>> others = IntStream.range(0, 32)
                        .mapToObj(i -> createTask(() -> engine.call("other " + i)))
                        .toList();
                Task<String> caller = createTask(() -> engine.call("a"));
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
                engine.call("first"); // which connects
                engine.faults.goAway();
                List<Task<String>> callers = IntStream.range(0, 200)
                        .mapToObj(i -> createTask(() -> engine.call("a" + i)))
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
}
