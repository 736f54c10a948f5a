package suspension.temporal.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static suspension.Async.createTask;

import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testserver.TestServer;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import suspension.Async;
import suspension.EventLoop;
import suspension.Task;
import suspension.remote.NotDoneException;
import suspension.remote.NotKnownException;
import suspension.remote.UnreadableResultException;
import suspension.temporal.SuspendActivities;
import suspension.temporal.Workflows;

/** The same activity in three ways: each gives the receipt, and hears of a cancellation. */
class PaymentsTest {

    private final TestServer.InProcessTestServer server = TestServer.createServer(true);
    private final WorkflowServiceStubs stubs =
            WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                    .setChannel(server.getChannel())
                    .build());
    private final WorkflowClient client = WorkflowClient.newInstance(stubs);
    private final WorkerFactory factory = WorkerFactory.newInstance(client);
    private final Worker worker = factory.newWorker("orders");
    private final EventLoop loop = EventLoop.start("payments");
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
    private final CompletableFuture<String> receipt = new CompletableFuture<>();
    private final CompletableFuture<String> asked = new CompletableFuture<>();
    private final BankClient bank = order -> {
        asked.complete(order);
        return receipt;
    };

    private Workflows workflows() {
        // tag::workflows[]
        Workflows workflows = Workflows.of(
                client, WorkflowOptions.newBuilder().setTaskQueue("orders").build());
        // end::workflows[]
        return workflows;
    }

    private static String process(Workflows workflows) {
        // tag::call[]
        String receipt = workflows.call(
                Payments.OrderWorkflow.class, "order-7", workflow -> workflow.process("order-7")); // suspends this body
        // end::call[]
        return receipt;
    }

    static String processOrSay(Workflows workflows) {
        // tag::fate[]
        try {
            return process(workflows);
        } catch (NotDoneException e) {
            return "not done"; // refused, or it has failed
        } catch (UnreadableResultException e) {
            return "done"; // but not in a form that can be read here
        } catch (NotKnownException e) {
            return e.isFinal() ? "not known" : "ask again"; // with the same key
        }
        // end::fate[]
    }

    /** The workflow. */
    public static final class Order implements Payments.OrderWorkflow {

        // tag::options[]
        private final Payments payments = Workflow.newActivityStub(
                Payments.class,
                ActivityOptions.newBuilder()
                        .setStartToCloseTimeout(Duration.ofMinutes(1))
                        .setHeartbeatTimeout(Duration.ofSeconds(5))
                        .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
                        .build());
        // end::options[]

        @Override
        public String process(String order) {
            return payments.charge(order);
        }
    }

    private void start(String way) {
        worker.registerWorkflowImplementationTypes(Order.class);
        switch (way) {
            case "the SDK" -> worker.registerActivitiesImplementations(new SdkPayments(bank, timer));
            case "a body" ->
                worker.registerActivitiesImplementations(
                        SuspendActivities.of(loop, Payments.class, new BodyPayments(bank)));
            default -> {
                // tag::register[]
                worker.registerActivitiesImplementations(
                        SuspendActivities.of(loop, Payments.class, new SuspendPayments(bank)));
                // end::register[]
            }
        }
        factory.start();
    }

    @ParameterizedTest
    @ValueSource(strings = {"the SDK", "a body", "a suspend function"})
    void givesTheReceipt(String way) {
        start(way);
        asked.thenAccept(order -> receipt.complete("receipt of " + order));
        String given = Async.run(() -> processOrSay(workflows()));
        assertThat(given).isEqualTo("receipt of order-7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"the SDK", "a body", "a suspend function"})
    void hearsOfACancellation(String way) {
        start(way);
        Async.run(() -> {
            Task<String> caller = createTask(() -> process(workflows()));
            Async.await(asked);
            caller.cancel();
            Async.wait(List.of(caller));
            assertThat(caller.isCancelled()).isTrue();
        });
        assertThat(receipt).isCompletedExceptionally();
        assertThat(receipt.handle((value, failure) -> failure).join()).isInstanceOf(CancellationException.class);
    }

    @AfterEach
    void close() {
        factory.shutdownNow();
        loop.close();
        timer.shutdownNow();
        stubs.shutdownNow();
        server.close();
    }
}
