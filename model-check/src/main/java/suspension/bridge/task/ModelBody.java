package suspension.bridge.task;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A body, and somebody outside who waits for its end. */
public final class ModelBody<T extends @Nullable Object> {

    private final BodyTask<T> task;
    private final CountDownLatch done = new CountDownLatch(1);

    public ModelBody(TaskHost host, Callable<? extends T> code) {
        task = new BodyTask<>(host, "body", code);
        task.onCompletion(completed -> done.countDown());
    }

    /** Makes a body and starts it. */
    public static <T extends @Nullable Object> ModelBody<T> start(TaskHost host, Callable<? extends T> code) {
        ModelBody<T> body = new ModelBody<>(host, code);
        body.start();
        return body;
    }

    public void start() {
        task.start();
    }

    public BodyTask<T> task() {
        return task;
    }

    /** Asks the body to cancel, and returns whether it accepts that. */
    public boolean cancel() {
        return task.cancel(null);
    }

    /** Spins until the body waits for something. */
    public void awaitSuspension() {
        while (!isSuspended()) {
            Thread.onSpinWait();
        }
    }

    /** Whether the body waits for something and has not been woken. */
    public boolean isSuspended() {
        return task.waitsFor() != null;
    }

    /** Blocks until the body has ended, and returns whether it ended by cancellation. */
    public boolean awaitCancelled() throws InterruptedException {
        done.await();
        task.markObserved();
        return task.isCancelled();
    }

    /** Blocks until the body has ended, and returns its value. */
    public @Nullable T awaitValue() throws InterruptedException {
        if (awaitCancelled() || task.failure() != null) {
            throw new AssertionError("The body failed", task.failure());
        }
        return task.value();
    }

    /** Makes something for a body to wait on; anybody may wake it. */
    public static Waiter waiterOf(BodyTask<?> body) {
        return new PlainWaiter(body);
    }

    private static final class PlainWaiter extends Waiter {

        PlainWaiter(BodyTask<?> body) {
            super(body);
        }

        @Override
        public String describe() {
            return "the check";
        }
    }
}
