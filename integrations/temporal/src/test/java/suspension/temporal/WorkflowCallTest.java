package suspension.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.grpc.Status;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowOptions;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import suspension.remote.Verdict;
import suspension.temporal.Engine.Work;

/** What a call tells {@code Remote} when it is asked a second time. */
class WorkflowCallTest {

    private final AtomicInteger runs = new AtomicInteger();

    private static WorkflowCall<Work, String> call(Workflows workflows) {
        return workflows.prepare(Work.class, work -> work.work("a"));
    }

    private static Throwable failureOf(WorkflowCall<Work, String> call) {
        return catchThrowable(() -> call.start("a").toCompletableFuture().join())
                .getCause();
    }

    @Test
    void whatWasCancelledIsJoinedAndNotStartedAnew() {
        try (Engine engine = new Engine().withBody(Engine.once(), what -> {
            runs.incrementAndGet();
            throw new IllegalStateException("out of tea");
        })) {
            WorkflowCall<Work, String> call = call(Workflows.of(
                    engine.client,
                    WorkflowOptions.newBuilder()
                            .setTaskQueue(engine.queue)
                            .setWorkflowIdReusePolicy(
                                    WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE_FAILED_ONLY)
                            .build()));
            Throwable failure = failureOf(call);
            call.cancel("a").toCompletableFuture().join();
            assertThat(failureOf(call)).hasRootCauseMessage(rootOf(failure));
        }
        assertThat(runs.get()).isEqualTo(1);
    }

    private static String rootOf(Throwable failure) {
        return failure.getCause() == null ? failure.getMessage() : rootOf(failure.getCause());
    }

    @Test
    void whatThereIsIsNotRefusedByALaterRefusal() {
        try (Engine engine = new Engine().withBody(what -> what)) {
            WorkflowCall<Work, String> call = call(engine.workflows);
            assertThat(call.start("a").toCompletableFuture().join()).isEqualTo("a");
            engine.faults.answer(
                    "StartWorkflowExecution", Status.PERMISSION_DENIED.withDescription("not you any more"));
            Throwable refusal = failureOf(call);
            assertThat(refusal).hasMessage("PERMISSION_DENIED: not you any more");
            assertThat(call.rules().verdicts().apply(refusal)).isEqualTo(Verdict.NOT_KNOWN);
        }
    }
}
