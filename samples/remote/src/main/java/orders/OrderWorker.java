package orders;

import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.nio.file.Path;
import java.time.Duration;
import suspension.EventLoop;
import suspension.temporal.SuspendActivities;

/** A worker: takes orders from the server, and charges so many of them at once on its loop. */
public final class OrderWorker {

    private OrderWorker() {}

    /** Runs until it is killed. */
    public static void main(String[] arguments) throws InterruptedException {
        Connection connection = new Connection(arguments[0]);
        Ledger ledger = new Ledger(Path.of(arguments[1]));
        WorkerFactory factory = WorkerFactory.newInstance(connection.client);
        Worker worker = factory.newWorker(
                Connection.QUEUE,
                WorkerOptions.newBuilder()
                        .setMaxConcurrentActivityExecutionSize(Integer.parseInt(arguments[2]))
                        // The server in memory waits for ever for the worker that had a workflow before; a real one
                        // does not.
                        .setStickyQueueScheduleToStartTimeout(Duration.ZERO)
                        .build());
        worker.registerWorkflowImplementationTypes(ChargeOrder.class);
        EventLoop loop = EventLoop.start("charges");
        worker.registerActivitiesImplementations(SuspendActivities.of(loop, Charges.class, new SuspendCharges(ledger)));
        factory.start();
        System.out.println("ready");
        Thread.currentThread().join();
    }
}
