package suspension.samples;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static suspension.Async.gather;
import static suspension.Async.sleep;
import static suspension.Async.timeout;

import java.time.Duration;
import java.util.List;
import suspension.Async;
import suspension.AsyncTimeoutException;

/**
 * The idea: {@code timeout} limits whatever its body does, with all that the body waits for, and then the task goes on.
 *
 * <p>Watch: when the second is up, the slow shop is told to stop; the quick one has answered long before.
 */
public final class TimeLimit {

    // tag::sample[]
    public static void main(String[] args) {
        Async.run(() -> {
            try {
                List<String> prices = timeout(
                        ofSeconds(1),
                        () -> gather(() -> ask("quick", ofMillis(500)), () -> ask("slow", ofSeconds(10))));
                System.out.println(prices);
            } catch (AsyncTimeoutException e) {
                System.out.println("No prices from all shops within 1 s");
                System.out.println(yesterdaysPrices());
            }
        });
    }
    // end::sample[]

    private static String ask(String shop, Duration time) {
        System.out.println("Asking the " + shop + " shop");
        try {
            sleep(time);
            System.out.println("The " + shop + " shop answers");
            return shop;
        } finally {
            System.out.println("Hanging up on the " + shop + " shop");
        }
    }

    private static String yesterdaysPrices() {
        sleep(ofMillis(500));
        return "Yesterday's prices";
    }
}
