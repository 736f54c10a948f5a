package suspension;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import suspension.bridge.task.BodyTask;
import suspension.bridge.task.BridgeTask;
import suspension.bridge.task.Carrier;
import suspension.bridge.task.WaitReason;
import suspension.bridge.task.Waiter;
import suspension.internal.Callers;

/** A wait for the end of what runs in a scope. A body suspends; any other thread blocks. */
final class ScopeWaiter extends Waiter {

    private final Supplier<? extends List<? extends BridgeTask<?>>> tasks;

    private ScopeWaiter(BodyTask<?> body, Supplier<? extends List<? extends BridgeTask<?>>> tasks) {
        super(body);
        this.tasks = tasks;
    }

    /**
     * @param tasks gives the tasks that are not done; any thread calls it
     * @param register takes the action to run at the end; returns false if the end has come already
     * @param forget drops that action when the wait has ended
     */
    static void await(
            String operation,
            Supplier<? extends List<? extends BridgeTask<?>>> tasks,
            Predicate<Runnable> register,
            Consumer<Runnable> forget) {
        if (Carrier.current() == null) {
            CountDownLatch latch = new CountDownLatch(1);
            Runnable open = latch::countDown;
            if (register.test(open) && latch.getCount() > 0) {
                block(operation, latch, () -> forget.accept(open));
            }
            return;
        }
        ScopeWaiter waiter = new ScopeWaiter(Callers.body(operation), tasks);
        Runnable wake = waiter::wake;
        if (register.test(wake)) {
            try {
                waiter.await();
            } finally {
                forget.accept(wake);
            }
        }
    }

    private static void block(String operation, CountDownLatch latch, Runnable forget) {
        try {
            ensureMayBlock(operation);
        } catch (IllegalStateException e) {
            forget.run();
            throw e;
        }
        BlockingWait.uninterruptibly(latch::await);
    }

    /** Refuses to block the calling thread if it must not be blocked. */
    static void ensureMayBlock(String operation) {
        NonBlockingThreads.ensureMayBlock(
                operation,
                "what runs in the scope is done",
                "Call cancel(), which does not wait, or return the futures of the tasks");
    }

    @Override
    public WaitReason reason() {
        return WaitReason.SCOPE;
    }

    @Override
    public String describe() {
        return "the tasks of a scope";
    }

    @Override
    public List<? extends BridgeTask<?>> awaited() {
        return tasks.get();
    }
}
