package suspension.temporal;

import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.RetryOptions;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.serviceclient.RpcRetryOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testserver.TestServer;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.WorkflowImplementationOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import suspension.Async;
import suspension.EventLoop;
import suspension.Outcome;
import suspension.Task;

/** Temporal's server in memory, with one worker, a client, and a loop. */
public final class Engine implements AutoCloseable {

    /** What the tests' workflow does: one step. */
    @WorkflowInterface
    public interface Work {
        @WorkflowMethod
        String work(String what);
    }

    /** A step, as the workflow calls it. */
    @ActivityInterface
    public interface Steps {
        String step(String what);
    }

    /** The workflow. */
    public static final class OneStep implements Work {

        private final Steps steps = Workflow.newActivityStub(Steps.class);

        @Override
        public String work(String what) {
            return steps.step(what);
        }
    }

    private final TestServer.InProcessTestServer server = TestServer.createServer(true);

    /** Between the server and everybody else. */
    final Faults faults = new Faults();

    private final WorkflowServiceStubs stubs;
    private final WorkerFactory factory;
    final String queue = UUID.randomUUID().toString();
    private boolean workerRuns;
    private boolean serverGone;

    final WorkflowClient client;
    final EventLoop loop = EventLoop.start("activities");
    final Worker worker;
    final Workflows workflows;

    Engine() {
        this(Duration.ofSeconds(10));
    }

    /** With a limit on how long a request may take in all its tries. */
    Engine(Duration limit) {
        this(limit, DefaultDataConverter.STANDARD_INSTANCE);
    }

    /** With something that converts arguments, results and failures. */
    Engine(DataConverter converter) {
        this(Duration.ofSeconds(10), converter);
    }

    private Engine(Duration limit, DataConverter converter) {
        stubs = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setChannel(server.getChannel())
                .setGrpcClientInterceptors(List.of(faults))
                .setRpcRetryOptions(RpcRetryOptions.newBuilder()
                        .setInitialInterval(Duration.ofMillis(20))
                        .setMaximumInterval(Duration.ofMillis(100))
                        .setExpiration(limit)
                        .build())
                .build());
        client = WorkflowClient.newInstance(
                stubs,
                WorkflowClientOptions.newBuilder().setDataConverter(converter).build());
        workflows = Workflows.of(
                client, WorkflowOptions.newBuilder().setTaskQueue(queue).build());
        factory = WorkerFactory.newInstance(client);
        worker = factory.newWorker(
                queue,
                WorkerOptions.newBuilder()
                        .setMaxConcurrentActivityExecutionSize(2000)
                        .setMaxConcurrentWorkflowTaskExecutionSize(20)
                        .build());
    }

    static ActivityOptions.Builder options() {
        return ActivityOptions.newBuilder()
                .setStartToCloseTimeout(Duration.ofSeconds(20))
                .setHeartbeatTimeout(Duration.ofMillis(600))
                .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
                .setRetryOptions(RetryOptions.newBuilder()
                        .setInitialInterval(Duration.ofMillis(10))
                        .setMaximumAttempts(20)
                        .build());
    }

    /** A step that has one attempt. */
    static ActivityOptions once() {
        return options()
                .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
                .build();
    }

    /** Starts the worker with these steps, under other options. */
    Engine with(ActivityOptions options, Object... steps) {
        worker.registerWorkflowImplementationTypes(
                WorkflowImplementationOptions.newBuilder()
                        .setDefaultActivityOptions(options)
                        .build(),
                OneStep.class);
        return startWith(steps);
    }

    /** Starts the worker, which knows its workflows, with these steps. */
    Engine startWith(Object... steps) {
        worker.registerActivitiesImplementations(steps);
        factory.start();
        workerRuns = true;
        return this;
    }

    /** Starts the worker with a body for the step. */
    Engine withBody(Steps body) {
        return withBody(options().build(), body);
    }

    /** Starts the worker with a body for the step, under other options. */
    Engine withBody(ActivityOptions options, Steps body) {
        return with(options, SuspendActivities.of(loop, Steps.class, body));
    }

    /** Starts the worker with a step that waits until it is cancelled, and tells by {@code started} that it has begun. */
    Engine withAStepThatWaits(CompletableFuture<Void> started) {
        return withBody(what -> {
            started.complete(null);
            Async.sleep(Duration.ofSeconds(30));
            return what;
        });
    }

    /** Calls the workflow from a body, with its key as the argument. */
    String call(String key) {
        return call(workflows, key);
    }

    static String call(Workflows workflows, String key) {
        return workflows.call(Work.class, key, work -> work.work(key));
    }

    /** Calls the workflow, cancels the caller once the step has begun, and returns how that ends. Not from a loop. */
    Outcome<String> cancelledOnce(CompletableFuture<Void> started) {
        return Async.run(() -> {
            Task<String> caller = Async.createTask(() -> call("a"));
            Async.await(started);
            caller.cancel();
            Async.wait(List.of(caller));
            return caller.outcome();
        });
    }

    /** The server is gone, with all that it knew. */
    void endServer() {
        serverGone = true;
        server.getChannel().shutdownNow(); // or else it waits for polls that nobody waits for any more
        server.close();
    }

    @Override
    public void close() {
        faults.end();
        factory.shutdownNow();
        if (workerRuns && !serverGone) {
            factory.awaitTermination(5, TimeUnit.SECONDS);
        }
        loop.close();
        stubs.shutdownNow();
        if (!serverGone) {
            endServer();
        }
    }
}
