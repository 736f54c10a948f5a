package suspension.temporal;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.Async.createTask;
import static suspension.Async.sleep;

import io.temporal.activity.ActivityCancellationType;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.worker.WorkflowImplementationOptions;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import suspension.Async;
import suspension.Task;
import suspension.remote.NotDoneException;
import suspension.remote.NotKnownException;
import suspension.temporal.Engine.Steps;
import suspension.temporal.Engine.Work;

/** What a workflow of several steps has done although it was cancelled, or has failed. */
class WorkflowStepsTest {

    private final CompletableFuture<Void> secondStarted = new CompletableFuture<>();
    private final CompletableFuture<Void> thirdStarted = new CompletableFuture<>();

    /** Also without a test that goes as it should, so that its loop can be closed. */
    private final CompletableFuture<Void> end =
            new CompletableFuture<Void>().completeOnTimeout(null, 20, TimeUnit.SECONDS);

    /** The first step is done at once, the second one waits for a cancellation, and the third one cannot be cancelled. */
    private String step(String what) {
        if (what.equals("second")) {
            secondStarted.complete(null);
            sleep(ofSeconds(30));
        }
        if (what.equals("third")) {
            thirdStarted.complete(null);
            Async.uncancellable(() -> Async.await(end));
        }
        return what;
    }

    private Engine engineWith(Class<?>... workflows) {
        Engine engine = new Engine();
        engine.worker.registerWorkflowImplementationTypes(
                WorkflowImplementationOptions.newBuilder()
                        .setDefaultActivityOptions(Engine.options().build())
                        .build(),
                workflows);
        return engine.startWith(SuspendActivities.of(engine.loop, Steps.class, (Steps) this::step));
    }

    /** Cancels the caller of a workflow once its second step has begun. */
    private void cancelInTheSecondStep(Engine engine, String expected) {
        Async.run(() -> {
            Task<String> caller = createTask(() -> engine.workflows.call(Work.class, "a", work -> work.work("begin")));
            Async.await(secondStarted);
            caller.cancel();
            assertThatThrownBy(caller::await)
                    .isExactlyInstanceOf(NotKnownException.class)
                    .hasMessageContaining(expected);
        });
    }

    /** Two steps, each in a run of its own. */
    public static final class TwoRuns implements Work {
        private final Steps steps = Workflow.newActivityStub(Steps.class);

        @Override
        public String work(String what) {
            if (what.equals("begin")) {
                steps.step("first");
                Workflow.continueAsNew("go on");
            }
            return steps.step("second");
        }
    }

    @Test
    void aStepOfAnEarlierRunIsDone() {
        try (Engine engine = engineWith(TwoRuns.class)) {
            cancelInTheSecondStep(engine, "done are [Step], and may be done or still running are []");
        }
    }

    /** A child workflow. */
    @WorkflowInterface
    public interface Child {
        @WorkflowMethod
        String care();
    }

    /** Two steps in a child. */
    public static final class TwoSteps implements Child {
        private final Steps steps = Workflow.newActivityStub(Steps.class);

        @Override
        public String care() {
            steps.step("first");
            return steps.step("second");
        }
    }

    /** A parent that does nothing by itself. */
    public static final class Parent implements Work {
        private final Child child = Workflow.newChildWorkflowStub(
                Child.class, ChildWorkflowOptions.newBuilder().build());

        @Override
        public String work(String what) {
            return child.care();
        }
    }

    @Test
    void aStepOfACancelledChildIsDone() {
        try (Engine engine = engineWith(Parent.class, TwoSteps.class)) {
            cancelInTheSecondStep(engine, "done are [Step], and may be done or still running are []");
        }
    }

    /** Fails, and leaves a step. */
    public static final class LeavesAStep implements Work {
        private final Steps steps = Workflow.newActivityStub(
                Steps.class,
                Engine.options()
                        .setCancellationType(ActivityCancellationType.ABANDON)
                        .build());

        @Override
        public String work(String what) {
            io.temporal.workflow.Async.function(steps::step, "third");
            steps.step("first");
            throw ApplicationFailure.newFailure("out of tea", "tea");
        }
    }

