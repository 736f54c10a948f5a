package suspension.bridge.task;

import org.jspecify.annotations.Nullable;

/** An error that reached no caller. In debug mode {@code creation} says where the task was created. */
public record UncaughtError(
        String message,
        @Nullable String taskName,
        Throwable failure,
        @Nullable Throwable creation) {

    /** A handler that is told of such errors. */
    @FunctionalInterface
    public interface Handler {
        void handle(UncaughtError error) throws Exception;
    }
}
