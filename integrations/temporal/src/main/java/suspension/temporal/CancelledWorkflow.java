package suspension.temporal;

import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.common.WorkflowExecutionHistory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Temporal says of a workflow that it was cancelled, also when all that it had to do was done, or is still being done: a
 * workflow that is asked to cancel ends as cancelled, whatever its code returns. Its history tells.
 */
final class CancelledWorkflow extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private CancelledWorkflow(String message, Throwable cause) {
        super(message, cause);
    }

    /** Returns what a cancelled workflow has done all the same, or null if nothing. */
    static @Nullable CancelledWorkflow ofHistory(WorkflowExecutionHistory history, Throwable cancellation) {
        Map<Long, String> running = new LinkedHashMap<>();
        Map<Long, String> done = new LinkedHashMap<>();
        for (HistoryEvent event : history.getHistory().getEventsList()) {
            switch (event.getEventType()) {
                case EVENT_TYPE_ACTIVITY_TASK_SCHEDULED ->
                    running.put(
                            event.getEventId(),
                            event.getActivityTaskScheduledEventAttributes()
                                    .getActivityType()
                                    .getName());
                case EVENT_TYPE_ACTIVITY_TASK_COMPLETED ->
                    move(event.getActivityTaskCompletedEventAttributes().getScheduledEventId(), running, done);
                case EVENT_TYPE_ACTIVITY_TASK_CANCELED ->
                    running.remove(
                            event.getActivityTaskCanceledEventAttributes().getScheduledEventId());
                case EVENT_TYPE_ACTIVITY_TASK_FAILED ->
                    running.remove(event.getActivityTaskFailedEventAttributes().getScheduledEventId());
                case EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED ->
                    running.put(
                            event.getEventId(),
                            event.getStartChildWorkflowExecutionInitiatedEventAttributes()
                                    .getWorkflowType()
                                    .getName());
                case EVENT_TYPE_CHILD_WORKFLOW_EXECUTION_COMPLETED ->
                    move(
                            event.getChildWorkflowExecutionCompletedEventAttributes()
                                    .getInitiatedEventId(),
                            running,
                            done);
                case EVENT_TYPE_CHILD_WORKFLOW_EXECUTION_CANCELED ->
                    running.remove(event.getChildWorkflowExecutionCanceledEventAttributes()
                            .getInitiatedEventId());
                case EVENT_TYPE_CHILD_WORKFLOW_EXECUTION_FAILED ->
                    running.remove(event.getChildWorkflowExecutionFailedEventAttributes()
                            .getInitiatedEventId());
                default -> {} // no step
            }
        }
        if (running.isEmpty() && done.isEmpty()) {
            return null;
        }
        return new CancelledWorkflow(
                "Temporal has cancelled the workflow, but not all that it does: done are " + List.copyOf(done.values())
                        + ", still running may be " + List.copyOf(running.values()),
                cancellation);
    }

    private static void move(long step, Map<Long, String> from, Map<Long, String> to) {
        String name = from.remove(step);
        if (name != null) {
            to.put(step, name);
        }
    }
}
