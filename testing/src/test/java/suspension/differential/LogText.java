package suspension.differential;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import suspension.AsyncTimeoutException;
import suspension.ExceptionGroup;
import suspension.Outcome;
import suspension.Task;
import suspension.sync.BrokenAsyncBarrierException;
import suspension.sync.QueueShutdownException;

/** Values and exceptions as both logs write them. */
final class LogText {

    /** Those of programs; this library has some of its own. */
    private static final Pattern MESSAGES = Pattern.compile("stuck|by [tk]\\d+");

    private LogText() {}

    static String of(Object value) {
        if (value == null) {
            return "-";
        }
        if (value instanceof List<?> list) {
            return list.stream().map(LogText::of).collect(Collectors.joining(",", "[", "]"));
        }
        if (value instanceof Outcome.Success<?> success) {
            return of(success.value());
        }
        if (value instanceof Outcome.Failure<?> failure) {
            return name(failure.exception());
        }
        if (value instanceof Outcome.Cancelled<?> cancelled) {
            return name(cancelled.exception());
        }
        return value.toString();
    }

    static String state(Task<?> task) {
        if (!task.isDone()) {
            return "pending";
        }
        return task.isCancelled() ? "cancelled" : of(task.outcome());
    }

    static String name(Throwable error) {
        if (error instanceof CancellationException) {
            String message = error.getMessage();
            return message != null && MESSAGES.matcher(message).matches() ? "CE(" + message + ")" : "CE";
        }
        if (error instanceof Boom boom) {
            return "E" + boom.number();
        }
        if (error instanceof AsyncTimeoutException) {
            return "TOE";
        }
        if (error instanceof ExceptionGroup group) {
            return group.exceptions().stream().map(LogText::name).collect(Collectors.joining(",", "EG[", "]"));
        }
        if (error instanceof BrokenAsyncBarrierException) {
            return "BBE";
        }
        if (error instanceof QueueShutdownException) {
            return "QSD";
        }
        if (error instanceof IllegalStateException) {
            return "RE";
        }
        return error instanceof IllegalArgumentException ? "VE" : "?" + error;
    }
}
