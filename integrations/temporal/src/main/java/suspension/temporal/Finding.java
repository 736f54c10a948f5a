package suspension.temporal;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowNotFoundException;
import org.jspecify.annotations.Nullable;
import suspension.remote.Verdict;

/** What a look at a workflow has found, where what Temporal or its client says is not all that is to be said. */
final class Finding extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Verdict verdict;

    Finding(Verdict verdict, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.verdict = verdict;
    }

    Verdict verdict() {
        return verdict;
    }

    /** The client says that there is no result. Returns that, or else what has been found. Blocks. */
    static Throwable onEnd(WorkflowClient client, WorkflowExecution workflow, Throwable failure) {
        try {
            return onEnd(Steps.of(client, workflow), failure);
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
            return new Finding(
                    Verdict.NOT_KNOWN,
                    failure + ", and what its steps have done could not be looked at: " + e,
                    failure);
        }
    }

    private static Throwable onEnd(Steps steps, Throwable failure) {
        return switch (steps.end()) {
            case EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED -> new Finding(Verdict.DONE, reason(failure), failure);
            case EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED ->
                steps.uncertain().isEmpty() && steps.done().isEmpty()
                        ? new Finding(Verdict.CANCELLED, "none of its steps was done", failure)
                        : uncertain(steps, failure);
            case EVENT_TYPE_WORKFLOW_EXECUTION_FAILED,
                    EVENT_TYPE_WORKFLOW_EXECUTION_TIMED_OUT,
                    EVENT_TYPE_WORKFLOW_EXECUTION_TERMINATED ->
                steps.uncertain().isEmpty()
                        ? failure instanceof WorkflowFailedException
                                ? failure
                                : new Finding(Verdict.FAILED, reason(failure), failure)
                        : uncertain(steps, failure);
            default -> new Finding(Verdict.NOT_KNOWN, failure + ", but a run of the workflow goes on", failure);
        };
    }

    /** Why the client cannot read what there is; what it throws around that names the workflow only. */
    private static String reason(Throwable failure) {
        Throwable reason = failure;
        while (reason.getCause() != null) {
            reason = reason.getCause();
        }
        return reason.toString();
    }

    private static Finding uncertain(Steps steps, Throwable failure) {
        return new Finding(
                Verdict.UNCERTAIN,
                "the workflow has ended as " + steps.end() + "; of its steps, done are " + steps.done()
                        + ", and may be done or still running are " + steps.uncertain(),
                failure);
    }

    /** Temporal says that it does not start the workflow; but its client may have sent the request before. Blocks. */
    static Throwable onRefusal(WorkflowClient client, String key, Throwable refusal) {
        try {
            client.newUntypedWorkflowStub(key).describe();
            return new Finding(
                    Verdict.NOT_KNOWN, "the start was refused, but there is a workflow with this id", refusal);
        } catch (WorkflowNotFoundException e) {
            return refusal;
        } catch (RuntimeException e) {
            refusal.addSuppressed(e);
            return new Finding(Verdict.NOT_KNOWN, "the start was refused, and so was a look at what there is", refusal);
        }
    }
}
