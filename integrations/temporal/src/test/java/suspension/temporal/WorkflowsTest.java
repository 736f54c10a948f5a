package suspension.temporal;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.Async.createTask;
import static suspension.Async.gather;
import static suspension.Async.sleep;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.RetryOptions;
import io.temporal.common.converter.CodecDataConverter;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.payload.codec.PayloadCodec;
import io.temporal.payload.codec.PayloadCodecException;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import suspension.Async;
import suspension.EventLoop;
import suspension.Task;
import suspension.remote.NotDoneException;
import suspension.remote.NotKnownException;
import suspension.remote.UnreadableResultException;
import suspension.temporal.Engine.Work;

/** Workflows that a body awaits, against Temporal's server in memory. */
class WorkflowsTest {

    private final AtomicInteger runs = new AtomicInteger();
    private final CompletableFuture<Void> started = new CompletableFuture<>();

    /** Also without a test that goes as it should, so that its loop can be closed. */
    private final CompletableFuture<Void> end =
            new CompletableFuture<Void>().completeOnTimeout(null, 20, TimeUnit.SECONDS);

    private String count(String what) {
        sleep(ofMillis(50));
        return what + " " + runs.incrementAndGet();
    }

    @Test
    void theSameKeyAtOnceAndLaterIsOneWorkflow() {
        try (Engine engine = new Engine().withBody(this::count)) {
            Async.run(() -> {
                assertThat(gather(() -> engine.call("a"), () -> engine.call("a")))
                        .containsExactly("a 1", "a 1");
                assertThat(engine.call("a")).isEqualTo("a 1");
            });
        }
    }

    private Engine withTeaAtTheSecondTry() {
        return new Engine().withBody(Engine.once(), what -> {
            if (runs.incrementAndGet() == 1) {
                throw new IllegalStateException("out of tea");
            }
            return "tea";
        });
    }

