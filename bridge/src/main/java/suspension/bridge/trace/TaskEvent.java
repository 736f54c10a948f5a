package suspension.bridge.trace;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Timespan;
import jdk.jfr.Timestamp;
import org.jspecify.annotations.Nullable;

/**
 * A task. The event begins when the task is made, because an event cannot be told to have begun earlier. For a task that
 * is older than the recording it begins when the recording first looks.
 */
@Name("suspension.Task")
@Label("Task")
@Description("A task, from when it was made, or the recording began, until it was done")
@SuppressWarnings("unused") // the recording reads the fields
final class TaskEvent extends SuspensionEvent implements TaskRecord {

    /** Longer messages are cut. */
    private static final int MAX_ERROR = 1_000;

    /** The time of what has not happened. */
    static final long NEVER = Long.MIN_VALUE;

    @Label("Task")
    private long task;

    @Label("Name")
    private @Nullable String name;

    @Label("Loop")
    @Description("0 off a loop")
    private int loop;

    @Label("Creator")
    @Description("The task whose code made it; 0 if it was none, or is not known")
    private long creator;

    @Label("Kind")
    @Description("What its code is: body, or suspend function")
    private @Nullable String kind;

    @Label("Started")
    @Description("When its code began, in whole milliseconds")
    @Timestamp(Timestamp.MILLISECONDS_SINCE_EPOCH)
    private long started = NEVER;

    @Label("Until Started")
    @Description("How long after the start of this event its code began")
    @Timespan(Timespan.NANOSECONDS)
    private long untilStarted = NEVER;

    @Label("Outcome")
    @Description("returned, failed or cancelled")
    private @Nullable String outcome;

    @Label("Error")
    @Description("What it failed with")
    private @Nullable String error;

    /** When the event has begun. */
    private final transient long begunAt = System.nanoTime();

    static @Nullable TaskEvent begun(long creator, boolean running) {
        try {
            TaskEvent event = new TaskEvent();
            event.begin();
            event.creator = creator;
            if (running) {
                event.starts();
            }
            return event;
        } catch (Throwable e) {
            Trace.ignore(e);
            return null;
        }
    }

    @Override
    public void starts() {
        started = System.currentTimeMillis();
        untilStarted = System.nanoTime() - begunAt;
    }

    @Override
    public void ends(TaskFacts facts, boolean cancelled, @Nullable Throwable failure) {
        try {
            end();
            if (shouldCommit()) {
                task = facts.task();
                name = facts.name();
                loop = facts.loop();
                kind = facts.kind();
                outcome = cancelled ? "cancelled" : failure != null ? "failed" : "returned";
                error = failure == null ? null : text(failure);
                commit();
            }
        } catch (Throwable e) {
            Trace.ignore(e);
        }
    }

    /** The message is the user's code. */
    private static String text(Throwable failure) {
        String type = failure.getClass().getName();
        try {
            String message = failure.getMessage();
            String text = message == null ? type : type + ": " + message;
            return text.substring(0, TextParts.end(text, 0, MAX_ERROR));
        } catch (Throwable e) {
            return type;
        }
    }

    @Override
    public void isPending(TaskFacts facts, String state) {
        JfrRecorder.attempt(
                () -> new PendingTaskEvent(facts, creator, started, untilStarted, System.nanoTime() - begunAt, state)
                        .commit());
    }
}
