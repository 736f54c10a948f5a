package programs;

import static suspension.Async.await;
import static suspension.Async.createTask;
import static suspension.Async.sleep;

import java.time.Duration;
import kotlinx.coroutines.DelayKt;
import suspension.EventLoop;
import suspension.Task;
import suspension.sync.AsyncLock;
import suspension.sync.AsyncQueue;

/** Three loops: on one two tasks and a lock wait for each other, one waits for Kotlin, and one has ever more tasks. */
public final class Stuck {

    private Stuck() {}

    public static void main(String[] args) {
        Ready.endWithTheTest();
        EventLoop orders = EventLoop.start("orders");
        EventLoop prices = EventLoop.start("prices");
        EventLoop leak = EventLoop.start("leak");
        orders.createTask("orders", Stuck::deadlock);
        prices.createTask("price", Stuck::price);
        leak.createTask("leak", Stuck::leak);
    }

    private static void deadlock() {
        AsyncLock stock = new AsyncLock();
        Task<?>[] pack = new Task<?>[1];
        Task<?> ship = createTask("ship", () -> {
            stock.acquire();
            sleep(Duration.ofMillis(100));
            pack[0].await();
        });
        pack[0] = createTask("pack", () -> {
            sleep(Duration.ofMillis(50));
            stock.acquire();
        });
        ship.await();
    }

    private static void price() {
        await(c -> DelayKt.awaitCancellation(c));
    }

    private static void leak() {
        AsyncQueue<String> nothing = AsyncQueue.unbounded();
        for (int i = 1; i <= 50; i++) {
            createTask("subscriber-" + i, nothing::get);
        }
        sleep(Duration.ofMillis(200));
        Ready.say();
        for (int i = 51; ; i++) {
            sleep(Duration.ofMillis(100));
            createTask("subscriber-" + i, nothing::get);
        }
    }
}
