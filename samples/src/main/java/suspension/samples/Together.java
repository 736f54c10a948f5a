package suspension.samples;

import static java.time.Duration.ofSeconds;
import static suspension.Async.gather;
import static suspension.Async.sleep;

import suspension.Async;

/**
 * The idea: {@code gather} runs bodies at the same time. While one of them sleeps, the loop runs the other.
 *
 * <p>Watch: both start before either ends; 2 s in all, half of what {@link OneAfterAnother} takes.
 */
public final class Together {

    // tag::main[]
    public static void main(String[] args) {
        Async.run(() -> gather(() -> task("Task1"), () -> task("Task2")));
    }
    // end::main[]

    private static void task(String name) {
        System.out.println(name + " start");
        sleep(ofSeconds(2));
        System.out.println(name + " end");
    }
}
