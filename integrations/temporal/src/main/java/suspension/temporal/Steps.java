package suspension.temporal;

import com.google.protobuf.Timestamp;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.history.v1.ActivityTaskScheduledEventAttributes;
import io.temporal.api.history.v1.ActivityTaskStartedEventAttributes;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.common.converter.DataConverterException;
import io.temporal.payload.codec.PayloadCodecException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What became of the steps of a workflow that has ended, as its history tells: of its activities and Nexus operations, of
 * what it has sent to other workflows, and of its child workflows and their steps. Temporal says of a workflow that it was
 * cancelled, or has failed, whatever its steps have done or still do.
 */
final class Steps {

    /** The failure of an activity that has done its work, but cannot tell the result. */
    static final String UNSENDABLE = "suspension.Unsendable";

    private static final Duration NEVER = ChronoUnit.FOREVER.getDuration();

    private final WorkflowClient client;
    private final List<String> done = new ArrayList<>();
    private final List<String> uncertain = new ArrayList<>();

    /** How the workflow has ended, with its last run. */
    private EventType end = EventType.EVENT_TYPE_UNSPECIFIED;

    private Steps(WorkflowClient client) {
        this.client = client;
    }

    /** Looks at all runs of a workflow. Blocks. Without a run's id, the last run is one of them. */
    static Steps of(WorkflowClient client, WorkflowExecution workflow) {
        Steps steps = new Steps(client);
        String id = workflow.getWorkflowId();
        String last = steps.addRuns(workflow);
        String current =
                client.newUntypedWorkflowStub(id).describe().getExecution().getRunId();
        if (!current.equals(last)) { // somebody has reset it, or has started the key again
            steps.end = EventType.EVENT_TYPE_UNSPECIFIED;
        }
        return steps;
    }

    /** Returns the event by which the workflow has ended, or another one if it goes on. */
    EventType end() {
        return end;
    }

    List<String> done() {
        return done;
    }

    /** Those that may be done or may still run. */
    List<String> uncertain() {
        return uncertain;
    }

    /** Returns the id of the last run. */
    private String addRuns(WorkflowExecution workflow) {
        String id = workflow.getWorkflowId();
        String known = workflow.getRunId();
        HistoryEvent start = events(id, known).get(0);
        Set<String> seen = new HashSet<>();
        String last =
                addRuns(id, start.getWorkflowExecutionStartedEventAttributes().getFirstExecutionRunId(), seen);
        if (known.isEmpty() || seen.contains(known)) {
            return last;
        }
        uncertain.add("steps of earlier runs"); // some are not kept any more, or somebody has reset the workflow
        return addRuns(id, known, seen);
    }

    private String addRuns(String id, String first, Set<String> seen) {
        String run = first;
        while (true) {
            List<HistoryEvent> events;
            try {
                events = events(id, run);
            } catch (StatusRuntimeException e) {
                if (isGone(e)) {
                    return run;
                }
                throw e;
            }
            seen.add(run);
            new Run().add(events);
            HistoryEvent last = events.get(events.size() - 1);
            end = last.getEventType();
            String next = runAfter(last);
            if (next.isEmpty()) {
                return run;
            }
            run = next;
        }
    }

    private List<HistoryEvent> events(String id, String run) {
        return client.fetchHistory(id, run.isEmpty() ? null : run).getEvents();
    }

    private static boolean isGone(StatusRuntimeException failure) {
        return failure.getStatus().getCode() == Status.Code.NOT_FOUND;
    }

