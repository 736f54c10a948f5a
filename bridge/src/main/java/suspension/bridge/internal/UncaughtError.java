package suspension.bridge.internal;

import org.jspecify.annotations.Nullable;

/** An error that reached no caller. {@code creation} tells, in debug mode, where the task was made. */
public record UncaughtError(
        String message,
        @Nullable String taskName,
        Throwable failure,
        @Nullable Throwable creation) {

    /** What is told of such errors. */
    @FunctionalInterface
    public interface Handler {
        void handle(UncaughtError error) throws Exception;
    }
}
