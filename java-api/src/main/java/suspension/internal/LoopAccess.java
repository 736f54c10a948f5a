package suspension.internal;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import suspension.bridge.loop.Loop;
import suspension.bridge.loop.LoopClock;
import suspension.bridge.loop.LoopOrder;
import suspension.bridge.task.BridgeTask;

/**
 * What other packages and the module for tests need of loops beyond their public methods. The class of the loops installs it.
 *
 * @param <L> the public class of loops
 * @param <B> its builder
 */
public abstract class LoopAccess<L, B> {

    private static @Nullable LoopAccess<?, ?> installed;

    /** Keeps the access. The class of the loops calls this once, when it is initialised. */
    public static void install(LoopAccess<?, ?> access) {
        installed = access;
    }

    /** Returns the access. There must be a builder or a loop already. */
    @SuppressWarnings("unchecked") // there is only one class of loops
    public static <L, B> LoopAccess<L, B> get() {
        return (LoopAccess<L, B>) Objects.requireNonNull(installed);
    }

    /** Starts a loop for one main task, as {@code Async.run} does, with another clock and another order than the real ones. */
    public abstract L start(B builder, LoopClock clock, LoopOrder order);

    public abstract Loop bridge(L loop);

    /** Returns the bridge's side of a task. */
    public abstract BridgeTask<?> bridgeOf(Object task);

    /** Returns the public object that stands for a task. */
    public abstract Object taskOf(BridgeTask<?> bridge);

    /** Returns what a loop does and waits for, as a tree, on lines of their own. */
    public abstract String describePending(L loop);

    /** Returns what is wrong with a coroutine that a listener was told of, or null if it has been started. */
    public abstract @Nullable String complaint(Object coroutineWatch);
}
