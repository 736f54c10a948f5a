package suspension.samples;

import static java.time.Duration.ofMillis;
import static suspension.Async.createTask;
import static suspension.Async.sleep;
import static suspension.Async.toThread;
import static suspension.Async.yieldNow;

import java.util.stream.IntStream;
import suspension.Async;
import suspension.Awaitable;

/**
 * The idea: work that computes never suspends, so on the loop it stops everything else. {@code toThread} hands it to a
 * thread of its own, and suspends until it is done.
 *
 * <p>Watch: the clock, a task that ticks every 5 ms, as long as it gets its turn.
 */
public final class CpuHeavyWork {

    private int ticks;

    public static void main(String[] args) {
        new CpuHeavyWork().show();
    }

    private void show() {
        Async.run(() -> {
            createTask("clock", this::tick);
            yieldNow();
            measure("On the loop", () -> countPrimes());
            measure("In a thread", () -> toThread(() -> countPrimes()));
        });
    }

    private void tick() {
        while (true) {
            sleep(ofMillis(5));
            ticks++;
        }
    }

    private void measure(String where, Awaitable<Long, RuntimeException> work) {
        int before = ticks;
        long primes = work.await();
        String clock = ticks > before ? "went on" : "stood still";
        System.out.println(where + ": counted " + primes + " primes, and the clock " + clock);
    }

    private static long countPrimes() {
        return IntStream.range(2, 300_000).filter(CpuHeavyWork::isPrime).count();
    }

    private static boolean isPrime(int number) {
        return IntStream.rangeClosed(2, (int) Math.sqrt(number)).noneMatch(divisor -> number % divisor == 0);
    }
}
