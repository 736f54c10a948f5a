package suspension.temporal

import io.grpc.Status
import io.grpc.StatusRuntimeException
import io.mockk.every
import io.mockk.mockk
import io.temporal.api.common.v1.Payloads
import io.temporal.api.common.v1.WorkflowExecution
import io.temporal.api.enums.v1.EventType
import io.temporal.api.failure.v1.Failure
import io.temporal.api.failure.v1.TimeoutFailureInfo
import io.temporal.api.history.v1.History
import io.temporal.api.history.v1.HistoryEvent
import io.temporal.client.WorkflowClient
import io.temporal.client.WorkflowClientOptions
import io.temporal.common.WorkflowExecutionHistory
import io.temporal.common.converter.DefaultDataConverter
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

/** What is read from histories that Temporal's server in memory does not write. */
class StepsTest {

    private val events = mutableListOf<HistoryEvent>()

    private fun add(type: EventType, attributes: HistoryEvent.Builder.() -> Unit) {
        events += HistoryEvent.newBuilder().setEventId(events.size + 1L).setEventType(type).apply(attributes).build()
    }

    /** A workflow with one activity, the last attempt of which was started after this failure of the one before. */
    private fun begin(lastFailure: Failure) {
        add(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED) {
            workflowExecutionStartedEventAttributesBuilder.firstExecutionRunId = "run"
        }
        add(EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED) {
            activityTaskScheduledEventAttributesBuilder.activityTypeBuilder.name = "Charge"
            activityTaskScheduledEventAttributesBuilder.startToCloseTimeoutBuilder.seconds = 60
            activityTaskScheduledEventAttributesBuilder.heartbeatTimeoutBuilder.seconds = 10
        }
        add(EventType.EVENT_TYPE_ACTIVITY_TASK_STARTED) {
            activityTaskStartedEventAttributesBuilder.setScheduledEventId(2).setAttempt(2).setLastFailure(lastFailure)
        }
    }

    private fun client() =
        mockk<WorkflowClient> {
            every { options } returns WorkflowClientOptions.newBuilder().validateAndBuildWithDefaults()
        }

    private fun steps(): Steps {
        add(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_FAILED) {}
        val client = client()
        every { client.newUntypedWorkflowStub("order-7").describe().execution.runId } returns "run"
        every { client.fetchHistory("order-7", "run") } returns
            WorkflowExecutionHistory(History.newBuilder().addAllEvents(events).build())
        return Steps.of(client, WorkflowExecution.newBuilder().setWorkflowId("order-7").setRunId("run").build())
    }

    private val failure = Failure.newBuilder().setMessage("out of tea").build()

    private val timeout = Failure.newBuilder().setTimeoutFailureInfo(TimeoutFailureInfo.getDefaultInstance()).build()

    @Test
    fun aStepThatFailsAfterAnAttemptThatWasGivenUpMayBeDone() {
        begin(timeout)
        add(EventType.EVENT_TYPE_ACTIVITY_TASK_FAILED) {
            activityTaskFailedEventAttributesBuilder.scheduledEventId = 2
        }
        assertThat(steps().uncertain()).containsExactly("Charge")
    }

    @Test
    fun aStepThatIsCancelledAfterAnAttemptThatWasGivenUpMayBeDone() {
        begin(timeout)
        add(EventType.EVENT_TYPE_ACTIVITY_TASK_CANCELED) {
            activityTaskCanceledEventAttributesBuilder.scheduledEventId = 2
        }
        assertThat(steps().uncertain()).containsExactly("Charge")
    }

    /** Cancelled when so many seconds had passed, and nothing is known of an attempt. */
    private fun cancelledAfter(seconds: Long, details: Payloads = Payloads.getDefaultInstance()): Steps {
        begin(timeout)
        events.removeAt(events.lastIndex)
        add(EventType.EVENT_TYPE_ACTIVITY_TASK_CANCELED) {
            eventTimeBuilder.seconds = seconds
            activityTaskCanceledEventAttributesBuilder.setScheduledEventId(2).setDetails(details)
        }
        return steps()
    }

    @Test
    fun aStepThatIsCancelledBeforeAnAttemptCanHaveBeenGivenUpIsNotDone() {
        assertThat(cancelledAfter(9).uncertain()).isEmpty()
    }

    @Test
    fun aStepThatIsCancelledWhenAnAttemptMayHaveBeenGivenUpMayBeDone() {
        assertThat(cancelledAfter(10).uncertain()).containsExactly("Charge")
    }

