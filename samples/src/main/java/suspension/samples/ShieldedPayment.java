package suspension.samples;

import static java.time.Duration.ofSeconds;
import static suspension.Async.createTask;
import static suspension.Async.shield;
import static suspension.Async.sleep;

import java.util.concurrent.CancellationException;
import suspension.Async;
import suspension.Task;

/**
 * The idea: cancelling a task cancels what it awaits, unless there is a {@code shield} between.
 *
 * <p>Watch: the customer leaves after a second, and the payment is made all the same.
 */
public final class ShieldedPayment {

    // tag::sample[]
    public static void main(String[] args) {
        Async.run(() -> {
            Task<String> payment = createTask("payment", () -> pay());
            Task<Void> customer = createTask("customer", () -> waitFor(payment));
            sleep(ofSeconds(1));
            customer.cancel();
            System.out.println("Paid: " + payment.await());
        });
    }

    private static void waitFor(Task<String> payment) {
        try {
            System.out.println("Thank you for " + shield(payment));
        } catch (CancellationException e) {
            System.out.println("The customer leaves");
            throw e;
        }
    }

    private static String pay() {
        sleep(ofSeconds(2));
        return "one cup of tea";
    }
    // end::sample[]
}
