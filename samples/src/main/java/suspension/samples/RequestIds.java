package suspension.samples;

import static java.time.Duration.ofMillis;
import static suspension.Async.gather;
import static suspension.Async.sleep;

import java.time.Duration;
import suspension.Async;
import suspension.ContextVar;

/**
 * The idea: a {@code ContextVar} follows a task into everything that it calls and starts, so nobody has to hand the id of
 * a request from method to method.
 *
 * <p>Watch: the requests are served at the same time, on one loop, and each line bears the right id.
 */
public final class RequestIds {

    private static final ContextVar<String> REQUEST = ContextVar.withDefault("request", "-");

    public static void main(String[] args) {
        Async.run(() -> {
            gather(() -> serve("r-1", "Masala", ofMillis(150)), () -> serve("r-2", "Green", ofMillis(300)));
            log("idle");
        });
    }

    private static void serve(String id, String tea, Duration time) {
        REQUEST.where(id, () -> {
            log("wants " + tea);
            gather(() -> boil(time), () -> log("takes a cup"));
            log("gets " + tea);
        });
    }

    private static void boil(Duration time) {
        sleep(time);
        log("the water boils");
    }

    private static void log(String message) {
        System.out.println("[" + REQUEST.get() + "] " + message);
    }
}
