package suspension.testing;

import static suspension.Async.createTask;
import static suspension.Async.sleep;
import static suspension.Async.yieldNow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import suspension.Task;
import suspension.sync.AsyncLock;

/** How many schedules of a test of ten tasks are tried in a second; see {@code testing/schedules}. */
final class ScheduleRate {

    private static final int SCHEDULES = 10_000;
    private static final int ROUNDS = 7;

    private ScheduleRate() {}

    public static void main(String[] arguments) {
        round(); // warms up
        double[] rates = new double[ROUNDS];
        Arrays.setAll(rates, round -> round());
        Arrays.sort(rates);
        System.out.printf(
                "%s: %,.0f schedules a second (median of %d rounds of %,d; %,.0f to %,.0f)%n",
                Runtime.version(), rates[ROUNDS / 2], ROUNDS, SCHEDULES, rates[0], rates[ROUNDS - 1]);
    }

    private static double round() {
        long start = System.nanoTime();
        VirtualTime.explore(SCHEDULES, ScheduleRate::tenTasks);
        return SCHEDULES * 1e9 / (System.nanoTime() - start);
    }

    /** Each task suspends three times or four: to yield, to sleep, in the lock, and for the lock if it has to wait. */
    private static void tenTasks() {
        AsyncLock lock = new AsyncLock();
        List<Task<Void>> tasks = new ArrayList<>();
        for (int i = 1; i <= 10; i++) {
            Duration delay = Duration.ofMillis(i);
            tasks.add(createTask(() -> {
                yieldNow();
                sleep(delay);
                try (AsyncLock.Held held = lock.acquire()) {
                    yieldNow();
                }
            }));
        }
        tasks.forEach(Task::await);
    }
}
