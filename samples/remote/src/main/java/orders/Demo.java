package orders;

import static suspension.Async.createTask;
import static suspension.Async.gather;
import static suspension.Async.sleep;
import static suspension.Async.toThread;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import suspension.Async;
import suspension.Awaitable;
import suspension.Task;
import suspension.TaskGroup;

/**
 * A server, two workers and a client, each in a process of its own. A hundred orders are processed, and one worker is
 * killed in the middle. Then a batch of orders is cancelled.
 */
public final class Demo {

    private static final int ORDERS = 100;
    private static final int CANCELLED = 10;
    private static final String AT_ONCE = "10";

    private final Connection connection;
    private final Ledger ledger;
    private final AtomicInteger finished = new AtomicInteger();

    private Demo(Connection connection, Ledger ledger) {
        this.connection = connection;
        this.ledger = ledger;
    }

    /** What has happened. */
    public record Report(
            List<String> receipts,
            List<String> entries,
            int started,
            int entered,
            int found,
            List<String> cancelledOrders,
            List<String> cancelledAtWorkers,
            Duration took) {}

    /** Shows it. */
    public static void main(String[] arguments) throws IOException {
        Report report = run();
        System.out.println(report.receipts().size() + " orders, "
                + report.receipts().stream().distinct().count()
                + " receipts. The workers began " + report.started() + " charges, entered " + report.entered()
                + ", and found " + report.found() + " entered before.");
        System.out.println("In the ledger: " + report.entries().size() + " charges, each once.");
        System.out.println(report.cancelledOrders().size() + " orders were cancelled by their caller, "
                + report.cancelledAtWorkers().size() + " of them at a worker, and none of them is in the ledger.");
        System.out.println("It took " + report.took().toMillis() + " ms.");
    }

    static Report run() throws IOException {
        Instant begin = Instant.now();
        Path folder = Files.createTempDirectory("orders");
        String port = Jvm.freePort();
        try (Jvm server = Jvm.start(Server.class, port).ready();
                Jvm victim = Jvm.start(OrderWorker.class, port, folder.toString(), AT_ONCE);
                Jvm survivor = Jvm.start(OrderWorker.class, port, folder.toString(), AT_ONCE);
                Connection connection = new Connection(port)) {
            victim.ready();
            survivor.ready();
            System.out.println("Processes: a server (" + server.pid() + "), and two workers (" + victim.pid() + ", "
                    + survivor.pid() + ").");
            return Async.run(() -> new Demo(connection, new Ledger(folder)).show(victim, begin));
        } finally {
            delete(folder);
        }
    }

    private Report show(Jvm victim, Instant begin) throws IOException {
        Task<?> killer = createTask(() -> {
            while (finished.get() < ORDERS / 3) {
                sleep(Duration.ofMillis(5));
            }
            toThread(victim::kill);
            System.out.println("One worker was killed when " + finished.get() + " orders had been processed.");
        });
        List<String> receipts = gather(orders("order-", ORDERS, 300));
        killer.await();
        List<String> entries = ledger.entries();
        List<String> cancelled = cancelBatch();
        return new Report(
                receipts,
                ledger.entries(),
                (int) ledger.noted("started").stream().filter(entries::contains).count(),
                ledger.noted("entered").size(),
                ledger.noted("found").size(),
                cancelled,
                ledger.noted("cancelled"),
                Duration.between(begin, Instant.now()));
    }

    /** Starts orders that take a minute, and cancels them when all have reached the worker. */
    private List<String> cancelBatch() throws IOException {
        Task<?> batch = createTask(() -> TaskGroup.run(group -> {
            orders("late-", CANCELLED, 60_000).forEach(group::createTask);
        }));
        while (ledger.noted("started").stream()
                        .filter(order -> order.startsWith("late-"))
                        .count()
                < CANCELLED) {
            sleep(Duration.ofMillis(20));
        }
        batch.cancel();
        Async.wait(List.of(batch));
        if (!batch.isCancelled()) {
            throw new IllegalStateException("The batch was not cancelled: " + batch.outcome());
        }
        return IntStream.range(0, CANCELLED).mapToObj(i -> "late-" + i).toList();
    }

    private List<Awaitable<String, RuntimeException>> orders(String prefix, int count, int millis) {
        return IntStream.range(0, count)
                .<Awaitable<String, RuntimeException>>mapToObj(i -> () -> {
                    String receipt = connection.workflows.call(
                            OrderWorkflow.class, prefix + i, workflow -> workflow.process(prefix + i, millis));
                    finished.incrementAndGet();
                    return receipt;
                })
                .toList();
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
