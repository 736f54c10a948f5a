package suspension.bridge.loop;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.CancellableContinuation;
import kotlinx.coroutines.CoroutineDispatcher;
import kotlinx.coroutines.Delay;
import kotlinx.coroutines.DisposableHandle;
import kotlinx.coroutines.ExecutorsKt;
import org.jspecify.annotations.Nullable;

/**
 * A loop as Kotlin's dispatcher. It is kotlinx's own adapter of the loop, but nobody can close it. Every limited view
 * is a view of the same loop, as for all dispatchers with one thread.
 *
 * <p>{@link Delay} is not a stable API of kotlinx. It has been the same from 1.8 to 1.11, and all its calls go to
 * kotlinx's own implementation. Without it {@code delay} would not follow the loop's clock.
 */
@SuppressWarnings({"MissingOverride", "deprecation"}) // what overrides what depends on the version of kotlinx
final class LoopDispatcher extends CoroutineDispatcher implements Delay {

    private final Loop loop;
    private final LoopExecutor executor;
    private final String name;
    private final CoroutineDispatcher adapter;
    private final Delay delay;

    LoopDispatcher(Loop loop, LoopExecutor executor) {
        this(loop, executor, executor.name(), ExecutorsKt.from((Executor) new LoopScheduler(executor)));
    }

    private LoopDispatcher(Loop loop, LoopExecutor executor, String name, CoroutineDispatcher adapter) {
        this.loop = loop;
        this.executor = executor;
        this.name = name;
        this.adapter = adapter;
        this.delay = (Delay) adapter;
    }

    Loop loop() {
        return loop;
    }

    @Override
    public void dispatch(CoroutineContext context, Runnable block) {
        try {
            executor.execute(block);
        } catch (RejectedExecutionException e) {
            adapter.dispatch(context, block); // the adapter is rejected too, and finishes the coroutine elsewhere
        }
    }

    public CoroutineDispatcher limitedParallelism(int parallelism) {
        return limitedParallelism(parallelism, null);
    }

    public CoroutineDispatcher limitedParallelism(int parallelism, @Nullable String viewName) {
        if (parallelism < 1) {
            throw new IllegalArgumentException("Expected positive parallelism level, but got " + parallelism);
        }
        return viewName == null ? this : new LoopDispatcher(loop, executor, viewName, adapter);
    }

    @Override
    public void scheduleResumeAfterDelay(long millis, CancellableContinuation<? super Unit> continuation) {
        delay.scheduleResumeAfterDelay(millis, continuation);
    }

    @Override
    public DisposableHandle invokeOnTimeout(long millis, Runnable block, CoroutineContext context) {
        return delay.invokeOnTimeout(millis, block, context);
    }

    @Override
    public @Nullable Object delay(long millis, Continuation<? super Unit> continuation) {
        return delay.delay(millis, continuation);
    }

    /** Names the loop, or the view. */
    @Override
    public String toString() {
        return "EventLoop[" + name + "]";
    }
}
