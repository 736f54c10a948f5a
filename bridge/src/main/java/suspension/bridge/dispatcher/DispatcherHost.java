package suspension.bridge.dispatcher;

import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.CoroutineScope;
import kotlinx.coroutines.CoroutineScopeKt;
import org.jspecify.annotations.Nullable;
import suspension.bridge.context.CopiedElement;
import suspension.bridge.loop.BlockingCalls;
import suspension.bridge.loop.LoopThreads;
import suspension.bridge.task.BodyTask;
import suspension.bridge.task.Carrier;
import suspension.bridge.task.Handle;
import suspension.bridge.task.SuspendTask;
import suspension.bridge.task.TaskHost;
import suspension.bridge.task.UncaughtError;
import suspension.bridge.task.Waiter;

/**
 * A Kotlin context as a home for tasks: a dispatcher that is no loop, with the job and the elements of the code that
 * lends the context. Suspend functions run on the dispatcher. A body has a thread of its own and is not confined to the
 * dispatcher. What waits for the body goes on through the dispatcher. Under a dispatcher that a test drives, the body is
 * a {@link SteppedBody}.
 *
 * <p>This host owns nothing. Its tasks are supervised children of the context's job, and end with it.
 */
public final class DispatcherHost extends TaskHost {

    /**
     * Platform threads, which are reused. They share the processors fairly with a loop's threads, whatever the bodies
     * do.
     */
    private static final Executor BODIES = Executors.newCachedThreadPool(LoopThreads.platform("suspension-body"));

    /** One pool for all such hosts, because nobody closes them one by one. */
    private static final BlockingCalls BLOCKING_CALLS =
            new BlockingCalls("suspension", BlockingCalls.DEFAULT_THREADS, () -> {});

    private final CoroutineContext context;
    private final Executor dispatcher;

    /** The scheduler that drives the dispatcher, or null. */
    private final @Nullable TestScheduler scheduler;

    /** The body that somebody else drives, or null. Only the thread that starts that body uses it. */
    private @Nullable SteppedBody driven;

    public DispatcherHost(CoroutineContext context) {
        this.context = context;
        this.dispatcher = Dispatching.executor(context);
        this.scheduler = TestScheduler.of(context);
    }

    /**
     * Returns the steps of this host's first body, for the caller to drive once it has started the body's task. Returns
     * null if bodies have no steps here.
     */
    public @Nullable SteppedBody stepsOf(BodyTask<?> first) {
        driven = scheduler == null ? null : new SteppedBody(first, context, scheduler, BODIES);
        return driven;
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
    protected CoroutineContext lentContext() {
        return context;
    }

    @Override
    protected @Nullable CoroutineContext copiedElements() {
        return CopiedElement.of(context);
    }

    @Override
    protected boolean interruptsBodies() {
        return true;
    }

    @Override
    protected void startBody(BodyTask<?> body) {
        if (scheduler == null) {
            BODIES.execute(() -> ThreadCarrier.carry(body));
        } else if (driven != null) {
            driven = null;
        } else {
            new SteppedBody(body, context, scheduler, BODIES).start();
        }
    }

    @Override
    protected void startCall(SuspendTask<?> call) {
        Dispatching.dispatch(call.getContext(), call);
    }

    @Override
    protected void requested(BodyTask<?> body) {
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
    public Handle after(long nanos, Runnable action) {
        Objects.requireNonNull(action);
        if (action instanceof Waiter waiter
                && Carrier.current() instanceof SteppedCarrier carrier
                && carrier == waiter.carrier()) {
            return carrier.wakeAfter(
                    Dispatching.millis(nanos), waiter, () -> Dispatching.after(context, scheduler, nanos, action));
        }
        return Dispatching.after(context, scheduler, nanos, action);
    }

    @Override
    public long nanoTime() {
        return scheduler == null ? System.nanoTime() : scheduler.nanoTime();
    }

    @Override
    public Handle callOnThread(CoroutineContext callContext, Runnable call, Consumer<? super Throwable> failed) {
        return BLOCKING_CALLS.submit(callContext, call, failed);
    }

    @Override
    public Object home() {
        return Dispatching.dispatcher(context);
    }

    @Override
    public boolean takesTurns() {
        return scheduler != null;
    }

    @Override
    public Handle soon(Runnable action) {
        return after(0, action);
    }

    @Override
    public void inOrder(Runnable action) {
        action.run();
    }

    @Override
    protected void continueHere(Runnable action) {
        action.run();
    }

    /** Its threads may be blocked, because each carries one body and nobody else needs it. */
    @Override
    public boolean isCurrent() {
        return false;
    }

    /** Does nothing, because Kotlin goes on after any error, and the task's outcome holds this one. */
    @Override
    protected void fatal(@Nullable Throwable error) {}

    @Override
    protected void handle(UncaughtError error) {
        if (!Dispatching.handle(context, error.failure())) {
            log(error);
        }
    }
}
