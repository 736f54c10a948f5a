package suspension.samples;

import suspension.Async;
import suspension.Coroutine;

/**
 * The idea: calling a method that gives a coroutine does not run it; {@code Async.run} does.
 *
 * <p>Watch: the coroutine is printed before it says hello.
 */
public final class HelloCoroutine {

    // tag::sample[]
    public static void main(String[] args) {
        Coroutine<Void> coroutine = hello();
        System.out.println(coroutine);
        Async.run(coroutine);
    }

    private static Coroutine<Void> hello() {
        return Coroutine.of(() -> System.out.println("Hello async")).named("hello");
    }
    // end::sample[]
}