    @Test
    void aWorkflowThatHasFailedAndLeftAStepIsNotKnown() {
        try (Engine engine = engineWith(LeavesAStep.class)) {
            assertThatThrownBy(
                            () -> Async.run(() -> engine.workflows.call(Work.class, "a", work -> work.work("begin"))))
                    .isExactlyInstanceOf(NotKnownException.class)
                    .hasMessageContaining("done are [Step], and may be done or still running are [Step]")
                    .hasRootCauseMessage("message='out of tea', type='tea', nonRetryable=false");
            end.complete(null);
        }
    }

    @Test
    void aStepThatIsCancelledBetweenTwoAttemptsOfWhichOneWasGivenUpMayBeDone() {
        Engine engine = new Engine();
        try (engine) {
            engine.with(
                    Engine.options()
                            .setStartToCloseTimeout(ofMillis(300))
                            .setRetryOptions(RetryOptions.newBuilder()
                                    .setInitialInterval(ofSeconds(30))
                                    .build())
                            .build(),
                    SuspendActivities.of(engine.loop, Steps.class, (Steps) this::step));
            Async.run(() -> {
                Task<String> caller =
                        createTask(() -> engine.workflows.call(Work.class, "a", work -> work.work("third")));
                Async.await(thirdStarted);
                while (attempt(engine) < 2) {
                    sleep(ofMillis(20));
                }
                caller.cancel();
                assertThatThrownBy(caller::await)
                        .isExactlyInstanceOf(NotKnownException.class)
                        .hasMessageContaining("done are [], and may be done or still running are [Step]");
            });
            end.complete(null);
        }
    }

    /** The attempt that the activity of the workflow is in, or waits for; 0 if there is none. */
    private static int attempt(Engine engine) {
        return Async.toThread(() -> engine
                .client
                .getWorkflowServiceStubs()
                .blockingStub()
                .describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
                        .setNamespace("default")
                        .setExecution(WorkflowExecution.newBuilder().setWorkflowId("a"))
                        .build())
                .getPendingActivitiesList()
                .stream()
                .mapToInt(PendingActivityInfo::getAttempt)
                .max()
                .orElse(0));
    }

    /** A child that returns, and leaves a step. */
    public static final class LeavesAStepAsChild implements Child {
        private final Steps steps = Workflow.newActivityStub(
                Steps.class,
                Engine.options()
                        .setCancellationType(ActivityCancellationType.ABANDON)
                        .build());

        @Override
        public String care() {
            io.temporal.workflow.Async.function(steps::step, "third");
            return steps.step("first");
        }
    }

    /** Fails after its child. */
    public static final class FailsAfterItsChild implements Work {
        private final Child child = Workflow.newChildWorkflowStub(
                Child.class, ChildWorkflowOptions.newBuilder().build());

        @Override
        public String work(String what) {
            child.care();
            throw ApplicationFailure.newFailure("out of tea", "tea");
        }
    }

    @Test
    void aStepThatAChildHasLeftIsNotKnown() {
        try (Engine engine = engineWith(FailsAfterItsChild.class, LeavesAStepAsChild.class)) {
            assertThatThrownBy(
                            () -> Async.run(() -> engine.workflows.call(Work.class, "a", work -> work.work("begin"))))
                    .isExactlyInstanceOf(NotKnownException.class)
                    .hasMessageContaining("done are [Child, Step], and may be done or still running are [Step]")
                    .satisfies(
                            e -> assertThat(((NotKnownException) e).isFinal()).isTrue());
            end.complete(null);
        }
    }

    /** Fails after a step. */
    public static final class FailsLater implements Work {
        private final Steps steps = Workflow.newActivityStub(Steps.class);

        @Override
        public String work(String what) {
            steps.step("first");
            throw ApplicationFailure.newFailure("out of tea", "tea");
        }
    }

    @Test
    void aWorkflowThatHasFailedAfterItsStepsIsNotDone() {
        try (Engine engine = engineWith(FailsLater.class)) {
            assertThatThrownBy(
                            () -> Async.run(() -> engine.workflows.call(Work.class, "a", work -> work.work("begin"))))
                    .isExactlyInstanceOf(NotDoneException.class)
                    .hasMessageContaining("Steps that it had finished are not undone");
        }
    }
}
