package suspension;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import suspension.bridge.internal.BodyTask;
import suspension.bridge.internal.CancelRequest;
import suspension.bridge.internal.StageCancellation;
import suspension.bridge.internal.Waiter;

/** A body's wait for a {@link CompletionStage}. */
final class StageWaiter<T extends @Nullable Object> extends Waiter {

    private final CompletionStage<? extends T> stage;

    /** Written by whoever completes the stage, before it wakes the body. */
    private @Nullable T value;

    private @Nullable Throwable failure;

    private StageWaiter(BodyTask<?> body, CompletionStage<? extends T> stage) {
        super(body);
        this.stage = stage;
    }

    @SuppressWarnings("NullAway") // the value is there once there is no failure
    static <T extends @Nullable Object> T await(BodyTask<?> body, CompletionStage<? extends T> stage) {
        StageWaiter<T> waiter = new StageWaiter<>(body, stage);
        stage.whenComplete(waiter::completed);
        waiter.await();
        if (waiter.failure != null) {
            throw Failures.unchecked(Failures.translate(waiter.failure));
        }
        return waiter.value;
    }

    private void completed(@Nullable T value, @Nullable Throwable failure) {
        this.value = value;
        this.failure =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        wake();
    }

    /** The body gets its exception at once; the stage is told, if it can be. */
    @Override
    protected boolean cancel(CancelRequest request) {
        boolean ended = interrupt(request);
        if (ended) {
            StageCancellation.cancel(stage);
        }
        return ended;
    }

    @Override
    public String describe() {
        return "a " + stage.getClass().getSimpleName();
    }
}
