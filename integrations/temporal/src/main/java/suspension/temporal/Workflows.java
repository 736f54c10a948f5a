package suspension.temporal;

import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import suspension.remote.Remote;
import suspension.remote.RemoteRules;

/**
 * Starts Temporal's workflows and awaits them, each by its key, which is the workflow's id. Temporal starts a key once:
 * whoever starts it again, at once or later, gets what the first start gives, for as long as Temporal keeps the workflow:
 * until the retention period of its namespace is over.
 *
 * <pre>{@code
 * Workflows workflows = Workflows.of(client, WorkflowOptions.newBuilder().setTaskQueue("orders").build());
 * Receipt receipt = workflows.call(OrderWorkflow.class, "order-7", workflow -> workflow.process(order));
 * }</pre>
 *
 * <p>Cancelling the calling task asks Temporal to cancel what runs under that key, and waits for what becomes of it.
 * Temporal then calls the workflow cancelled, whatever it has done. So its history is looked at, in all its runs and
 * child workflows: where a step was done all the same, or may still be running, the outcome is {@link
 * suspension.remote.NotKnownException}, and the message names these steps. A workflow that has failed, has run out of
 * time or was terminated is looked at in the same way.
 *
 * <p>For a workflow to wait for its activities, its {@code ActivityOptions} need {@code
 * setCancellationType(WAIT_CANCELLATION_COMPLETED)}, which is not Temporal's default. Local activities are not looked
 * at. A step that has waited for a worker for longer than the shortest of its timeouts may have had an attempt that was
 * given up, for all that Temporal tells, unless it may have one attempt only.
 */
public final class Workflows {

    /** The SDK's calls ask again by themselves, for as long as the client's {@code RpcRetryOptions} say. */
    private static final RemoteRules RULES = RemoteRules.DEFAULT.withRetries(0, Duration.ofSeconds(1));

    private final WorkflowClient client;
    private final WorkflowOptions options;
    private final RemoteRules rules;

    private Workflows(WorkflowClient client, WorkflowOptions options, RemoteRules rules) {
        this.client = client;
        this.options = options;
        this.rules = rules;
    }

    /**
     * Returns what starts workflows of one client.
     *
     * @param client the client
     * @param options for each workflow; at least the task queue. The workflow's id is the key. With the policy {@code
     *     ALLOW_DUPLICATE_FAILED_ONLY} for used ids, a key whose workflow has failed, was cancelled or terminated, or ran
     *     out of time is started again by whoever calls next, while steps of the first run may still be at it
     * @return what starts workflows
     * @throws IllegalArgumentException if the options have a workflow's id, or would start a key twice
     */
    public static Workflows of(WorkflowClient client, WorkflowOptions options) {
        Objects.requireNonNull(client, "client");
        if (options.getWorkflowId() != null) {
            throw new IllegalArgumentException("The options have the workflow id '" + options.getWorkflowId()
                    + "', but the key is the id; leave it out and give the key to call()");
        }
        WorkflowIdReusePolicy policy = options.getWorkflowIdReusePolicy();
        if (policy == null || policy == WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_UNSPECIFIED) {
            policy = WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE;
        }
        if (policy != WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE_FAILED_ONLY
                && policy != WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE) {
            throw new IllegalArgumentException(
                    "With " + policy + " the same key would do the same work twice; leave it out,"
                            + " and each call gives the outcome of the first start");
        }
        if (options.getWorkflowIdConflictPolicy()
                == WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_TERMINATE_EXISTING) {
            throw new IllegalArgumentException(
                    "With WORKFLOW_ID_CONFLICT_POLICY_TERMINATE_EXISTING a second start would"
                            + " end what the first one has begun; leave it out, and the second start joins the first");
        }
        WorkflowOptions checked = WorkflowOptions.newBuilder(options)
                .setWorkflowIdReusePolicy(policy)
                .build();
        return new Workflows(client, checked, RULES);
    }

    /**
     * Returns the same with another limit on how long Temporal may take, once a caller has been cancelled, to say what
     * became of its workflow. How long Temporal is asked again while it cannot be reached is in the client's {@code
     * RpcRetryOptions}.
     *
     * @param patience how long; zero for not at all. It is a minute otherwise
     * @return what starts workflows
     * @throws IllegalArgumentException if it is negative
     */
    public Workflows withPatience(Duration patience) {
        return new Workflows(client, options, rules.withPatience(patience));
    }

    /**
     * Starts a workflow, or joins the one of that key, and returns its result. Suspends the calling body until it has
     * ended. What cancels what, and what it throws, is as {@link Remote#call(String, Remote.Start, Remote.Cancel,
     * RemoteRules)} says.
     *
     * @param <W> the type of the workflow
     * @param <R> the type of the result
     * @param workflow the interface of the workflow
     * @param key the workflow's id
     * @param method calls the workflow's method, once, with its arguments; what it returns is not used
     * @return the workflow's result
     * @throws suspension.remote.RemoteException if there is no result; its type says what became of the work
     * @throws java.util.concurrent.CancellationException if the caller was cancelled, and with it the workflow, of which
     *     no step was done
     * @throws IllegalArgumentException if the key is blank
     * @throws IllegalStateException outside a body
     */
    public <W, R extends @Nullable Object> R call(
            Class<W> workflow, String key, Function<? super W, ? extends R> method) {
        WorkflowCall<W, R> call = prepare(workflow, method);
        return Remote.call(key, call, call, call.rules());
    }

    /**
     * Like {@link #call}, for a workflow without a result, and throws what it does.
     *
     * @param <W> the type of the workflow
     * @param workflow the interface of the workflow
     * @param key the workflow's id
     * @param method calls the workflow's method, once
     * @throws suspension.remote.RemoteException if it has not completed; its type says what became of the work
     * @throws java.util.concurrent.CancellationException as for {@code call}
     * @throws IllegalArgumentException if the key is blank
     * @throws IllegalStateException outside a body
     */
    public <W> void run(Class<W> workflow, String key, Consumer<? super W> method) {
        Objects.requireNonNull(method, "method");
        this.<W, @Nullable Object>call(workflow, key, stub -> {
            method.accept(stub);
            return null;
        });
    }

    /** Returns a call that has not begun. */
    <W, R extends @Nullable Object> WorkflowCall<W, R> prepare(
            Class<W> workflow, Function<? super W, ? extends R> method) {
        Objects.requireNonNull(workflow, "workflow");
        Objects.requireNonNull(method, "method");
        return new WorkflowCall<>(client, options, rules, workflow, method);
    }
}
