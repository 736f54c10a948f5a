package suspension;

import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import suspension.bridge.call.StageCancellation;
import suspension.bridge.call.StageHub;
import suspension.bridge.task.BodyTask;
import suspension.bridge.task.BridgeTask;
import suspension.bridge.task.CancelRequest;
import suspension.bridge.task.Failures;
import suspension.bridge.task.Handle;
import suspension.bridge.task.WaitReason;
import suspension.bridge.task.Waiter;

/** A body's wait for a {@link CompletionStage}. */
final class StageWaiter<T extends @Nullable Object> extends Waiter
        implements BiConsumer<@Nullable Object, @Nullable Throwable> {

    private final CompletionStage<? extends T> stage;

    /**
     * The value and the failure are written by whoever completes the stage, before that thread wakes the body, and read
     * by the body.
     */
    private @Nullable Object value;

    private @Nullable Throwable failure;

    private StageWaiter(BodyTask<?> body, CompletionStage<? extends T> stage) {
        super(body);
        this.stage = stage;
    }

    static <T extends @Nullable Object> T await(BodyTask<?> body, CompletionStage<? extends T> stage) {
        try {
            body.host().beforeCall(body);
        } catch (Exception e) {
            throw Failures.unchecked(e);
        }
        StageWaiter<T> waiter = new StageWaiter<>(body, stage);
        Handle listening = StageHub.listen(stage, waiter);
        if (waiter.isWaiting()) { // a stage that is complete does not suspend
            try {
                waiter.await();
            } catch (Throwable e) {
                listening.cancel();
                throw e;
            }
        }
        return waiter.result();
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // the stage gives a T, unless it fails
    private T result() {
        if (failure != null) {
            throw Failures.unchecked(AsyncTimeoutException.translate(failure));
        }
        return (T) value;
    }

    /** Keeps the result of the stage, which is complete now, and wakes the body. */
    @Override
    public void accept(@Nullable Object value, @Nullable Throwable failure) {
        this.value = value;
        this.failure =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        wake();
    }

    /** The body gets its exception at once. The stage is cancelled if it can be. */
    @Override
    protected boolean cancel(CancelRequest request) {
        boolean ended = interrupt(request);
        if (ended) {
            StageCancellation.cancel(stage);
        }
        return ended;
    }

    @Override
    public WaitReason reason() {
        return WaitReason.STAGE;
    }

    @Override
    public String describe() {
        return "a " + stage.getClass().getSimpleName();
    }

    @Override
    public List<? extends BridgeTask<?>> awaited() {
        return stage instanceof TaskFuture<?> future ? List.of(future.task()) : List.of();
    }
}
