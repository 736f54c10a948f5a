package suspension.samples;

import static suspension.Async.createTask;
import static suspension.Async.yieldNow;

import suspension.Async;

/**
 * The idea: {@code Thread.sleep} in a body does not suspend. It keeps the loop's turn, and nothing else runs meanwhile.
 *
 * <p>Watch: the other task is ready all the time, and has to wait for 2 s. {@code Async.sleep} would let it run.
 */
public final class BlockingInABody {

    // tag::sample[]
    public static void main(String[] args) throws InterruptedException {
        Async.run(() -> {
            createTask(() -> System.out.println("Only now does the other task run"));
            block();
            yieldNow();
        });
    }

    private static void block() throws InterruptedException {
        System.out.println("Start");
        Thread.sleep(2000);
        System.out.println("End");
    }
    // end::sample[]
}
