package suspension.insight.tool.timeline;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a recording shows of loops and tasks. Times are in nanoseconds from its start.
 *
 * @param title what it shows, for people
 * @param startMillis when it was started, in milliseconds since 1970
 * @param duration how long it is
 */
public record Timeline(
        String title,
        long startMillis,
        long duration,
        List<Loop> loops,
        List<Task> tasks,
        List<Slice> slices,
        List<Wait> waits,
        List<Blocked> blocked,
        List<Call> calls,
        List<Lag> lags) {

    /** Makes a timeline; the lists are copied. */
    public Timeline {
        loops = List.copyOf(loops);
        tasks = List.copyOf(tasks);
        slices = List.copyOf(slices);
        waits = List.copyOf(waits);
        blocked = List.copyOf(blocked);
        calls = List.copyOf(calls);
        lags = List.copyOf(lags);
    }

    /** A loop, and the group that it belongs to, if any. */
    public record Loop(int id, String name, @Nullable String group) {}

    /**
     * A task.
     *
     * @param creator the id of the task whose code created it; 0 if none did
     * @param kind "body" or "suspend function"
     * @param created may be before the recording, and negative then
     * @param started null if its code was never entered
     * @param ended null if it was pending at the end
     * @param outcome "returned", "failed", "cancelled" or "pending"
     * @param error what it failed with, or null
     */
    public record Task(
            long id,
            String name,
            int loop,
            long creator,
            String kind,
            long created,
            @Nullable Long started,
            @Nullable Long ended,
            String outcome,
            @Nullable String error) {}

    /** A stretch in which a task, or if it is 0 a callback or Kotlin's code, had the turn of a loop. */
    public record Slice(long task, int loop, long from, long to) {}

    /**
     * A stretch in which a task waited.
     *
     * @param why the reason, one of few
     * @param what what it waited for, for people
     * @param awaited the id of the task that it waited for; 0 if it was something else
     * @param wokenBy the id of the task whose code ended the wait; 0 if none did
     * @param waker "task", "timer", or the name of the thread that ended the wait; null if it did not end
     * @param stack where it waited, a frame a line, innermost first; null if that was not recorded
     */
    public record Wait(
            long task,
            long from,
            long to,
            String why,
            String what,
            long awaited,
            long wokenBy,
            @Nullable String waker,
            @Nullable String stack) {}

    /** A stretch in which one slice kept all others from running for long. */
    public record Blocked(int loop, long task, long from, long to, String thread, String stack) {}

    /** A call that a task had handed to a thread. */
    public record Call(long task, long from, long to, String thread) {}

    /** How late a loop was at a moment: its queue, and its timers. */
    public record Lag(int loop, long at, long queue, long timer) {}
}
