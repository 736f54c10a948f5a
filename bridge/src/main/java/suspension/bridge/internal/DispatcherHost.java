package suspension.bridge.internal;

import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.CoroutineScope;
import kotlinx.coroutines.CoroutineScopeKt;
import org.jspecify.annotations.Nullable;

/**
 * A Kotlin context as a home for tasks: a dispatcher that is no loop, with the job and the elements of whoever lends it.
 * Suspend functions run on the dispatcher. A body has a thread of its own and is not confined; what waits for it goes on
 * through the dispatcher.
 *
 * <p>It owns nothing: its tasks are supervised children of the context's job, and end with it.
 */
public final class DispatcherHost extends TaskHost {

    private static final ThreadFactory THREADS = LoopThreads.named("suspension-body");

    /** A virtual thread for each body; platform threads are expensive enough to be used again. */
    private static final Executor BODIES =
            LoopThreads.areVirtual() ? task -> THREADS.newThread(task).start() : Executors.newCachedThreadPool(THREADS);

    /** For all such hosts together: nobody closes them one by one. */
    private static final BlockingCalls BLOCKING_CALLS = new BlockingCalls("suspension", () -> {});

    private final CoroutineContext context;
    private final Executor dispatcher;

    public DispatcherHost(CoroutineContext context) {
        this.context = context;
        this.dispatcher = Dispatching.executor(context);
    }

    @Override
    public String name() {
        return Dispatching.nameOf(context);
    }

    @Override
    public boolean isDebug() {
        return Boolean.getBoolean("suspension.debug");
    }

    @Override
    public CoroutineScope taskScope() {
        return CoroutineScopeKt.CoroutineScope(context);
    }

    @Override
    @Nullable
    CoroutineContext lentContext() {
        return context;
    }

    @Override
    boolean interruptsBodies() {
        return true;
    }

    @Override
    void startBody(BodyTask<?> body) {
        BODIES.execute(() -> ThreadCarrier.carry(body));
    }

    @Override
    void startCall(SuspendTask<?> call) {
        Dispatching.dispatch(call.context(), call);
    }

    @Override
    void requested(CancellableBody<?> body) {
        if (body.carrierIfStarted() instanceof ThreadCarrier carrier) {
            carrier.interruptForRequest();
        }
    }

    @Override
    public void execute(Runnable task) {
        dispatcher.execute(() -> {
            try {
                task.run();
            } catch (Throwable e) {
                uncaught("A callback on '" + name() + "' failed", null, e, null);
            }
        });
    }

    @Override
    public TimerHandle after(long nanos, Runnable action) {
        return Dispatching.after(context, nanos, Objects.requireNonNull(action));
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public BlockingCalls blockingCalls() {
        return BLOCKING_CALLS;
    }

    /** Its threads may be blocked: each carries one body, which nobody else needs. */
    @Override
    public boolean isCurrent() {
        return false;
    }

    /** Kotlin goes on after any error, and the task's outcome tells this one. */
    @Override
    void fatal(@Nullable Throwable error) {}

    @Override
    void handle(UncaughtError error) {
        if (!Dispatching.handle(context, error.failure())) {
            log(error);
        }
    }
}
