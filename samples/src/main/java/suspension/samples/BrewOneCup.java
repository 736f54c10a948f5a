package suspension.samples;

import static java.time.Duration.ofSeconds;
import static suspension.Async.sleep;

import suspension.Async;

/**
 * The idea: a body is plain Java that may wait. {@code sleep} suspends it, and it goes on where it was.
 *
 * <p>Watch: there is no callback, and no {@code async} keyword either.
 */
public final class BrewOneCup {

    // tag::sample[]
    public static void main(String[] args) {
        Async.run(() -> brew());
    }

    private static void brew() {
        System.out.println("Brewing chai...");
        sleep(ofSeconds(2));
        System.out.println("Chai is ready.");
    }
    // end::sample[]
}
