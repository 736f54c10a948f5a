package suspension.temporal

import io.grpc.Status
import io.grpc.StatusRuntimeException
import io.mockk.every
import io.mockk.mockk
import io.temporal.api.common.v1.Payload
import io.temporal.api.common.v1.Payloads
import io.temporal.api.common.v1.WorkflowExecution
import io.temporal.api.enums.v1.EventType
import io.temporal.api.enums.v1.EventType.EVENT_TYPE_ACTIVITY_TASK_CANCELED
import io.temporal.api.enums.v1.EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED
import io.temporal.api.enums.v1.EventType.EVENT_TYPE_ACTIVITY_TASK_FAILED
import io.temporal.api.enums.v1.EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED
import io.temporal.api.enums.v1.EventType.EVENT_TYPE_ACTIVITY_TASK_STARTED
import io.temporal.api.enums.v1.EventType.EVENT_TYPE_CHILD_WORKFLOW_EXECUTION_COMPLETED
import io.temporal.api.enums.v1.EventType.EVENT_TYPE_EXTERNAL_WORKFLOW_EXECUTION_CANCEL_REQUESTED
import io.temporal.api.enums.v1.EventType.EVENT_TYPE_EXTERNAL_WORKFLOW_EXECUTION_SIGNALED
import io.temporal.api.enums.v1.EventType.EVENT_TYPE_NEXUS_OPERATION_COMPLETED
import io.temporal.api.enums.v1.EventType.EVENT_TYPE_NEXUS_OPERATION_FAILED
import io.temporal.api.enums.v1.EventType.EVENT_TYPE_NEXUS_OPERATION_SCHEDULED
import io.temporal.api.enums.v1.EventType.EVENT_TYPE_REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION_FAILED
import io.temporal.api.enums.v1.EventType.EVENT_TYPE_REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED
import io.temporal.api.enums.v1.EventType.EVENT_TYPE_SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_FAILED
import io.temporal.api.enums.v1.EventType.EVENT_TYPE_SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED
import io.temporal.api.enums.v1.EventType.EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_FAILED
import io.temporal.api.enums.v1.EventType.EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED
import io.temporal.api.enums.v1.EventType.EVENT_TYPE_UNSPECIFIED
import io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED
import io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED
import io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW
import io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_EXECUTION_FAILED
import io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED
import io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_EXECUTION_TERMINATED
import io.temporal.api.failure.v1.Failure
import io.temporal.api.failure.v1.TimeoutFailureInfo
import io.temporal.api.history.v1.History
import io.temporal.api.history.v1.HistoryEvent
import io.temporal.client.WorkflowClient
import io.temporal.client.WorkflowClientOptions
import io.temporal.common.WorkflowExecutionHistory
import io.temporal.common.converter.CodecDataConverter
import io.temporal.common.converter.DataConverter
import io.temporal.common.converter.DefaultDataConverter
import io.temporal.payload.codec.PayloadCodec
import io.temporal.payload.codec.PayloadCodecException
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.EnumSource

/** What is read from histories that Temporal's server in memory does not write. */
class StepsTest {

    private val failure = Failure.newBuilder().setMessage("out of tea").build()

    private val timeout = Failure.newBuilder().setTimeoutFailureInfo(TimeoutFailureInfo.getDefaultInstance()).build()

    /** The events of one run. Its first step is the second of them. */
    private class Run {

        val events = mutableListOf<HistoryEvent>()

        init {
            add(EVENT_TYPE_WORKFLOW_EXECUTION_STARTED) {
                workflowExecutionStartedEventAttributesBuilder.firstExecutionRunId = "run"
            }
        }

        fun add(type: EventType, attributes: HistoryEvent.Builder.() -> Unit = {}) {
            events +=
                HistoryEvent.newBuilder().setEventId(events.size + 1L).setEventType(type).apply(attributes).build()
        }

        /** An activity, by default with as many attempts as it needs. */
        fun scheduled(attempts: Int = 0) =
            add(EVENT_TYPE_ACTIVITY_TASK_SCHEDULED) {
                with(activityTaskScheduledEventAttributesBuilder) {
                    activityTypeBuilder.name = "Charge"
                    startToCloseTimeoutBuilder.seconds = 60
                    heartbeatTimeoutBuilder.seconds = 10
                    retryPolicyBuilder.maximumAttempts = attempts
                }
            }

