package suspension.samples;

import static java.time.Duration.ofSeconds;
import static suspension.Async.sleep;

import suspension.Coroutine;
import suspension.EventLoop;

/**
 * The idea: three mistakes that everybody makes once, and what the library says. The first is refused; the others are
 * logged in debug mode, which {@code -Dsuspension.debug=true} turns on for every loop.
 *
 * <p>Watch: each message names the place in your code, and what to do instead.
 */
public final class BeginnersMistakes {

    public static void main(String[] args) throws InterruptedException {
        try (Warnings warnings = Warnings.capture();
                EventLoop loop = EventLoop.builder().debug(true).build()) {
            System.out.println("1. An async call without a loop:");
            callWithoutLoop();

            System.out.println("2. A blocking sleep in a body:");
            loop.createTask("brewing", () -> blockTheLoop()).join();
            System.out.println(warnings.next("held the turn"));

            System.out.println("3. A forgotten await:");
            loop.createTask("forgetful", () -> forgetToAwait()).join();
            System.out.println(warnings.next("never awaited"));
        }
    }

    private static void callWithoutLoop() {
        try {
            sleep(ofSeconds(1));
        } catch (IllegalStateException e) {
            System.out.println(e.getMessage());
        }
    }

    private static void blockTheLoop() throws InterruptedException {
        Thread.sleep(500);
    }

    private static void forgetToAwait() {
        brewLater("Masala");
    }

    private static Coroutine<Void> brewLater(String name) {
        return Coroutine.of(() -> System.out.println("Brewing " + name)).named("brew " + name);
    }
}
