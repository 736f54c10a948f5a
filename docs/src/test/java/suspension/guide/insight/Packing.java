package suspension.guide.insight;

import static java.time.Duration.ofMillis;
import static suspension.Async.createTask;
import static suspension.Async.sleep;

import suspension.Task;
import suspension.sync.AsyncLock;

/** Two tasks that wait for one another. */
final class Packing {

    private Packing() {}

    // tag::deadlock[]
    static void order() {
        AsyncLock stock = new AsyncLock();
        Task<?>[] pack = new Task<?>[1];
        Task<?> ship = createTask("ship", () -> {
            stock.acquire();
            sleep(ofMillis(20));
            pack[0].await(); // holds the lock, and waits for the one who wants it
        });
        pack[0] = createTask("pack", () -> {
            sleep(ofMillis(10));
            stock.acquire();
        });
        ship.await();
    }
    // end::deadlock[]
}