        /** Its last attempt, which follows one that has ended so. */
        fun started(lastFailure: Failure?, attempt: Int = 2, seconds: Long = 0) =
            add(EVENT_TYPE_ACTIVITY_TASK_STARTED) {
                eventTimeBuilder.seconds = seconds
                activityTaskStartedEventAttributesBuilder.setScheduledEventId(2).setAttempt(attempt)
                lastFailure?.let { activityTaskStartedEventAttributesBuilder.lastFailure = it }
            }

        fun completed() =
            add(EVENT_TYPE_ACTIVITY_TASK_COMPLETED) { activityTaskCompletedEventAttributesBuilder.scheduledEventId = 2 }

        fun failed(how: Failure.Builder.() -> Unit = {}) =
            add(EVENT_TYPE_ACTIVITY_TASK_FAILED) {
                activityTaskFailedEventAttributesBuilder.setScheduledEventId(2).failureBuilder.how()
            }

        fun cancelled(seconds: Long = 0, details: Payloads = Payloads.getDefaultInstance()) =
            add(EVENT_TYPE_ACTIVITY_TASK_CANCELED) {
                eventTimeBuilder.seconds = seconds
                activityTaskCanceledEventAttributesBuilder.setScheduledEventId(2).setDetails(details)
            }
    }

    private fun run(events: Run.() -> Unit) = Run().apply(events).events

    /** A client of a server that has these runs of the workflow. */
    private fun client(
        current: String,
        vararg runs: Pair<String?, List<HistoryEvent>>,
        converter: DataConverter = DefaultDataConverter.STANDARD_INSTANCE,
    ) =
        mockk<WorkflowClient> {
            every { options } returns
                WorkflowClientOptions.newBuilder().setDataConverter(converter).validateAndBuildWithDefaults()
            every { newUntypedWorkflowStub("order-7").describe().execution.runId } returns current
            every { fetchHistory(any(), any()) } throws StatusRuntimeException(Status.NOT_FOUND)
            runs.forEach { (id, events) ->
                every { fetchHistory("order-7", id) } returns
                    WorkflowExecutionHistory(History.newBuilder().addAllEvents(events).build())
            }
        }

    /** What there is of a workflow that the caller knows by one of its runs. */
    private fun WorkflowClient.stepsOf(run: String) =
        Steps.of(this, WorkflowExecution.newBuilder().setWorkflowId("order-7").setRunId(run).build())

    /** The steps of a workflow that has failed in its only run. */
    private fun steps(
        converter: DataConverter = DefaultDataConverter.STANDARD_INSTANCE,
        events: Run.() -> Unit,
    ): Steps {
        val failed = run {
            events()
            add(EVENT_TYPE_WORKFLOW_EXECUTION_FAILED)
        }
        return client("run", "run" to failed, converter = converter).stepsOf("run")
    }

    @Test
    fun aStepThatFailsAfterAnAttemptThatWasGivenUpMayBeDone() {
        val steps = steps {
            scheduled()
            started(timeout)
            failed()
        }
        assertThat(steps.uncertain()).containsExactly("Charge")
    }

    @Test
    fun aStepThatIsCancelledAfterAnAttemptThatWasGivenUpMayBeDone() {
        val steps = steps {
            scheduled()
            started(timeout)
            cancelled()
        }
        assertThat(steps.uncertain()).containsExactly("Charge")
    }

    @Test
    fun aStepThatIsDoneAtLastIsDone() {
        val steps = steps {
            scheduled()
            started(timeout)
            completed()
        }
        assertThat(steps.done()).containsExactly("Charge")
        assertThat(steps.uncertain()).isEmpty()
    }

    @Test
    fun aStepWhoseAttemptsHaveAllFailedIsNotDone() {
        val steps = steps {
            scheduled()
            started(failure)
            failed()
        }
        assertThat(steps.uncertain()).isEmpty()
        assertThat(steps.done()).isEmpty()
    }

    @Test
    fun aStepThatIsCancelledInAnAttemptAfterOneThatHasFailedIsNotDone() {
        val steps = steps {
            scheduled()
            started(failure)
            cancelled(1000)
        }
        assertThat(steps.uncertain()).isEmpty()
    }