    @Test
    fun aStepThatSaysThatItsFirstAttemptWasCancelledIsNotDone() {
        val first = DefaultDataConverter.STANDARD_INSTANCE.toPayloads(1).get()
        assertThat(cancelledAfter(10, first).uncertain()).isEmpty()
    }

    @Test
    fun detailsOfSomebodyElseSayNothing() {
        val other = DefaultDataConverter.STANDARD_INSTANCE.toPayloads("one").get()
        assertThat(cancelledAfter(10, other).uncertain()).containsExactly("Charge")
    }

    /** Failed in its third attempt, which was started when so many seconds had passed. */
    private fun failedInTheThirdAttemptAfter(seconds: Long): Steps {
        begin(failure)
        val started = events.removeAt(events.lastIndex).toBuilder()
        started.eventTimeBuilder.seconds = seconds
        started.activityTaskStartedEventAttributesBuilder.attempt = 3
        events += started.build()
        add(EventType.EVENT_TYPE_ACTIVITY_TASK_FAILED) {
            activityTaskFailedEventAttributesBuilder.scheduledEventId = 2
        }
        return steps()
    }

    @Test
    fun aStepOfManyAttemptsOfWhichOneMayHaveBeenGivenUpMayBeDone() {
        assertThat(failedInTheThirdAttemptAfter(10).uncertain()).containsExactly("Charge")
    }

    @Test
    fun aStepOfManyAttemptsInAShortTimeIsNotDone() {
        assertThat(failedInTheThirdAttemptAfter(9).uncertain()).isEmpty()
    }

    @Test
    fun aStepThatIsDoneAtLastIsDone() {
        begin(timeout)
        add(EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED) {
            activityTaskCompletedEventAttributesBuilder.scheduledEventId = 2
        }
        assertThat(steps().done()).containsExactly("Charge")
        assertThat(steps().uncertain()).isEmpty()
    }

    @Test
    fun aStepWhoseAttemptsHaveAllFailedIsNotDone() {
        begin(failure)
        add(EventType.EVENT_TYPE_ACTIVITY_TASK_FAILED) {
            activityTaskFailedEventAttributesBuilder.scheduledEventId = 2
        }
        assertThat(steps().uncertain()).isEmpty()
        assertThat(steps().done()).isEmpty()
    }

    @Test
    fun aStepWhoseResultTheServerDoesNotTakeMayBeDone() {
        begin(failure)
        add(EventType.EVENT_TYPE_ACTIVITY_TASK_FAILED) {
            activityTaskFailedEventAttributesBuilder.scheduledEventId = 2
            activityTaskFailedEventAttributesBuilder.failureBuilder.serverFailureInfoBuilder.nonRetryable = true
        }
        assertThat(steps().uncertain()).containsExactly("Charge")
    }

    @Test
    fun aStepThatMayHaveOneAttemptIsNotDoneIfItIsCancelledBeforeIt() {
        begin(failure)
        val scheduled = events[1].toBuilder()
        scheduled.activityTaskScheduledEventAttributesBuilder.retryPolicyBuilder.maximumAttempts = 1
        events[1] = scheduled.build()
        events.removeAt(events.lastIndex)
        add(EventType.EVENT_TYPE_ACTIVITY_TASK_CANCELED) {
            eventTimeBuilder.seconds = 1000
            activityTaskCanceledEventAttributesBuilder.scheduledEventId = 2
        }
        assertThat(steps().uncertain()).isEmpty()
    }

    @Test
    fun nexusOperationsAreSteps() {
        begin(failure)
        repeat(3) {
            add(EventType.EVENT_TYPE_NEXUS_OPERATION_SCHEDULED) {
                nexusOperationScheduledEventAttributesBuilder.operation = "Ship"
            }
        }
        add(EventType.EVENT_TYPE_NEXUS_OPERATION_COMPLETED) {
            nexusOperationCompletedEventAttributesBuilder.scheduledEventId = 4
        }
        add(EventType.EVENT_TYPE_NEXUS_OPERATION_FAILED) {
            nexusOperationFailedEventAttributesBuilder.scheduledEventId = 5
        }
        val steps = steps()
        assertThat(steps.done()).containsExactly("Ship")
        assertThat(steps.uncertain()).containsExactly("Charge", "Ship")
    }

    @Test
    fun aWorkflowThatWasResetHasNotEnded() {
        begin(failure)
        add(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_TERMINATED) {}
        val client = client()
        every { client.fetchHistory("order-7", "run") } returns
            WorkflowExecutionHistory(History.newBuilder().addAllEvents(events).build())
        every { client.newUntypedWorkflowStub("order-7").describe().execution.runId } returns "another"
        val joined = WorkflowExecution.newBuilder().setWorkflowId("order-7").setRunId("run").build()
        assertThat(Steps.of(client, joined).end()).isEqualTo(EventType.EVENT_TYPE_UNSPECIFIED)
    }

