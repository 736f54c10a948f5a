package suspension.temporal.guide;

import io.temporal.activity.ActivityInterface;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

// tag::interface[]
/** What workflows call. */
@ActivityInterface
public interface Payments {
    String charge(String order);
    // end::interface[]

    /** A workflow that charges an order. */
    @WorkflowInterface
    interface OrderWorkflow {
        @WorkflowMethod
        String process(String order);
    }
    // tag::interface[]
}
// end::interface[]