    @Test
    void aKeyWhoseWorkflowHasFailedGivesTheSameAgain() {
        try (Engine engine = withTeaAtTheSecondTry()) {
            Async.run(() -> {
                for (int call = 1; call <= 2; call++) {
                    assertThatThrownBy(() -> engine.call("a"))
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
                assertThatThrownBy(() -> engine.call("a")).isExactlyInstanceOf(NotDoneException.class);
                assertThat(Engine.call(again, "a")).isEqualTo("tea");
            });
        }
    }

    @Test
    void aWorkerThatHangsBeyondItsTimeLeavesItUnknown() {
        try (Engine engine = new Engine()
                .withBody(
                        Engine.options()
                                .setStartToCloseTimeout(ofMillis(300))
                                .setRetryOptions(RetryOptions.newBuilder()
                                        .setMaximumAttempts(1)
                                        .build())
                                .build(),
                        what -> {
                            sleep(ofSeconds(2));
                            return what;
                        })) {
            assertThatThrownBy(() -> Async.run(() -> engine.call("a")))
                    .isExactlyInstanceOf(NotKnownException.class)
                    .rootCause()
                    .hasMessageContaining("TIMEOUT_TYPE_START_TO_CLOSE");
        }
    }

    @Test
    void aWorkflowThatDoesNotWaitForItsActivityIsNotCalledCancelled() {
        try (Engine engine = new Engine()
                .withBody(
                        Engine.options()
                                .setCancellationType(ActivityCancellationType.TRY_CANCEL)
                                .build(),
                        what -> {
                            started.complete(null);
                            Async.uncancellable(() -> Async.await(end));
                            return what;
                        })) {
            assertThatThrownBy(engine.cancelledOnce(started)::get)
                    .isExactlyInstanceOf(NotKnownException.class)
                    .hasMessageContaining("done are [], and may be done or still running are [Step]");
            end.complete(null);
        }
    }

    @Test
    void workThatHasNotReachedAWorkerIsCancelled() {
        try (Engine engine = new Engine()) { // no worker runs
            Async.run(() -> {
                Task<String> caller = createTask(() -> engine.call("a"));
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
                Task<String> caller = createTask(() -> Engine.call(hasty, "a"));
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
            Task<String> caller = callers.createTask(() -> engine.call("a"));
            started.join();
            callers.close();
            assertThat(ended).isCompletedWithValue("cancelled at the worker");
            assertThat(caller.isCancelled()).isTrue();
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
                        .hasMessageStartingWith("'a' was done, but its result cannot be read here")
                        .hasMessageContaining(
                                "Cannot deserialize value of type `java.util.ArrayList<java.lang.Integer>`");
                assertThat(engine.call("a")).isEqualTo("a 1"); // the work is not done again
            });
        }
    }

    @Test
    void aCallThatThrowsIsNotDone() {
        try (Engine engine = new Engine().withBody(this::count)) {
            assertThatThrownBy(() -> Async.run(() -> engine.workflows.<Work, String>call(Work.class, "a", work -> {
                        throw new IllegalArgumentException("no work");
                    })))
                    .isExactlyInstanceOf(NotDoneException.class)
                    .hasRootCauseMessage("no work");
        }
    }

    /** The same workflow type, with an argument of another type. */
    @WorkflowInterface
    public interface Overfed {
        @WorkflowMethod(name = "Work")
        String work(Object what);
    }

    @Test
    void anArgumentThatCannotBeSentIsNotDone() {
        try (Engine engine = new Engine().withBody(this::count)) {
            assertThatThrownBy(() ->
                            Async.run(() -> engine.workflows.call(Overfed.class, "a", work -> work.work(new Object()))))
                    .isExactlyInstanceOf(NotDoneException.class)
                    .hasStackTraceContaining("DataConverterException");
        }
        assertThat(runs.get()).isZero();
    }

    @Test
    void aTerminatedWorkflowIsNotKnown() {
        try (Engine engine = new Engine().withAStepThatWaits(started)) {
            Async.run(() -> {
                Task<String> caller = createTask(() -> engine.call("a"));
                Async.await(started);
                Async.toThread(() -> engine.client.newUntypedWorkflowStub("a").terminate("enough"));
                assertThatThrownBy(caller::await).isExactlyInstanceOf(NotKnownException.class);
            });
        }
    }

    @Test
    void workThatSomebodyElseCancelsIsNotDone() {
        try (Engine engine = new Engine().withAStepThatWaits(started)) {
            Async.run(() -> {
                Task<String> caller = createTask(() -> engine.call("a"));
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
            assertThatThrownBy(() -> Async.run(() -> Engine.call(hasty, "a")))
                    .isExactlyInstanceOf(NotDoneException.class)
                    .hasMessageContaining("EVENT_TYPE_WORKFLOW_EXECUTION_TIMED_OUT");
        }
    }

    @Test
    void aFailureThatCannotBeReadIsStillNoResult() {
        try (Engine engine = new Engine(withSecret("secret")).withBody(Engine.once(), what -> {
            throw new IllegalStateException("out of tea");
        })) {
            Workflows uninitiated = workflows(engine, DefaultDataConverter.STANDARD_INSTANCE);
            Workflows deceived = workflows(engine, withSecret("another"));
            Async.run(() -> {
                assertThatThrownBy(() -> engine.call("a")).isExactlyInstanceOf(NotDoneException.class);
                for (Workflows blind : List.of(uninitiated, deceived)) {
                    assertThatThrownBy(() -> Engine.call(blind, "a"))
                            .isExactlyInstanceOf(NotDoneException.class)
                            .hasMessageStartingWith("'a' was not done: it has failed");
                }
            });
        }
    }

    private static Workflows workflows(Engine engine, DataConverter converter) {
        WorkflowClient client = WorkflowClient.newInstance(
                engine.client.getWorkflowServiceStubs(),
                WorkflowClientOptions.newBuilder().setDataConverter(converter).build());
        return Workflows.of(
                client, WorkflowOptions.newBuilder().setTaskQueue(engine.queue).build());
    }

    /** Failures are encoded too. */
    private static DataConverter withSecret(String secret) {
        return new CodecDataConverter(DefaultDataConverter.newDefaultInstance(), List.of(new Secret(secret)), true);
    }

    /** A codec that gives payloads an encoding that only those know who have the same secret. */
    private record Secret(String secret) implements PayloadCodec {
        @Override
        public List<Payload> encode(List<Payload> payloads) {
            return payloads.stream()
                    .map(payload -> Payload.newBuilder()
                            .putMetadata("encoding", ByteString.copyFromUtf8("binary/secret"))
                            .putMetadata("secret", ByteString.copyFromUtf8(secret))
                            .setData(payload.toByteString())
                            .build())
                    .toList();
        }

        @Override
        public List<Payload> decode(List<Payload> payloads) {
            return payloads.stream().map(this::decrypt).toList();
        }

        private Payload decrypt(Payload payload) {
            if (!payload.getMetadataOrThrow("secret").toStringUtf8().equals(secret)) {
                throw new PayloadCodecException("no key");
            }
            try {
                return Payload.parseFrom(payload.getData());
            } catch (InvalidProtocolBufferException e) {
                throw new PayloadCodecException(e);
            }
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
