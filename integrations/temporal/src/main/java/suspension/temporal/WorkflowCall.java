package suspension.temporal;

import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.converter.DataConverterException;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TerminatedFailure;
import io.temporal.failure.TimeoutFailure;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import suspension.remote.Remote;
import suspension.remote.RemoteRules;
import suspension.remote.Verdict;

/** One call of a workflow: how Temporal's client starts and cancels it, and what its failures mean. */
final class WorkflowCall<W, R extends @Nullable Object> implements Remote.Start<R>, Remote.Cancel {

    private final WorkflowClient client;
    private final WorkflowOptions options;
    private final RemoteRules rules;
    private final Class<W> workflow;
    private final Function<? super W, ? extends R> method;

    /** The last request to start; its value is the request for the result. Only the caller uses it. */
    private CompletableFuture<CompletableFuture<R>> starting =
            CompletableFuture.failedFuture(new IllegalStateException());

    /** Only the caller uses it. */
    private boolean cancelled;

    /** Whether Temporal has said that there is such a workflow. Written by the thread that calls it; any thread reads. */
    private volatile boolean started;

    WorkflowCall(
            WorkflowClient client,
            WorkflowOptions options,
            RemoteRules rules,
            Class<W> workflow,
            Function<? super W, ? extends R> method) {
        this.client = client;
        this.options = options;
        this.rules = rules;
        this.workflow = workflow;
        this.method = method;
    }

    RemoteRules rules() {
        return rules.withVerdicts(this::verdict);
    }

    @Override
    public CompletionStage<R> start(String key) {
        WorkflowOptions.Builder mine = WorkflowOptions.newBuilder(options).setWorkflowId(key);
        if (cancelled) { // what has been cancelled is only asked for
            mine.setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE);
        }
        W stub = client.newWorkflowStub(workflow, mine.build());
        starting = CompletableFuture.supplyAsync(() -> execute(stub), Calls.EXECUTOR);
        CompletableFuture<R> result = starting.thenCompose(Function.identity());
        return result.handle((value, failure) -> failure)
                .thenCompose(failure -> isCancellation(failure) ? checked(key, result) : result);
    }

    private static boolean isCancellation(@Nullable Throwable failure) {
        return failure != null && find(failure, CanceledFailure.class) != null;
    }

    /** Looks what a workflow that was cancelled has done all the same. */
    private CompletionStage<R> checked(String key, CompletableFuture<R> result) {
        return CompletableFuture.supplyAsync(() -> client.fetchHistory(key), Calls.EXECUTOR)
                .thenCombine(result.handle((value, failure) -> failure), CancelledWorkflow::ofHistory)
                .thenCompose(done -> done == null ? result : CompletableFuture.failedFuture(done));
    }

    /** Starts the workflow, or joins the one that has its id. */
    private CompletableFuture<R> execute(W stub) {
        try {
            return WorkflowClient.execute(() -> method.apply(stub));
        } finally {
            started = started || WorkflowStub.fromTyped(stub).getExecution() != null;
        }
    }

    @Override
    public CompletionStage<?> cancel(String key) {
        cancelled = true;
        return starting.handle((result, failure) -> key)
                .thenAcceptAsync(id -> client.newUntypedWorkflowStub(id).cancel(), Calls.EXECUTOR);
    }

    private Verdict verdict(Throwable failure) {
        if (failure instanceof CancelledWorkflow) {
            return Verdict.NOT_KNOWN;
        }
        if (failure instanceof WorkflowFailedException || failure instanceof CanceledFailure) {
            return verdictOnEnd(failure);
        }
        if (find(failure, DataConverterException.class) != null) {
            return started ? Verdict.DONE : Verdict.NOT_DONE;
        }
        StatusRuntimeException status = find(failure, StatusRuntimeException.class);
        if (status != null && isPassing(status)) {
            return Verdict.UNREACHABLE;
        }
        return started || failure instanceof WorkflowNotFoundException ? Verdict.NOT_KNOWN : Verdict.NOT_DONE;
    }

    private static Verdict verdictOnEnd(Throwable failure) {
        if (find(failure, CanceledFailure.class) != null) {
            return Verdict.CANCELLED;
        }
        boolean abandoned =
                find(failure, TimeoutFailure.class) != null || find(failure, TerminatedFailure.class) != null;
        return abandoned ? Verdict.NOT_KNOWN : Verdict.NOT_DONE; // a worker may still be at it
    }

    private static boolean isPassing(StatusRuntimeException status) {
        return switch (status.getStatus().getCode()) {
            case UNAVAILABLE, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, ABORTED, CANCELLED, INTERNAL, UNKNOWN -> true;
            default -> false;
        };
    }

    private static <E extends Throwable> @Nullable E find(Throwable failure, Class<E> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }
}
