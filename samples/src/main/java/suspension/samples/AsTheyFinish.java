package suspension.samples;

import static java.time.Duration.ofMillis;
import static suspension.Async.asCompleted;
import static suspension.Async.createTask;
import static suspension.Async.sleep;

import java.util.List;
import suspension.Async;
import suspension.Task;

/**
 * The idea: {@code asCompleted} gives tasks in the order in which they finish, not in which they started.
 *
 * <p>Watch: the soup is served while the rice still cooks.
 */
public final class AsTheyFinish {

    public static void main(String[] args) {
        Async.run(() -> {
            List<Task<String>> dishes = List.of(
                    createTask(() -> cook("rice", 1500)),
                    createTask(() -> cook("soup", 500)),
                    createTask(() -> cook("stew", 1000)));
            for (Task<String> dish : asCompleted(dishes)) {
                System.out.println("Serving " + dish.await());
            }
        });
    }

    private static String cook(String dish, int millis) {
        System.out.println("Cooking " + dish);
        sleep(ofMillis(millis));
        return dish;
    }
}
