package suspension.bridge.internal;

import java.util.Objects;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import org.jspecify.annotations.Nullable;

/** A task whose coroutine is a Kotlin suspend function. It is cancelled Kotlin's way: its job. */
public final class SuspendTask<T extends @Nullable Object> extends BridgeTask<T> {

    /** Let go of when the coroutine starts: what it holds on to may be much, and there may be many. */
    private @Nullable KotlinCall<T> call;

    /** What lets the coroutine go on. Written by the coroutine when it parks, and let go of when it goes on. */
    @Nullable
    Continuation<? super Unit> parked;

    private boolean resumed;

    public SuspendTask(TaskHost host, @Nullable String name, KotlinCall<T> call) {
        this(host, null, name, call);
    }

    /** @param lent the context whose supervised child this is; null for what the host says */
    public SuspendTask(TaskHost host, @Nullable CoroutineContext lent, @Nullable String name, KotlinCall<T> call) {
        super(host, lent, name);
        this.call = call;
    }

    @Override
    void launch() {
        Coroutines.launchSuspend(this);
    }

    /** The call, for the coroutine, once. */
    KotlinCall<T> takeCall() {
        KotlinCall<T> taken = Objects.requireNonNull(call);
        call = null;
        return taken;
    }

    /** The call has given its value. Called by the coroutine. */
    void markResumed() {
        if (resumed) {
            throw new IllegalStateException("The suspend function of " + name() + " has been resumed before");
        }
        resumed = true;
    }

    @Override
    void begin() {
        host().startCall(this);
    }

    /** Runs the function on the calling thread until it suspends, with what its context installs there in force. */
    @Override
    public void run() {
        Continuation<? super Unit> coroutine = takeParked();
        SliceContext.run(coroutine.getContext(), () -> Coroutines.resume(coroutine));
    }

    /** The context of the coroutine, which has not begun. */
    CoroutineContext context() {
        return Objects.requireNonNull(parked).getContext();
    }

    private Continuation<? super Unit> takeParked() {
        Continuation<? super Unit> taken = Objects.requireNonNull(parked);
        parked = null;
        return taken;
    }

    @Override
    void abandon(Throwable reason) {
        Coroutines.fail(takeParked(), reason);
    }

    /** The coroutine is about to end, perhaps without having begun. */
    void ends() {
        call = null;
        completeWithCoroutine();
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
