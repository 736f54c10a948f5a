package orders;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.RpcRetryOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import suspension.temporal.Workflows;

/** A client's connection to the server on this machine. */
final class Connection implements AutoCloseable {

    static final String QUEUE = "orders";

    private final WorkflowServiceStubs stubs;

    final WorkflowClient client;

    /** A worker that has been killed while it decided what a workflow does next is missed after two seconds. */
    final Workflows workflows;

    Connection(String port) {
        stubs = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget("127.0.0.1:" + port)
                .setConnectionBackoffResetFrequency(ofMillis(500))
                .setGrpcReconnectFrequency(ofSeconds(60))
                .setRpcRetryOptions(RpcRetryOptions.newBuilder()
                        .setInitialInterval(ofMillis(100))
                        .setMaximumInterval(ofMillis(500))
                        .setExpiration(ofSeconds(10))
                        .build())
                .build());
        client = WorkflowClient.newInstance(stubs);
        workflows = Workflows.of(
                client,
                WorkflowOptions.newBuilder()
                        .setTaskQueue(QUEUE)
                        .setWorkflowTaskTimeout(ofSeconds(2))
                        .build());
    }

    @Override
    public void close() {
        stubs.shutdownNow();
    }
}
