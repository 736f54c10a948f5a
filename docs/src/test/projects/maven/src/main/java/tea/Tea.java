package tea;

import static java.time.Duration.ofMillis;
import static suspension.Async.gather;
import static suspension.Async.sleep;

import java.util.List;
import suspension.Async;

public final class Tea {

    public static void main(String[] args) {
        List<String> cups = Async.run(() -> gather(() -> brew("Masala"), () -> brew("Green")));
        System.out.println(cups);
    }

    private static String brew(String tea) {
        sleep(ofMillis(1));
        return tea;
    }
}