    /** The first run, which somebody has reset, and the run that the caller has joined. */
    private fun afterAReset(first: WorkflowClient.() -> Unit): Steps {
        val client = client()
        begin(failure)
        add(EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED) {
            activityTaskCompletedEventAttributesBuilder.scheduledEventId = 2
        }
        add(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED) {}
        val history = WorkflowExecutionHistory(History.newBuilder().addAllEvents(events).build())
        every { client.fetchHistory("order-7", "second") } returns history
        every { client.newUntypedWorkflowStub("order-7").describe().execution.runId } returns "second"
        client.first()
        val joined = WorkflowExecution.newBuilder().setWorkflowId("order-7").setRunId("second").build()
        return Steps.of(client, joined)
    }

    @Test
    fun theRunThatGoesOnAfterAResetIsLookedAtToo() {
        val steps = afterAReset {
            val terminated = events.dropLast(1)
            every { fetchHistory("order-7", "run") } returns
                WorkflowExecutionHistory(History.newBuilder().addAllEvents(terminated).build())
        }
        assertThat(steps.end()).isEqualTo(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED)
        assertThat(steps.done()).containsExactly("Charge", "Charge")
        assertThat(steps.uncertain()).containsExactly("steps of earlier runs")
    }

    @Test
    fun aRunThatIsNotKeptAnyMoreDoesNotHideTheEnd() {
        val steps = afterAReset {
            every { fetchHistory("order-7", "run") } throws StatusRuntimeException(Status.NOT_FOUND)
        }
        assertThat(steps.end()).isEqualTo(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED)
        assertThat(steps.uncertain()).containsExactly("steps of earlier runs")
    }

    @Test
    fun aChildThatIsNotKeptAnyMoreIsUncertain() {
        begin(failure)
        add(EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED) {
            activityTaskCompletedEventAttributesBuilder.scheduledEventId = 2
        }
        add(EventType.EVENT_TYPE_CHILD_WORKFLOW_EXECUTION_COMPLETED) {
            childWorkflowExecutionCompletedEventAttributesBuilder.workflowExecutionBuilder
                .setWorkflowId("child")
                .setRunId("1")
        }
        add(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_FAILED) {}
        val client = client()
        every { client.newUntypedWorkflowStub("order-7").describe().execution.runId } returns "run"
        every { client.fetchHistory("order-7", "run") } returns
            WorkflowExecutionHistory(History.newBuilder().addAllEvents(events).build())
        every { client.fetchHistory("child", "1") } throws StatusRuntimeException(Status.NOT_FOUND)
        val joined = WorkflowExecution.newBuilder().setWorkflowId("order-7").setRunId("run").build()
        assertThat(Steps.of(client, joined).uncertain()).containsExactly("steps of child workflow child")
    }

    @Test
    fun aFailureThatTheServerHasShortenedIsAFailure() {
        begin(failure)
        add(EventType.EVENT_TYPE_ACTIVITY_TASK_FAILED) {
            activityTaskFailedEventAttributesBuilder.scheduledEventId = 2
            val told = activityTaskFailedEventAttributesBuilder.failureBuilder
            told.serverFailureInfoBuilder.nonRetryable = true
            told.cause = failure
        }
        assertThat(steps().uncertain()).isEmpty()
    }

    @Test
    fun aCallerWhoHasJoinedTheSecondOfThreeRunsGetsTheStepsOfAll() {
        val client = client()
        val runs = listOf("run", "second", "third")
        runs.forEachIndexed { i, id ->
            events.clear()
            begin(Failure.getDefaultInstance())
            add(EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED) {
                activityTaskCompletedEventAttributesBuilder.scheduledEventId = 2
            }
            if (i < 2) {
                add(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW) {
                    workflowExecutionContinuedAsNewEventAttributesBuilder.newExecutionRunId = runs[i + 1]
                }
            } else add(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED) {}
            every { client.fetchHistory("order-7", id) } returns
                WorkflowExecutionHistory(History.newBuilder().addAllEvents(events).build())
        }
        every { client.newUntypedWorkflowStub("order-7").describe().execution.runId } returns "third"
        val joined = WorkflowExecution.newBuilder().setWorkflowId("order-7").setRunId("second").build()
        val steps = Steps.of(client, joined)
        assertThat(steps.done()).containsExactly("Charge", "Charge", "Charge")
        assertThat(steps.end()).isEqualTo(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED)
    }
}
