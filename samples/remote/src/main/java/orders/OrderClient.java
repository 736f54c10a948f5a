package orders;

import static suspension.Async.createTask;
import static suspension.Async.sleep;
import static suspension.Async.toThread;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import suspension.Async;
import suspension.Task;
import suspension.remote.NotKnownException;

/**
 * A client that survives being killed: it writes down which orders it is going to process, and what has become of them.
 * When it starts again, it goes on with those that have no receipt, under the same keys.
 */
public final class OrderClient {

    private static final int AT_ONCE = 40;
    private static final int MILLIS = 50;

    private final Connection connection;
    private final Path intended;
    private final Path receipts;
    private final Path stop;
    private final Deque<String> left = new ArrayDeque<>();
    private int next;

    private OrderClient(Connection connection, Path folder) throws IOException {
        this.connection = connection;
        this.intended = folder.resolve("intended");
        this.receipts = folder.resolve("receipts");
        this.stop = folder.resolve("stop");
        List<String> known = lines(intended);
        Set<String> done = new HashSet<>();
        lines(receipts).forEach(line -> done.add(line.substring(0, line.indexOf(' '))));
        known.stream().filter(order -> !done.contains(order)).forEach(left::add);
        next = known.size();
    }

    /** Processes orders until there is a file {@code stop}, and then those that are left. */
    public static void main(String[] arguments) throws IOException {
        try (Connection connection = new Connection(arguments[0])) {
            OrderClient client = new OrderClient(connection, Path.of(arguments[1]));
            Async.run(() -> {
                List<Task<?>> tasks = new ArrayList<>();
                for (int i = 0; i < AT_ONCE; i++) {
                    tasks.add(createTask(client::work));
                }
                for (Task<?> task : tasks) {
                    task.await();
                }
            });
        }
    }

    private void work() throws IOException {
        for (String order = take(); order != null; order = take()) {
            String receipt = process(order);
            String line = order + " " + receipt;
            toThread(() -> append(receipts, line));
        }
    }

    /** Bodies of one loop take turns, so that this needs no lock. */
    private String take() throws IOException {
        if (!left.isEmpty()) {
            return left.remove();
        }
        if (Files.exists(stop)) {
            return null;
        }
        String order = "order-" + next++;
        append(intended, order);
        return order;
    }

    private String process(String order) {
        while (true) {
            try {
                return connection.workflows.call(
                        OrderWorkflow.class, order, workflow -> workflow.process(order, MILLIS));
            } catch (NotKnownException e) {
                if (e.isFinal()) {
                    throw e; // the server knows no more either
                }
                sleep(Duration.ofMillis(100)); // the server is away, or has forgotten the order
            }
        }
    }

    private static void append(Path file, String line) throws IOException {
        Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Whole lines only: one that was being written when the client was killed has no end. */
    static List<String> lines(Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        String text = Files.readString(file);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }
}
