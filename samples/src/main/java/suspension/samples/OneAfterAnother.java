package suspension.samples;

import static java.time.Duration.ofSeconds;
import static suspension.Async.sleep;

import suspension.Async;

/**
 * The idea: in a body, a call is a call. What is called one after another runs one after another, though it suspends.
 *
 * <p>Watch: Task2 starts when Task1 has ended; 4 s in all. {@link Together} does better.
 */
public final class OneAfterAnother {

    // tag::sample[]
    public static void main(String[] args) {
        Async.run(() -> {
            task("Task1");
            task("Task2");
        });
    }

    private static void task(String name) {
        System.out.println(name + " start");
        sleep(ofSeconds(2));
        System.out.println(name + " end");
    }
    // end::sample[]
}
