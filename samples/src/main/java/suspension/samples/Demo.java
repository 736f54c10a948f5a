package suspension.samples;

import static java.time.Duration.ofSeconds;
import static suspension.Async.gather;
import static suspension.Async.sleep;

import java.util.Locale;
import suspension.Async;

/**
 * The idea: the time of things that wait together is the time of the longest, not the sum.
 *
 * <p>Watch: the total time, which the program measures by itself.
 */
public final class Demo {

    public static void main(String[] args) {
        Async.run(() -> {
            Stopwatch watch = Stopwatch.start();
            gather(() -> task("Task A"), () -> task("Task B"));
            System.out.printf(Locale.ROOT, "Total time: %.2fs%n", watch.seconds());
        });
    }

    private static void task(String name) {
        System.out.println(name + " started");
        sleep(ofSeconds(2));
        System.out.println(name + " finished");
    }
}