    // Cancelled, and nothing is known of an attempt

    @Test
    fun aStepThatIsCancelledBeforeAnAttemptCanHaveBeenGivenUpIsNotDone() {
        val steps = steps {
            scheduled()
            cancelled(9)
        }
        assertThat(steps.uncertain()).isEmpty()
    }

    @Test
    fun aStepThatIsCancelledWhenAnAttemptMayHaveBeenGivenUpMayBeDone() {
        val steps = steps {
            scheduled()
            cancelled(10)
        }
        assertThat(steps.uncertain()).containsExactly("Charge")
    }

    @Test
    fun aStepThatMayHaveOneAttemptIsNotDoneIfItIsCancelledBeforeIt() {
        val steps = steps {
            scheduled(attempts = 1)
            cancelled(1000)
        }
        assertThat(steps.uncertain()).isEmpty()
    }

    private fun payloads(value: Any) = DefaultDataConverter.STANDARD_INSTANCE.toPayloads(value).get()

    @Test
    fun aStepThatSaysThatItsFirstAttemptWasCancelledIsNotDone() {
        val steps = steps {
            scheduled()
            cancelled(10, payloads(1))
        }
        assertThat(steps.uncertain()).isEmpty()
    }

    @Test
    fun aStepThatSaysThatALaterAttemptWasCancelledMayBeDone() {
        val steps = steps {
            scheduled()
            cancelled(10, payloads(2))
        }
        assertThat(steps.uncertain()).containsExactly("Charge")
    }

    @Test
    fun detailsOfSomebodyElseSayNothing() {
        val steps = steps {
            scheduled()
            cancelled(10, payloads("one"))
        }
        assertThat(steps.uncertain()).containsExactly("Charge")
    }

    @Test
    fun detailsThatCannotBeDecodedSayNothing() {
        val codec =
            object : PayloadCodec {
                override fun encode(payloads: List<Payload>) = payloads

                override fun decode(payloads: List<Payload>) = throw PayloadCodecException("no key")
            }
        val steps =
            steps(CodecDataConverter(DefaultDataConverter.newDefaultInstance(), listOf(codec))) {
                scheduled()
                cancelled(10, payloads(1))
            }
        assertThat(steps.uncertain()).containsExactly("Charge")
    }

    // Many attempts

    @Test
    fun aStepOfManyAttemptsOfWhichOneMayHaveBeenGivenUpMayBeDone() {
        val steps = steps {
            scheduled()
            started(failure, attempt = 3, seconds = 10)
            failed()
        }
        assertThat(steps.uncertain()).containsExactly("Charge")
    }

    @Test
    fun aStepOfManyAttemptsInAShortTimeIsNotDone() {
        val steps = steps {
            scheduled()
            started(failure, attempt = 3, seconds = 9)
            failed()
        }
        assertThat(steps.uncertain()).isEmpty()
    }

    @Test
    fun aStepThatFailsInItsSecondAttemptLongAfterTheFirstHasFailedIsNotDone() {
        val steps = steps {
            scheduled()
            started(failure, attempt = 2, seconds = 1000)
            failed()
        }
        assertThat(steps.uncertain()).isEmpty()
    }

    @Test
    fun aSecondAttemptThatDoesNotSayHowTheFirstHasEndedLeavesItOpen() {
        val steps = steps {
            scheduled()
            started(lastFailure = null, attempt = 2, seconds = 10)
            failed()
        }
        assertThat(steps.uncertain()).containsExactly("Charge")
    }

    // What the server says of a step

    @Test
    fun aStepWhoseResultTheServerDoesNotTakeMayBeDone() {
        val steps = steps {
            scheduled()
            started(failure)
            failed { serverFailureInfoBuilder.nonRetryable = true }
        }
        assertThat(steps.uncertain()).containsExactly("Charge")
    }

    @Test
    fun aFailureThatTheServerHasShortenedIsAFailure() {
        val steps = steps {
            scheduled()
            started(failure)
            failed {
                serverFailureInfoBuilder.nonRetryable = true
                cause = failure
            }
        }
        assertThat(steps.uncertain()).isEmpty()
    }