    /** Returns the id of the run that goes on where this one has ended, or an empty string. */
    private static String runAfter(HistoryEvent end) {
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

    /** A step. None of its attempts is given up before so much time has passed. */
    private record Step(String name, Instant scheduled, Duration shortestTimeout) {

        boolean mayHaveBeenGivenUp(Instant now) {
            return Duration.between(scheduled, now).compareTo(shortestTimeout) >= 0;
        }
    }

    /** The steps of one run, each by the event that scheduled it. */
    private final class Run {

        private final Map<Long, Step> open = new LinkedHashMap<>();

        /** Those of which an attempt was started. */
        private final Set<Long> started = new HashSet<>();

        /** Those of which an earlier attempt may be at it still, whatever the last one says. */
        private final Set<Long> givenUp = new HashSet<>();

        void add(List<HistoryEvent> events) {
            events.forEach(this::add);
            open.values().forEach(step -> uncertain.add(step.name()));
        }

        private void add(HistoryEvent event) {
            Instant time = time(event.getEventTime());
            switch (event.getEventType()) {
                case EVENT_TYPE_ACTIVITY_TASK_SCHEDULED -> {
                    var scheduled = event.getActivityTaskScheduledEventAttributes();
                    String name = scheduled.getActivityType().getName();
                    open.put(event.getEventId(), new Step(name, time, shortestTimeout(scheduled)));
                }
                case EVENT_TYPE_ACTIVITY_TASK_STARTED -> start(event.getActivityTaskStartedEventAttributes(), time);
                case EVENT_TYPE_ACTIVITY_TASK_COMPLETED ->
                    complete(event.getActivityTaskCompletedEventAttributes().getScheduledEventId());
                case EVENT_TYPE_ACTIVITY_TASK_CANCELED -> {
                    var cancelled = event.getActivityTaskCanceledEventAttributes();
                    long step = cancelled.getScheduledEventId();
                    if (!started.contains(step) && !isFirstAttempt(cancelled.getDetails())) {
                        suspectEarlierAttempts(step, time); // it was between two attempts, or before the first
                    }
                    end(step);
                }
                case EVENT_TYPE_ACTIVITY_TASK_FAILED -> {
                    var failed = event.getActivityTaskFailedEventAttributes();
                    if (!isOfItsResult(failed.getFailure())) {
                        end(failed.getScheduledEventId());
                    }
                }
                default -> addOther(event, time);
            }
        }

        /** What is no activity: children, Nexus operations, and what is sent to other workflows. */
        private void addOther(HistoryEvent event, Instant time) {
            switch (event.getEventType()) {
                case EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED -> {
                    var initiated = event.getStartChildWorkflowExecutionInitiatedEventAttributes();
                    open.put(
                            event.getEventId(),
                            new Step(initiated.getWorkflowType().getName(), time, NEVER));
                }
                case EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_FAILED ->
                    end(event.getStartChildWorkflowExecutionFailedEventAttributes()
                            .getInitiatedEventId());
                case EVENT_TYPE_CHILD_WORKFLOW_EXECUTION_COMPLETED -> {
                    var completed = event.getChildWorkflowExecutionCompletedEventAttributes();
                    complete(completed.getInitiatedEventId());
                    addChild(completed.getWorkflowExecution()); // which may have left a step
                }
                case EVENT_TYPE_CHILD_WORKFLOW_EXECUTION_CANCELED -> {
                    var cancelled = event.getChildWorkflowExecutionCanceledEventAttributes();
                    endChild(cancelled.getInitiatedEventId(), cancelled.getWorkflowExecution());
                }
                case EVENT_TYPE_CHILD_WORKFLOW_EXECUTION_FAILED -> {
                    var failed = event.getChildWorkflowExecutionFailedEventAttributes();
                    endChild(failed.getInitiatedEventId(), failed.getWorkflowExecution());
                }
                case EVENT_TYPE_NEXUS_OPERATION_SCHEDULED -> {
                    var scheduled = event.getNexusOperationScheduledEventAttributes();
                    open.put(event.getEventId(), new Step(scheduled.getOperation(), time, NEVER));
                }
                case EVENT_TYPE_NEXUS_OPERATION_COMPLETED ->
                    complete(event.getNexusOperationCompletedEventAttributes().getScheduledEventId());
                case EVENT_TYPE_NEXUS_OPERATION_FAILED ->
                    end(event.getNexusOperationFailedEventAttributes().getScheduledEventId());
                case EVENT_TYPE_SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED -> {
                    var initiated = event.getSignalExternalWorkflowExecutionInitiatedEventAttributes();
                    open.put(event.getEventId(), new Step("signal " + initiated.getSignalName(), time, NEVER));
                }
                case EVENT_TYPE_EXTERNAL_WORKFLOW_EXECUTION_SIGNALED ->
                    complete(event.getExternalWorkflowExecutionSignaledEventAttributes()
                            .getInitiatedEventId());
                case EVENT_TYPE_SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_FAILED ->
                    end(event.getSignalExternalWorkflowExecutionFailedEventAttributes()
                            .getInitiatedEventId());
                case EVENT_TYPE_REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED -> {
                    var initiated = event.getRequestCancelExternalWorkflowExecutionInitiatedEventAttributes();
                    if (!initiated.getChildWorkflowOnly()) { // a child is looked at itself
                        String other = initiated.getWorkflowExecution().getWorkflowId();
                        open.put(event.getEventId(), new Step("request to cancel " + other, time, NEVER));
                    }
                }
                case EVENT_TYPE_EXTERNAL_WORKFLOW_EXECUTION_CANCEL_REQUESTED ->
                    complete(event.getExternalWorkflowExecutionCancelRequestedEventAttributes()
                            .getInitiatedEventId());
                case EVENT_TYPE_REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION_FAILED ->
                    end(event.getRequestCancelExternalWorkflowExecutionFailedEventAttributes()
                            .getInitiatedEventId());
                default -> {} // what has timed out or was terminated stays open
            }
        }

        /** The last attempt, of which alone there is an event; it says why the one before has ended. */
        private void start(ActivityTaskStartedEventAttributes last, Instant time) {
            long step = last.getScheduledEventId();
            started.add(step);
            if (last.getLastFailure().hasTimeoutFailureInfo()) {
                givenUp.add(step);
            } else if (last.getAttempt() > (last.hasLastFailure() ? 2 : 1)) {
                suspectEarlierAttempts(step, time);
            }
        }

        private void suspectEarlierAttempts(long step, Instant until) {
            Step suspect = open.get(step);
            if (suspect != null && suspect.mayHaveBeenGivenUp(until)) {
                givenUp.add(step);
            }
        }

        private void complete(long step) {
            Step completed = open.remove(step);
            if (completed != null) {
                done.add(completed.name());
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
            addChild(child);
        }

        private void addChild(WorkflowExecution child) {
            try {
                addRuns(child);
            } catch (StatusRuntimeException e) {
                if (!isGone(e)) {
                    throw e;
                }
                uncertain.add("steps of child workflow " + child.getWorkflowId());
            }
        }
    }

    /** Whether an activity of {@link SuspendActivities} says so: the server in memory does not tell that it has begun. */
    private boolean isFirstAttempt(Payloads details) {
        try {
            Integer attempt = client.getOptions()
                    .getDataConverter()
                    .fromPayloads(0, Optional.of(details), Integer.class, Integer.class);
            return attempt != null && attempt == 1;
        } catch (DataConverterException | PayloadCodecException e) {
            return false; // somebody else's
        }
    }

    /** Whether the activity was done, and its result could not be told; the server refuses one that is too long. */
    private static boolean isOfItsResult(Failure failure) {
        return (failure.hasServerFailureInfo() && !failure.hasCause())
                || failure.getApplicationFailureInfo().getType().equals(UNSENDABLE);
    }

    private static Duration shortestTimeout(ActivityTaskScheduledEventAttributes activity) {
        if (activity.getRetryPolicy().getMaximumAttempts() == 1) {
            return NEVER; // there is no earlier attempt
        }
        return Stream.of(
                        activity.getHeartbeatTimeout(),
                        activity.getStartToCloseTimeout(),
                        activity.getScheduleToCloseTimeout())
                .map(timeout -> Duration.ofSeconds(timeout.getSeconds(), timeout.getNanos()))
                .filter(timeout -> !timeout.isZero())
                .min(Comparator.naturalOrder())
                .orElse(NEVER);
    }

    private static Instant time(Timestamp time) {
        return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
    }
}
