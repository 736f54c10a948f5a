package suspension.temporal;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import io.temporal.common.converter.DataConverterException;
import io.temporal.internal.retryer.GrpcMessageTooLargeException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
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
    private CompletableFuture<CompletableFuture<R>> starting = new CompletableFuture<>();

    /** Whoever sets it decides whether that request is sent: a thread that has time for it, or the caller's cancellation. */
    private AtomicBoolean decided = new AtomicBoolean();

    /** Only the caller uses it. */
    private boolean cancelled;

    /** What Temporal has said that there is, with its run. Written by the thread that calls it; any thread reads. */
    private volatile @Nullable WorkflowExecution started;

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

    // Starting

    @Override
    public CompletionStage<R> start(String key) {
        WorkflowOptions.Builder mine = WorkflowOptions.newBuilder(options).setWorkflowId(key);
        if (cancelled) { // what has been cancelled is only asked for
            mine.setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE);
        }
        W stub = client.newWorkflowStub(workflow, mine.build());
        CompletableFuture<CompletableFuture<R>> execution = new CompletableFuture<>();
        AtomicBoolean decision = new AtomicBoolean();
        long asked = System.nanoTime();
        Calls.WORKFLOWS.execute(() -> {
            if (decision.compareAndSet(false, true)) {
                execution.completeAsync(() -> execute(stub, asked), Runnable::run);
            }
        });
        starting = execution;
        decided = decision;
        CompletableFuture<R> result = execution.thenCompose(Function.identity());
        return result.handle((value, failure) -> failure == null ? result : ended(key, plain(failure)))
                .thenCompose(Function.identity());
    }

    /** Returns what the server has answered, or else what the client says. */
    private static Throwable plain(Throwable failure) {
        Throwable told =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return told instanceof WorkflowServiceException && told.getCause() instanceof StatusRuntimeException answer
                ? answer
                : told;
    }

    /** Starts the workflow, or joins the one that has its id. */
    private CompletableFuture<R> execute(W stub, long asked) {
        Duration limit = client.getWorkflowServiceStubs()
                .getOptions()
                .getRpcRetryOptions()
                .getExpiration();
        if (System.nanoTime() - asked > limit.toNanos()) {
            throw new IllegalStateException("No thread was free to start the workflow for " + limit
                    + ", which is as long as a request may take: Temporal is not there, or slow");
        }
        try {
            return WorkflowClient.execute(() -> method.apply(stub));
        } finally {
            WorkflowExecution execution = WorkflowStub.fromTyped(stub).getExecution();
            started = execution == null ? started : execution;
        }
    }

    // The end

    /** What Temporal and its client say is looked at before it is believed. */
    private CompletableFuture<R> ended(String key, Throwable failure) {
        WorkflowExecution workflow = started;
        Supplier<Throwable> look = null;
        if (workflow == null) {
            if (verdict(failure) == Verdict.REFUSED && failure instanceof StatusRuntimeException) {
                look = () -> Finding.onRefusal(client, key, failure);
            }
        } else if (!(failure instanceof StatusRuntimeException)) {
            look = () -> Finding.onEnd(client, workflow, failure);
        }
        return look == null
                ? CompletableFuture.failedFuture(failure)
                : CompletableFuture.supplyAsync(look, Calls.WORKFLOWS).thenCompose(CompletableFuture::failedFuture);
    }

    // Cancelling

    @Override
    public CompletionStage<?> cancel(String key) {
        cancelled = true;
        if (decided.compareAndSet(false, true)) {
            Finding withdrawn = new Finding(Verdict.CANCELLED, "nothing had been sent", null);
            starting.completeExceptionally(withdrawn);
            return CompletableFuture.failedFuture(withdrawn);
        }
        return starting.handle((result, failure) -> client.newUntypedWorkflowStub(key))
                .thenAcceptAsync(WorkflowStub::cancel, Calls.WORKFLOWS)
                .exceptionally(failure -> {
                    throw new CompletionException(plain(failure));
                });
    }

    // What failures mean

    private Verdict verdict(Throwable failure) {
        if (failure instanceof Finding finding) {
            return finding.verdict();
        }
        if (failure instanceof WorkflowFailedException) {
            return Verdict.FAILED; // what else it may mean, a look has found
        }
        boolean exists = started != null;
        if (failure instanceof GrpcMessageTooLargeException) {
            return exists ? Verdict.NOT_KNOWN : Verdict.REFUSED;
        }
        if (failure instanceof StatusRuntimeException answer) {
            return verdictOn(answer.getStatus().getCode(), exists);
        }
        boolean ofTheArguments = find(failure, DataConverterException.class) != null;
        boolean ofTheCaller = failure instanceof Exception && !(failure instanceof WorkflowException);
        return !exists && (ofTheArguments || ofTheCaller) ? Verdict.REFUSED : Verdict.NOT_KNOWN;
    }

    private static Verdict verdictOn(Status.Code answer, boolean exists) {
        return switch (answer) {
            case UNAVAILABLE, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, ABORTED, CANCELLED, INTERNAL, UNKNOWN ->
                Verdict.UNREACHABLE;
            default -> exists ? Verdict.NOT_KNOWN : Verdict.REFUSED;
        };
    }

    private static <E extends Throwable> @Nullable E find(@Nullable Throwable failure, Class<E> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }
}