    // Other steps

    @Test
    fun nexusOperationsAreSteps() {
        val steps = steps {
            repeat(3) {
                add(EVENT_TYPE_NEXUS_OPERATION_SCHEDULED) {
                    nexusOperationScheduledEventAttributesBuilder.operation = "Ship ${it + 1}"
                }
            }
            add(EVENT_TYPE_NEXUS_OPERATION_COMPLETED) {
                nexusOperationCompletedEventAttributesBuilder.scheduledEventId = 2
            }
            add(EVENT_TYPE_NEXUS_OPERATION_FAILED) { nexusOperationFailedEventAttributesBuilder.scheduledEventId = 3 }
        }
        assertThat(steps.done()).containsExactly("Ship 1")
        assertThat(steps.uncertain()).containsExactly("Ship 3")
    }

    @Test
    fun signalsToOtherWorkflowsAreSteps() {
        val steps = steps {
            repeat(3) {
                add(EVENT_TYPE_SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED) {
                    signalExternalWorkflowExecutionInitiatedEventAttributesBuilder.signalName = "ship ${it + 1}"
                }
            }
            add(EVENT_TYPE_EXTERNAL_WORKFLOW_EXECUTION_SIGNALED) {
                externalWorkflowExecutionSignaledEventAttributesBuilder.initiatedEventId = 2
            }
            add(EVENT_TYPE_SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_FAILED) {
                signalExternalWorkflowExecutionFailedEventAttributesBuilder.initiatedEventId = 3
            }
        }
        assertThat(steps.done()).containsExactly("signal ship 1")
        assertThat(steps.uncertain()).containsExactly("signal ship 3")
    }

    private fun Run.cancelling(other: String, child: Boolean = false) =
        add(EVENT_TYPE_REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED) {
            requestCancelExternalWorkflowExecutionInitiatedEventAttributesBuilder
                .setChildWorkflowOnly(child)
                .workflowExecutionBuilder
                .workflowId = other
        }

    @Test
    fun requestsToCancelOtherWorkflowsAreSteps() {
        val steps = steps {
            cancelling("order-1")
            cancelling("order-2")
            cancelling("order-3")
            cancelling("order-4", child = true)
            add(EVENT_TYPE_EXTERNAL_WORKFLOW_EXECUTION_CANCEL_REQUESTED) {
                externalWorkflowExecutionCancelRequestedEventAttributesBuilder.initiatedEventId = 2
            }
            add(EVENT_TYPE_REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION_FAILED) {
                requestCancelExternalWorkflowExecutionFailedEventAttributesBuilder.initiatedEventId = 3
            }
        }
        assertThat(steps.done()).containsExactly("request to cancel order-1")
        assertThat(steps.uncertain()).containsExactly("request to cancel order-3")
    }

    private fun Run.childInitiated() =
        add(EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED) {
            startChildWorkflowExecutionInitiatedEventAttributesBuilder.workflowTypeBuilder.name = "Ship"
        }

    @Test
    fun aChildThatHasNotEndedIsUncertain() {
        assertThat(steps { childInitiated() }.uncertain()).containsExactly("Ship")
    }

    @Test
    fun aChildThatWasNotStartedIsNotDone() {
        val steps = steps {
            childInitiated()
            add(EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_FAILED) {
                startChildWorkflowExecutionFailedEventAttributesBuilder.initiatedEventId = 2
            }
        }
        assertThat(steps.uncertain()).isEmpty()
        assertThat(steps.done()).isEmpty()
    }

    private fun Run.childCompleted() =
        add(EVENT_TYPE_CHILD_WORKFLOW_EXECUTION_COMPLETED) {
            childWorkflowExecutionCompletedEventAttributesBuilder
                .setInitiatedEventId(2)
                .workflowExecutionBuilder
                .setWorkflowId("child")
                .setRunId("1")
        }

    @Test
    fun aChildThatIsNotKeptAnyMoreIsUncertain() {
        val steps = steps {
            childInitiated()
            childCompleted()
        }
        assertThat(steps.done()).containsExactly("Ship")
        assertThat(steps.uncertain()).containsExactly("steps of child workflow child")
    }

