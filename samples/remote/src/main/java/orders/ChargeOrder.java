package orders;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;

/** The workflow. A worker that is silent for four seconds is taken for dead, and another one does its work. */
public final class ChargeOrder implements OrderWorkflow {

    private final Charges charges = Workflow.newActivityStub(
            Charges.class,
            ActivityOptions.newBuilder()
                    .setStartToCloseTimeout(ofMinutes(1))
                    .setHeartbeatTimeout(ofSeconds(4))
                    .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
                    .setRetryOptions(RetryOptions.newBuilder()
                            .setInitialInterval(ofMillis(100))
                            .setBackoffCoefficient(1)
                            .build())
                    .build());

    @Override
    public String process(String order, int millis) {
        return charges.charge(order, millis);
    }
}
