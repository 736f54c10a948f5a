package suspension;

import org.jspecify.annotations.Nullable;
import suspension.bridge.internal.BodyTask;
import suspension.bridge.internal.Waiter;

/** A body's wait for code that runs on a thread of its own. */
final class ThreadCall<T extends @Nullable Object> extends Waiter {

    /** Written by the other thread, before it wakes the body. */
    private @Nullable T value;

    private @Nullable Throwable failure;

    private ThreadCall(BodyTask<?> body) {
        super(body);
    }

    @SuppressWarnings("NullAway") // the value is there once there is no failure
    static <T extends @Nullable Object, X extends Exception> T run(BodyTask<?> body, Awaitable<T, X> call) throws X {
        ThreadCall<T> waiter = new ThreadCall<>(body);
        body.host().blockingCalls().submit(body.context(), () -> waiter.call(call));
        waiter.await();
        if (waiter.failure != null) {
            throw Failures.<X>same(waiter.failure);
        }
        return waiter.value;
    }

    private void call(Awaitable<? extends T, ?> call) {
        try {
            value = call.await();
        } catch (Throwable e) {
            failure = e;
        }
        wake();
    }

    @Override
    public String describe() {
        return "a call on another thread";
    }
}
