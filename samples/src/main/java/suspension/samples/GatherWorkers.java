package suspension.samples;

import static java.time.Duration.ofSeconds;
import static suspension.Async.gather;
import static suspension.Async.sleep;

import java.util.List;
import java.util.stream.IntStream;
import suspension.Async;
import suspension.Coroutine;

/**
 * The idea: {@code gather} takes as many coroutines as there are, and gives their values in the same order.
 *
 * <p>Watch: five starts, then five ends; 1 s in all.
 */
public final class GatherWorkers {

    public static void main(String[] args) {
        List<Coroutine<String>> workers = IntStream.rangeClosed(1, 5)
                .mapToObj(number -> Coroutine.of(() -> work(number)))
                .toList();
        System.out.println(Async.run(() -> gather(workers)));
    }

    private static String work(int number) {
        System.out.println("Worker " + number + " started");
        sleep(ofSeconds(1));
        System.out.println("Worker " + number + " ended");
        return "result " + number;
    }
}
