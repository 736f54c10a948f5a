package suspension;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import kotlinx.coroutines.Dispatchers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** A loop goes on while other code of its program keeps every core busy. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class BusyCoresTest {

    private static final int CORES = Math.min(32, Runtime.getRuntime().availableProcessors());

    private final CountDownLatch burning = new CountDownLatch(CORES);
    private final CompletableFuture<String> allBurn = new CompletableFuture<>();
    private final AtomicBoolean done = new AtomicBoolean();

    /** Keeps a core busy until the loop has done what it has to do. Tells whether it has. */
    private boolean burn() {
        burning.countDown();
        if (burning.getCount() == 0) {
            allBurn.complete("all burn");
        }
        long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (!done.get() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        return done.get();
    }

    /** What the loop has to do: some timers. */
    private void tick() {
        Async.<String>await(allBurn);
        for (int i = 0; i < 5; i++) {
            Async.sleep(Duration.ofMillis(1));
        }
        done.set(true);
    }

    @Test
    void goesOnBesideCallsOfToThread() {
        try (Home home = Place.LOOP.open()) {
            Task<Void> ticker = home.start(this::tick);
            List<Task<Boolean>> burners = new ArrayList<>();
            for (int i = 0; i < CORES; i++) {
                burners.add(home.start(() -> Async.toThread(this::burn)));
            }
            Home.value(ticker);
            for (Task<Boolean> burner : burners) {
                assertThat(Home.value(burner)).as("the loop went on meanwhile").isTrue();
            }
        }
    }

    @Test
    void goesOnBesideBodiesOffTheLoop() {
        try (Home home = Place.LOOP.open();
                Home elsewhere = Place.DISPATCHER.open()) {
            Task<Void> ticker = home.start(this::tick);
            List<Task<Boolean>> burners = new ArrayList<>();
            for (int i = 0; i < CORES; i++) {
                burners.add(elsewhere.start(this::burn));
            }
            Home.value(ticker);
            for (Task<Boolean> burner : burners) {
                assertThat(Home.value(burner)).as("the loop went on meanwhile").isTrue();
            }
        }
    }

    @Test
    void goesOnBesideABodyThatHasChangedItsDispatcher() {
        try (Home home = Place.LOOP.open()) {
            Task<Void> ticker = home.start(this::tick);
            List<Task<Boolean>> burners = new ArrayList<>();
            for (int i = 0; i < CORES; i++) {
                burners.add(home.start(() -> Async.withContext(Dispatchers.getDefault(), this::burn)));
            }
            Home.value(ticker);
            for (Task<Boolean> burner : burners) {
                assertThat(Home.value(burner)).as("the loop went on meanwhile").isTrue();
            }
        }
    }
}
