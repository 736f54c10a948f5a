package suspension.internal;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import suspension.EventLoop;
import suspension.bridge.internal.Loop;
import suspension.bridge.internal.LoopClock;

/** What the module for tests needs of loops beyond their public methods. {@link EventLoop} installs it. */
public abstract class LoopAccess {

    private static @Nullable LoopAccess installed;

    /** Called once, when {@link EventLoop} is initialised. */
    public static void install(LoopAccess access) {
        installed = access;
    }

    /** To be called once there is a builder or a loop. */
    public static LoopAccess get() {
        return Objects.requireNonNull(installed);
    }

    /** Starts a loop for one main task, as {@code Async.run} does, on another clock than the real one. */
    public abstract EventLoop start(EventLoop.Builder builder, LoopClock clock);

    public abstract Loop bridge(EventLoop loop);

    /** The tasks that are not done, a line each, and below it where they are. */
    public abstract String describePending(EventLoop loop);

    /** What is wrong with a coroutine that a listener was told of; null if it has been started. */
    public abstract @Nullable String complaint(Object coroutineWatch);
}
