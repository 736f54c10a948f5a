package suspension.bridge.internal;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import kotlin.coroutines.CoroutineContext;
import org.jspecify.annotations.Nullable;

/** A task whose coroutine is a Kotlin suspend function. It is cancelled Kotlin's way: its job. */
public final class SuspendTask<T extends @Nullable Object> extends BridgeTask<T> {

    private @Nullable KotlinCall<T> call;

    public SuspendTask(TaskHost host, @Nullable CoroutineContext lent, @Nullable String name, KotlinCall<T> call) {
        super(host, lent, name);
        this.call = call;
    }

    @Override
    void launch() {
        Coroutines.launchSuspend(this, Objects.requireNonNull(call));
        call = null;
    }

    @Override
    void begin() {
        deferred().start();
    }

    @Override
    void abandon(Throwable reason) {
        deferred().cancel(new CancellationException(reason.getMessage()));
    }

    @Override
    boolean deliver(CancelRequest request) {
        deferred().cancel(request.toException());
        request.setMet();
        return true;
    }

    @Override
    boolean deliverHere(CancelRequest request) {
        return deliver(request);
    }

    @Override
    public @Nullable String waitsFor() {
        return null;
    }
}
