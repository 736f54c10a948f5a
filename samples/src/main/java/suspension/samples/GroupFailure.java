package suspension.samples;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static suspension.Async.sleep;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import suspension.Async;
import suspension.ExceptionGroup;
import suspension.TaskGroup;

/**
 * The idea: the tasks of a {@code TaskGroup} end together. When one fails, the others are cancelled, and what failed is
 * thrown as an {@code ExceptionGroup} once all have cleaned up.
 *
 * <p>Watch: nothing is left running, and the answer is there after half a second, not after 5.
 */
public final class GroupFailure {

    // tag::sample[]
    public static void main(String[] args) {
        Async.run(() -> {
            try {
                TaskGroup.run(group -> {
                    group.createTask(() -> load("the user"));
                    group.createTask(() -> load("the cart"));
                    group.createTask(() -> loadPrices());
                });
            } catch (ExceptionGroup e) {
                System.out.println(e.getMessage());
                e.find(IOException.class).ifPresent(cause -> System.out.println("Because of: " + cause.getMessage()));
            }
        });
    }
    // end::sample[]

    private static void load(String what) {
        System.out.println("Loading " + what);
        try {
            sleep(ofSeconds(5));
        } catch (CancellationException e) {
            System.out.println("Cancelled: loading " + what);
            throw e;
        }
    }

    private static void loadPrices() throws IOException {
        System.out.println("Loading the prices");
        sleep(ofMillis(500));
        throw new IOException("the price list is gone");
    }
}