    @Test
    fun aChildThatCannotBeLookedAtIsNotTakenForOneThatIsGone() {
        val events = run {
            childInitiated()
            childCompleted()
        }
        val client = client("run", "run" to events)
        every { client.fetchHistory("child", "1") } throws StatusRuntimeException(Status.UNAVAILABLE)
        assertThatThrownBy { client.stepsOf("run") }.hasMessage("UNAVAILABLE")
    }

    // Many runs

    private fun Run.charged() {
        scheduled()
        completed()
    }

    private val last = run {
        charged()
        add(EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED)
    }

    private fun continuedAs(next: String) = run {
        charged()
        add(EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW) {
            workflowExecutionContinuedAsNewEventAttributesBuilder.newExecutionRunId = next
        }
    }

    @Test
    fun aCallerWhoHasJoinedTheSecondOfThreeRunsGetsTheStepsOfAll() {
        val steps =
            client("third", "run" to continuedAs("second"), "second" to continuedAs("third"), "third" to last)
                .stepsOf("second")
        assertThat(steps.done()).containsExactly("Charge", "Charge", "Charge")
        assertThat(steps.uncertain()).isEmpty()
        assertThat(steps.end()).isEqualTo(EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED)
    }

    @Test
    fun aCallerWhoKnowsNoRunGetsTheStepsOfAll() {
        val steps = client("second", null to last, "run" to continuedAs("second"), "second" to last).stepsOf("")
        assertThat(steps.done()).containsExactly("Charge", "Charge")
        assertThat(steps.uncertain()).isEmpty()
    }

    /** A workflow that is tried again, or is to run once each day, begins another run when one has ended. */
    @ParameterizedTest
    @EnumSource(
        names =
            [
                "EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED",
                "EVENT_TYPE_WORKFLOW_EXECUTION_FAILED",
                "EVENT_TYPE_WORKFLOW_EXECUTION_TIMED_OUT",
            ]
    )
    fun aRunThatIsFollowedByAnotherIsNotTheEnd(type: EventType) {
        val first = run {
            charged()
            add(type) {
                when (type) {
                    EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED ->
                        workflowExecutionCompletedEventAttributesBuilder.newExecutionRunId = "second"
                    EVENT_TYPE_WORKFLOW_EXECUTION_FAILED ->
                        workflowExecutionFailedEventAttributesBuilder.newExecutionRunId = "second"
                    else -> workflowExecutionTimedOutEventAttributesBuilder.newExecutionRunId = "second"
                }
            }
        }
        val steps = client("second", "run" to first, "second" to last).stepsOf("run")
        assertThat(steps.done()).containsExactly("Charge", "Charge")
        assertThat(steps.end()).isEqualTo(EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED)
    }

    @Test
    fun aRunThatCannotBeLookedAtIsNotTakenForOneThatIsGone() {
        val client = client("second", "run" to continuedAs("second"))
        every { client.fetchHistory("order-7", "second") } throws StatusRuntimeException(Status.UNAVAILABLE)
        assertThatThrownBy { client.stepsOf("run") }.hasMessage("UNAVAILABLE")
    }

    @Test
    fun aWorkflowThatWasResetHasNotEnded() {
        val terminated = run { add(EVENT_TYPE_WORKFLOW_EXECUTION_TERMINATED) }
        val steps = client("another", "run" to terminated).stepsOf("run")
        assertThat(steps.end()).isEqualTo(EVENT_TYPE_UNSPECIFIED)
    }

    @Test
    fun theRunThatGoesOnAfterAResetIsLookedAtToo() {
        val terminated = run {
            charged()
            add(EVENT_TYPE_WORKFLOW_EXECUTION_TERMINATED)
        }
        val steps = client("second", "run" to terminated, "second" to last).stepsOf("second")
        assertThat(steps.end()).isEqualTo(EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED)
        assertThat(steps.done()).containsExactly("Charge", "Charge")
        assertThat(steps.uncertain()).containsExactly("steps of earlier runs")
    }

    @Test
    fun aRunThatIsNotKeptAnyMoreDoesNotHideTheEnd() {
        val steps = client("second", "second" to last).stepsOf("second")
        assertThat(steps.end()).isEqualTo(EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED)
        assertThat(steps.uncertain()).containsExactly("steps of earlier runs")
    }
}
