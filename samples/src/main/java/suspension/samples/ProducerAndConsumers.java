package suspension.samples;

import static java.time.Duration.ofMillis;
import static suspension.Async.gather;
import static suspension.Async.sleep;

import java.time.Duration;
import suspension.Async;
import suspension.sync.AsyncQueue;
import suspension.sync.QueueShutdownException;

/**
 * The idea: a bounded queue makes a fast producer wait for slow consumers, and shutting it down tells them that nothing
 * more will come, once they have taken what is left.
 *
 * <p>Watch: the producer is never more than two cups ahead, and both consumers go home by themselves.
 */
public final class ProducerAndConsumers {

    // tag::sample[]
    public static void main(String[] args) {
        AsyncQueue<String> counter = AsyncQueue.bounded(2);
        Async.run(() -> gather(
                () -> brew(counter),
                () -> drink(counter, "Asha", ofMillis(200)),
                () -> drink(counter, "Ben", ofMillis(500))));
    }

    private static void brew(AsyncQueue<String> counter) {
        for (int cup = 1; cup <= 5; cup++) {
            counter.put("cup " + cup);
            System.out.println("Brewed cup " + cup);
        }
        counter.shutdown();
        System.out.println("Closed");
    }

    private static void drink(AsyncQueue<String> counter, String guest, Duration perCup) {
        try {
            while (true) {
                String cup = counter.get();
                System.out.println(guest + " drinks " + cup);
                sleep(perCup);
            }
        } catch (QueueShutdownException e) {
            System.out.println(guest + " goes home");
        }
    }
    // end::sample[]
}
