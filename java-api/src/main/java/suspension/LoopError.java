package suspension;

import org.jspecify.annotations.Nullable;

/**
 * An error that reached no caller: the error of a callback, or of a task that nobody looked at. asyncio passes it to
 * its exception handler.
 *
 * @param loop where it happened
 * @param message what happened, in a sentence
 * @param taskName the name of the task that failed, or null for a callback
 * @param exception the error
 */
public record LoopError(
        EventLoop loop, String message, @Nullable String taskName, Throwable exception) {}
