package suspension.temporal;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What became of the steps of a workflow that has ended, as its history tells: of its activities, and of its child
 * workflows and their steps. Temporal says of a workflow that it was cancelled, or has failed, whatever its steps have done
 * or still do.
 */
final class Steps {

    /** The failure of an activity that has done its work, but cannot tell the result. */
    static final String UNSENDABLE = "suspension.Unsendable";

    private final WorkflowClient client;
    private final List<String> done = new ArrayList<>();
    private final List<String> uncertain = new ArrayList<>();

    private Steps(WorkflowClient client) {
        this.client = client;
    }

    /** Looks at all runs of a workflow that has ended. Blocks. Without a run's id, the last run is one of them. */
    static Steps of(WorkflowClient client, WorkflowExecution workflow) {
        Steps steps = new Steps(client);
        steps.addRuns(workflow);
        return steps;
    }

    List<String> done() {
        return done;
    }

    /** Those that may be done or may still run. */
    List<String> uncertain() {
        return uncertain;
    }

    private void addRuns(WorkflowExecution workflow) {
        String id = workflow.getWorkflowId();
        List<HistoryEvent> known = events(id, workflow.getRunId());
        String next = known.get(0).getWorkflowExecutionStartedEventAttributes().getFirstExecutionRunId();
        while (!next.isEmpty()) {
            List<HistoryEvent> run = next.equals(workflow.getRunId()) ? known : events(id, next);
            new Run().add(run);
            next = runAfter(run);
        }
    }

    private List<HistoryEvent> events(String id, String run) {
        return client.fetchHistory(id, run.isEmpty() ? null : run).getEvents();
    }

    /** Returns the id of the run that goes on where this one has ended, or an empty string. */
    private static String runAfter(List<HistoryEvent> run) {
        HistoryEvent end = run.get(run.size() - 1);
        return switch (end.getEventType()) {
            case EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW ->
                end.getWorkflowExecutionContinuedAsNewEventAttributes().getNewExecutionRunId();
            case EVENT_TYPE_WORKFLOW_EXECUTION_FAILED ->
                end.getWorkflowExecutionFailedEventAttributes().getNewExecutionRunId();
            case EVENT_TYPE_WORKFLOW_EXECUTION_TIMED_OUT ->
                end.getWorkflowExecutionTimedOutEventAttributes().getNewExecutionRunId();
            case EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED ->
                end.getWorkflowExecutionCompletedEventAttributes().getNewExecutionRunId();
            default -> "";
        };
    }

    /** The steps of one run, each by the event that began it. */
    private final class Run {

        private final Map<Long, String> open = new LinkedHashMap<>();

        /** Those of which an earlier attempt was given up: it may be at it still, whatever the last one says. */
        private final Set<Long> givenUp = new HashSet<>();

        void add(List<HistoryEvent> events) {
            events.forEach(this::add);
            uncertain.addAll(open.values());
        }

        private void add(HistoryEvent event) {
            switch (event.getEventType()) {
                case EVENT_TYPE_ACTIVITY_TASK_SCHEDULED -> {
                    var scheduled = event.getActivityTaskScheduledEventAttributes();
                    open.put(event.getEventId(), scheduled.getActivityType().getName());
                }
                case EVENT_TYPE_ACTIVITY_TASK_STARTED -> {
                    var started = event.getActivityTaskStartedEventAttributes();
                    if (started.getLastFailure().hasTimeoutFailureInfo()) {
                        givenUp.add(started.getScheduledEventId());
                    }
                }
                case EVENT_TYPE_ACTIVITY_TASK_COMPLETED ->
                    complete(event.getActivityTaskCompletedEventAttributes().getScheduledEventId());
                case EVENT_TYPE_ACTIVITY_TASK_CANCELED ->
                    end(event.getActivityTaskCanceledEventAttributes().getScheduledEventId());
                case EVENT_TYPE_ACTIVITY_TASK_FAILED -> {
                    var failed = event.getActivityTaskFailedEventAttributes();
                    if (!isUnsendable(failed.getFailure())) {
                        end(failed.getScheduledEventId());
                    }
                }
                case EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED -> {
                    var initiated = event.getStartChildWorkflowExecutionInitiatedEventAttributes();
                    open.put(event.getEventId(), initiated.getWorkflowType().getName());
                }
                case EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_FAILED ->
                    end(event.getStartChildWorkflowExecutionFailedEventAttributes()
                            .getInitiatedEventId());
                case EVENT_TYPE_CHILD_WORKFLOW_EXECUTION_COMPLETED ->
                    complete(event.getChildWorkflowExecutionCompletedEventAttributes()
                            .getInitiatedEventId());
                case EVENT_TYPE_CHILD_WORKFLOW_EXECUTION_CANCELED -> {
                    var cancelled = event.getChildWorkflowExecutionCanceledEventAttributes();
                    endChild(cancelled.getInitiatedEventId(), cancelled.getWorkflowExecution());
                }
                case EVENT_TYPE_CHILD_WORKFLOW_EXECUTION_FAILED -> {
                    var failed = event.getChildWorkflowExecutionFailedEventAttributes();
                    endChild(failed.getInitiatedEventId(), failed.getWorkflowExecution());
                }
                default -> {} // what has timed out or was terminated stays open
            }
        }

        private void complete(long step) {
            String name = open.remove(step);
            if (name != null) {
                done.add(name);
            }
        }

        private void end(long step) {
            if (!givenUp.contains(step)) {
                open.remove(step);
            }
        }

        /** A child workflow has ended as its parent may have: what it has done is for its own history to tell. */
        private void endChild(long step, WorkflowExecution child) {
            end(step);
            addRuns(child);
        }

        private static boolean isUnsendable(Failure failure) {
            return failure.getApplicationFailureInfo().getType().equals(UNSENDABLE);
        }
    }
}
