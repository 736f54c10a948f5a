package suspension.samples;

import static java.time.Duration.ofSeconds;
import static suspension.Async.sleep;

import suspension.Async;
import suspension.Awaitable;

/**
 * The idea: any class can be awaited, by implementing {@code Awaitable}; {@code run}, {@code gather} and the rest take
 * it as they take a lambda.
 *
 * <p>Watch: unlike a {@code Coroutine}, it is awaited as often as you like, and waits each time.
 */
public record MyAwaitable(int delay, int value) implements Awaitable<Integer, RuntimeException> {

    public static void main(String[] args) {
        MyAwaitable awaitable = new MyAwaitable(2, 99);
        System.out.println(awaitable.describe());
        Async.run(() -> {
            int direct = awaitable.await();
            System.out.println("Direct await result: " + direct);
        });
        int result = Async.run(() -> awaitable.run());
        System.out.println("Async run() result: " + result);
    }

    public String describe() {
        return "MyAwaitable: will wait " + delay + "s and return " + value;
    }

    // tag::await[]
    @Override
    public Integer await() {
        System.out.println("Starting await");
        sleep(ofSeconds(delay));
        System.out.println("Finished await");
        return value;
    }
    // end::await[]

    public int run() {
        int result = await();
        System.out.println("run() got result: " + result);
        return result;
    }
}
