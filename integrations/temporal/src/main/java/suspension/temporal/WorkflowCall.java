package suspension.temporal;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import io.temporal.common.converter.DataConverterException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import suspension.remote.Remote;
import suspension.remote.RemoteRules;
import suspension.remote.Verdict;

/** One call of a workflow: how Temporal's client starts and cancels it, and what its failures mean. */
final class WorkflowCall<W, R extends @Nullable Object> implements Remote.Start<R>, Remote.Cancel {

    /** The caller was cancelled before anything was sent. */
    private static final class Withdrawn extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

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
        Calls.OF_CALLERS.execute(() -> {
            if (decision.compareAndSet(false, true)) {
                execution.completeAsync(() -> execute(stub, asked), Runnable::run);
            }
        });
        starting = execution;
        decided = decision;
        CompletableFuture<R> result = execution
                .<R>thenCompose(Function.identity())
                .exceptionally(failure -> {
                    throw new CompletionException(plain(failure));
                });
        return result.handle((value, failure) -> failure)
                .thenCompose(failure -> hasEnded(failure) ? checked(key, result) : result);
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
            throw new StatusRuntimeException(
                    Status.UNAVAILABLE.withDescription("No thread was free to start the workflow" + " for " + limit
                            + ", which is as long as a request may take"));
        }
        try {
            return WorkflowClient.execute(() -> method.apply(stub));
        } finally {
            WorkflowExecution execution = WorkflowStub.fromTyped(stub).getExecution();
            started = execution == null ? started : execution;
        }
    }

    // The end

    private static boolean hasEnded(@Nullable Throwable failure) {
        return switch (endOf(failure)) {
            case EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED, EVENT_TYPE_WORKFLOW_EXECUTION_FAILED -> true;
            default -> false; // it goes on, has a result, or is not known
        };
    }

    private static EventType endOf(@Nullable Throwable failure) {
        WorkflowFailedException ended = find(failure, WorkflowFailedException.class);
        return ended == null ? EventType.EVENT_TYPE_UNSPECIFIED : ended.getWorkflowCloseEventType();
    }

    /** Looks what the steps of a workflow that has failed or was cancelled have done all the same. */
    private CompletionStage<R> checked(String key, CompletableFuture<R> result) {
        WorkflowExecution known = started;
        WorkflowExecution execution = known == null
                ? WorkflowExecution.newBuilder().setWorkflowId(key).build()
                : known;
        return CompletableFuture.supplyAsync(() -> Steps.of(client, execution), Calls.OF_CALLERS)
                .thenCombine(result.handle((value, failure) -> failure), (steps, failure) -> {
                    boolean failed = endOf(failure) == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_FAILED;
                    boolean plain = steps.uncertain().isEmpty()
                            && (failed || steps.done().isEmpty());
                    return plain ? result : CompletableFuture.<R>failedFuture(new EndedWorkflow(steps, failure));
                })
                .thenCompose(Function.identity());
    }

    // Cancelling

    @Override
    public CompletionStage<?> cancel(String key) {
        cancelled = true;
        if (decided.compareAndSet(false, true)) {
            Withdrawn withdrawn = new Withdrawn();
            starting.completeExceptionally(withdrawn);
            return CompletableFuture.failedFuture(withdrawn);
        }
        return starting.handle((result, failure) -> key)
                .thenAcceptAsync(id -> client.newUntypedWorkflowStub(id).cancel(), Calls.OF_CALLERS);
    }

    // What failures mean

    private Verdict verdict(Throwable failure) {
        if (failure instanceof Withdrawn) {
            return Verdict.CANCELLED;
        }
        if (failure instanceof EndedWorkflow) {
            return Verdict.NOT_KNOWN;
        }
        if (failure instanceof WorkflowFailedException) {
            return switch (endOf(failure)) {
                case EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED -> Verdict.CANCELLED;
                case EVENT_TYPE_WORKFLOW_EXECUTION_FAILED -> Verdict.FAILED;
                default -> Verdict.NOT_KNOWN; // timed out or terminated: a worker may still be at it
            };
        }
        boolean exists = started != null;
        if (find(failure, DataConverterException.class) != null) {
            return exists ? Verdict.DONE : Verdict.REFUSED;
        }
        if (failure instanceof StatusRuntimeException answer) {
            return verdictOn(answer.getStatus().getCode(), exists);
        }
        boolean beforeAnyRequest = !exists && !(failure instanceof WorkflowException); // by the caller's code
        return beforeAnyRequest ? Verdict.REFUSED : Verdict.NOT_KNOWN;
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
