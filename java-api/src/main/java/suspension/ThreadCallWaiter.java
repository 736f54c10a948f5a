package suspension;

import org.jspecify.annotations.Nullable;
import suspension.bridge.context.CopiedElement;
import suspension.bridge.task.BodyTask;
import suspension.bridge.task.Failures;
import suspension.bridge.task.Handle;
import suspension.bridge.task.WaitReason;
import suspension.bridge.task.Waiter;

/** A body's wait for code that runs on another thread, which may be blocked. */
final class ThreadCallWaiter<T extends @Nullable Object> extends Waiter {

    /** The value and the failure are written by the other thread before it wakes the body, and read by the body. */
    private @Nullable T value;

    private @Nullable Throwable failure;

    /** The other thread, once it runs the call. Written by it, and read without order by those who look from outside. */
    private @Nullable Thread thread;

    private ThreadCallWaiter(BodyTask<?> body) {
        super(body);
    }

    @SuppressWarnings("NullAway") // the value is there once there is no failure
    static <T extends @Nullable Object, X extends Exception> T await(BodyTask<?> body, Awaitable<T, X> call) throws X {
        CopiedElement.leaveThread(body.context());
        try {
            body.host().beforeCall(body);
        } catch (Exception e) {
            throw Failures.<X>throwAs(e);
        }
        ThreadCallWaiter<T> waiter = new ThreadCallWaiter<>(body);
        body.handOverElements();
        Handle submitted = body.host().callOnThread(body.context(), () -> waiter.run(call), waiter::fail);
        try {
            waiter.await();
        } catch (Throwable e) {
            waiter.wake(); // nobody waits any more, also if the wait has not begun
            submitted.cancel(); // withdraws the call if it has not begun
            throw e;
        }
        if (waiter.failure != null) {
            throw Failures.<X>throwAs(waiter.failure);
        }
        return waiter.value;
    }

    @Override
    protected boolean followsHandOver() {
        return true;
    }

    private void run(Awaitable<? extends T, ?> call) {
        thread = Thread.currentThread();
        try {
            value = call.await();
        } catch (Throwable e) {
            failure = e;
        }
        if (body().host().probe() != null) {
            awaitSuspension(); // whether the body suspends must not depend on which thread is faster
        }
        wake();
    }

    private void awaitSuspension() {
        while (isWaiting() && !isSuspended()) {
            Thread.onSpinWait();
        }
    }

    /** Keeps what failed when the context elements were installed on the thread: before the call, or after it. */
    private void fail(Throwable thrown) {
        if (isWaiting()) {
            failure = thrown;
            wake();
        } else {
            body().host().uncaught("What a call on another thread installs there has failed", null, thrown, null);
        }
    }

    @Override
    public WaitReason reason() {
        return WaitReason.THREAD_CALL;
    }

    @Override
    public @Nullable Thread helper() {
        return thread;
    }

    @Override
    public String describe() {
        return "a call on another thread";
    }
}
