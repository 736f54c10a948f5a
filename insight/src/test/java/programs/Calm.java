package programs;

import static suspension.Async.gather;
import static suspension.Async.sleep;

import java.time.Duration;
import suspension.Async;

/** Has nothing to hide: two tasks by turns, until the test lets it end. */
public final class Calm {

    private Calm() {}

    public static void main(String[] args) {
        Ready.endWithTheTest();
        Async.run(() -> {
            Ready.say();
            while (true) {
                gather(() -> sleep(Duration.ofMillis(2)), () -> sleep(Duration.ofMillis(3)));
            }
        });
    }
}
