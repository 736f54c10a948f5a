package suspension.samples;

import static java.time.Duration.ofSeconds;
import static suspension.Async.gather;
import static suspension.Async.sleep;

import suspension.Async;

/**
 * The idea: three cups brew at once, on one thread's worth of turns.
 *
 * <p>Watch: 2 s in all, not 6.
 */
public final class BrewThreeCups {

    public static void main(String[] args) {
        Async.run(() -> gather(() -> brew("Masala"), () -> brew("Green"), () -> brew("Ginger")));
    }

    private static void brew(String name) {
        System.out.println("Brewing " + name + "...");
        sleep(ofSeconds(2));
        System.out.println(name + " is ready.");
    }
}
