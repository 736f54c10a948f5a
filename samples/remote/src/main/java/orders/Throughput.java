package orders;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import suspension.Async;
import suspension.TaskGroup;

/**
 * How many orders a second one worker and two workers process, in one run, and what an order costs of the processors'
 * time in each process.
 */
public final class Throughput {

    private static final int ORDERS = 300;
    private static final int MILLIS = 500;
    private static final String AT_ONCE = "10";

    private final Connection connection;
    private final Jvm server;
    private final List<Jvm> workers = new ArrayList<>();

    private Throughput(Connection connection, Jvm server) {
        this.connection = connection;
        this.server = server;
    }

    /** Measures, and prints a table. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory("orders");
        String port = Jvm.freePort();
        System.out.println(
                "A worker has " + AT_ONCE + " orders at once, and each waits for " + MILLIS * 6 / 5 + " ms.");
        try (Jvm server = Jvm.start(Server.class, port).ready();
                Connection connection = new Connection(port)) {
            new Throughput(connection, server).measureAll(port, folder);
        } finally {
            Demo.delete(folder);
        }
    }

    private void measureAll(String port, Path folder) throws IOException {
        try {
            for (int count = 1; count <= 2; count++) {
                workers.add(Jvm.start(OrderWorker.class, port, folder.toString(), AT_ONCE)
                        .ready());
                process(count + "-warms-up-", ORDERS / 3);
                measure(count);
            }
        } finally {
            workers.forEach(Jvm::close);
        }
    }

    private void measure(int count) {
        Duration[] before = cpu();
        double seconds = process(count + "-workers-", ORDERS);
        Duration[] after = cpu();
        System.out.printf(
                "%d worker%s: %.1f orders/s; CPU for each order: server %.1f ms, workers %.1f ms, client %.1f ms%n",
                count,
                count == 1 ? "" : "s",
                ORDERS / seconds,
                after[0].minus(before[0]).toMillis() / (double) ORDERS,
                after[1].minus(before[1]).toMillis() / (double) ORDERS,
                after[2].minus(before[2]).toMillis() / (double) ORDERS);
    }

    /** What the server, the workers and this client have used so far. */
    private Duration[] cpu() {
        Duration used = workers.stream().map(Jvm::cpu).reduce(Duration.ZERO, Duration::plus);
        Duration own = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
        return new Duration[] {server.cpu(), used, own};
    }

    private double process(String prefix, int orders) {
        long begin = System.nanoTime();
        Async.run(() -> TaskGroup.run(group -> {
            for (int i = 0; i < orders; i++) {
                String order = prefix + i;
                group.createTask(() -> connection.workflows.call(
                        OrderWorkflow.class, order, workflow -> workflow.process(order, MILLIS)));
            }
        }));
        return (System.nanoTime() - begin) / 1e9;
    }
}
