package suspension.insight.tool.timeline;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import suspension.insight.tool.timeline.Timeline.Blocked;
import suspension.insight.tool.timeline.Timeline.Call;
import suspension.insight.tool.timeline.Timeline.Lag;
import suspension.insight.tool.timeline.Timeline.Loop;
import suspension.insight.tool.timeline.Timeline.Slice;
import suspension.insight.tool.timeline.Timeline.Task;
import suspension.insight.tool.timeline.Timeline.Wait;

/** Makes timelines by hand. Times are given in microseconds. */
final class TimelineBuilder {

    private final List<Loop> loops = new ArrayList<>();
    private final List<Task> tasks = new ArrayList<>();
    private final List<Slice> slices = new ArrayList<>();
    private final List<Wait> waits = new ArrayList<>();
    private final List<Blocked> blocked = new ArrayList<>();
    private final List<Call> calls = new ArrayList<>();
    private final List<Lag> lags = new ArrayList<>();

    TimelineBuilder loop(int id, String name, @Nullable String group) {
        loops.add(new Loop(id, name, group));
        return this;
    }

    /** A task of which nothing else is to be told. */
    TimelineBuilder returned(long id, String name, int loop, long creator, long created, long ended) {
        return task(id, name, loop, creator, created, created, ended, "returned", null);
    }

    TimelineBuilder task(
            long id,
            String name,
            int loop,
            long creator,
            long created,
            @Nullable Long started,
            @Nullable Long ended,
            String outcome,
            @Nullable String error) {
        tasks.add(new Task(
                id, name, loop, creator, "body", nanos(created), nanos(started), nanos(ended), outcome, error));
        return this;
    }

    TimelineBuilder slice(long task, int loop, long from, long to) {
        slices.add(new Slice(task, loop, nanos(from), nanos(to)));
        return this;
    }

    /** A wait that a timer or Kotlin ended. */
    TimelineBuilder waits(long task, long from, long to, String why, String what, String waker) {
        waits.add(new Wait(task, nanos(from), nanos(to), why, what, 0, 0, waker, stack(why)));
        return this;
    }

    /** A wait that a task ended. */
    TimelineBuilder wokenBy(long waker, long task, long from, long to, String why, String what) {
        waits.add(new Wait(task, nanos(from), nanos(to), why, what, 0, waker, "task", stack(why)));
        return this;
    }

    TimelineBuilder blocked(int loop, long task, long from, long to, String thread, String stack) {
        blocked.add(new Blocked(loop, task, nanos(from), nanos(to), thread, stack));
        return this;
    }

    TimelineBuilder call(long task, long from, long to, String thread) {
        calls.add(new Call(task, nanos(from), nanos(to), thread));
        return this;
    }

    TimelineBuilder lag(int loop, long at, long queue, long timer) {
        lags.add(new Lag(loop, nanos(at), nanos(queue), nanos(timer)));
        return this;
    }

    Timeline build(String title, long duration) {
        return new Timeline(
                title, 1_766_000_000_000L, nanos(duration), loops, tasks, slices, waits, blocked, calls, lags);
    }

    private static String stack(String why) {
        return "suspension.Async." + why.replace(" ", "") + "(Async.java:71)\nshop.Orders.handle(Orders.java:42)";
    }

    private static @Nullable Long nanos(@Nullable Long micros) {
        return micros == null ? null : micros * 1000;
    }

    private static long nanos(long micros) {
        return micros * 1000;
    }
}
