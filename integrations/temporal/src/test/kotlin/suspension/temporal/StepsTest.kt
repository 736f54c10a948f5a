package suspension.temporal

import io.mockk.every
import io.mockk.mockk
import io.temporal.api.common.v1.WorkflowExecution
import io.temporal.api.enums.v1.EventType
import io.temporal.api.failure.v1.Failure
import io.temporal.api.failure.v1.TimeoutFailureInfo
import io.temporal.api.history.v1.History
import io.temporal.api.history.v1.HistoryEvent
import io.temporal.client.WorkflowClient
import io.temporal.common.WorkflowExecutionHistory
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
        }
        add(EventType.EVENT_TYPE_ACTIVITY_TASK_STARTED) {
            activityTaskStartedEventAttributesBuilder.setScheduledEventId(2).setLastFailure(lastFailure)
        }
    }

    private fun steps(): Steps {
        add(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_FAILED) {}
        val client = mockk<WorkflowClient>()
        every { client.fetchHistory("order-7", "run") } returns
            WorkflowExecutionHistory(History.newBuilder().addAllEvents(events).build())
        return Steps.of(client, WorkflowExecution.newBuilder().setWorkflowId("order-7").setRunId("run").build())
    }

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
        begin(Failure.newBuilder().setMessage("out of tea").build())
        add(EventType.EVENT_TYPE_ACTIVITY_TASK_FAILED) {
            activityTaskFailedEventAttributesBuilder.scheduledEventId = 2
        }
        assertThat(steps().uncertain()).isEmpty()
        assertThat(steps().done()).isEmpty()
    }

    @Test
    fun aCallerWhoHasJoinedTheSecondOfThreeRunsGetsTheStepsOfAll() {
        val client = mockk<WorkflowClient>()
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
        val joined = WorkflowExecution.newBuilder().setWorkflowId("order-7").setRunId("second").build()
        assertThat(Steps.of(client, joined).done()).containsExactly("Charge", "Charge", "Charge")
    }
}
