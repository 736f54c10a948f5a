package suspension;

import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Predicate;
import suspension.bridge.task.BodyTask;
import suspension.bridge.task.Carrier;
import suspension.bridge.task.Waiter;
import suspension.internal.Callers;

/** A wait for the end of what runs in a scope. A body suspends; any other thread blocks. */
final class ScopeWaiter extends Waiter {

    private ScopeWaiter(BodyTask<?> body) {
        super(body);
    }

    /**
     * @param register takes the action to run at the end; returns false if the end has come already
     * @param forget drops that action when the wait has ended
     */
    static void await(String operation, Predicate<Runnable> register, Consumer<Runnable> forget) {
        if (Carrier.current() == null) {
            CountDownLatch latch = new CountDownLatch(1);
            if (register.test(latch::countDown)) {
                BlockingWait.uninterruptibly(latch::await);
            }
            return;
        }
        ScopeWaiter waiter = new ScopeWaiter(Callers.body(operation));
        Runnable wake = waiter::wake;
        if (register.test(wake)) {
            try {
                waiter.await();
            } finally {
                forget.accept(wake);
            }
        }
    }

    @Override
    public String describe() {
        return "the tasks of a scope";
    }
}
