package orders;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** What becomes of an order. */
@WorkflowInterface
public interface OrderWorkflow {

    /** Processes an order, which takes so long, and returns the receipt. */
    @WorkflowMethod
    String process(String order, int millis);
}
