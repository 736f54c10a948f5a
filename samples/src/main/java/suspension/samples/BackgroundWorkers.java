package suspension.samples;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static suspension.Async.createTask;
import static suspension.Async.gather;
import static suspension.Async.sleep;
import static suspension.Async.yieldNow;

import java.util.List;
import java.util.stream.IntStream;
import suspension.Async;
import suspension.Task;

/**
 * The idea: {@code createTask} starts a body and gives a handle, so that the caller can do other work before it awaits.
 *
 * <p>Watch: a task does not begin before its creator suspends, here by {@code yieldNow}.
 */
public final class BackgroundWorkers {

    public static void main(String[] args) {
        Async.run(() -> {
            List<Task<String>> tasks = IntStream.rangeClosed(1, 5)
                    .mapToObj(number -> createTask(() -> work(number)))
                    .toList();
            yieldNow();
            System.out.println("Tasks are running in the background...");
            sleep(ofMillis(500));
            System.out.println("Other work is done meanwhile");
            System.out.println(gather(tasks));
        });
    }

    private static String work(int number) {
        System.out.println("Worker " + number + " started");
        sleep(ofSeconds(1));
        System.out.println("Worker " + number + " ended");
        return "result " + number;
    }
}
