package suspension.insight.tool;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;
import org.jspecify.annotations.Nullable;
import suspension.insight.tool.recording.Fields;

/** Counts what a process does from frame to frame. Only the thread that reads its events uses it. */
final class TopCounts {

    private static final int KNOWN = 200_000;

    /** A loop of which nothing is heard for so many frames has ended. */
    private static final int PATIENCE = 3;

    private static final long LONG = 50_000_000;

    /** What is known of a task: from the list of pending ones that comes with each frame. */
    private record Known(String name, long loop, String state, long frame) {}

    private static final class Sum {
        private long loop;
        private long count;
        private long nanos;
        private long longest;

        /** Adds something that may have begun before the frame. */
        private void add(long duration, long inFrame) {
            count++;
            nanos += inFrame;
            longest = Math.max(longest, duration);
        }
    }

    private final Map<Long, Known> known = new HashMap<>();
    private final Map<Long, LoopFigures> loops = new TreeMap<>();
    private final Map<Long, Long> heard = new HashMap<>();
    private final Map<Long, Instant> measured = new HashMap<>();

    /** The figures when the frame began, and of what moment they are. */
    private final Map<Long, LoopFigures> figuresBefore = new HashMap<>();

    private final Map<Long, Instant> measuredBefore = new HashMap<>();
    private final Map<Long, Sum> slices = new HashMap<>();
    private final Map<Long, Long> longestSlices = new HashMap<>();
    private final Map<String, Sum> waits = new HashMap<>();
    private final Map<Long, TopFrame.Blocked> blocked = new TreeMap<>();
    private final Map<Long, double[]> rates = new HashMap<>();
    private long frame;
    private @Nullable Instant begun;
    private @Nullable Instant last;

    /** Takes an event of the library. */
    void add(RecordedEvent event) {
        long task = Fields.number(event, "task");
        long loop = Fields.number(event, "loop");
        Instant end = event.getEndTime();
        last = last == null || end.isAfter(last) ? end : last;
        switch (event.getEventType().getName()) {
            case "suspension.Loop" -> name(loop, event);
            case "suspension.LoopStatistics" -> figures(loop, event);
            case "suspension.PendingTask" -> know(task, loop, event, Fields.text(event, "state", ""));
            case "suspension.Task" -> know(task, loop, event, Fields.text(event, "outcome", "done"));
            case "suspension.Slice" -> {
                long duration = Fields.duration(event);
                Sum sum = slices.computeIfAbsent(task == 0 ? -loop : task, first -> new Sum());
                sum.loop = loop;
                sum.add(duration, inFrame(event, duration));
                longestSlices.merge(loop, duration, Math::max);
            }
            case "suspension.Wait" -> {
                long duration = Fields.duration(event);
                waits.computeIfAbsent(Fields.text(event, "why", "other"), first -> new Sum())
                        .add(duration, duration);
            }
            case "suspension.BlockedLoop" ->
                blocked.put(
                        loop,
                        new TopFrame.Blocked(
                                loop,
                                loops.containsKey(loop) ? loops.get(loop).name() : "loop " + loop,
                                task,
                                nameOfTask(task),
                                Fields.text(event, "thread", "?"),
                                Fields.nanos(event, "held"),
                                Fields.text(event, "stack", "")));
            default -> {
                // of a newer library
            }
        }
    }

    /** What has just ended may have begun long before the frame. Short slices come late, out of buffers. */
    private long inFrame(RecordedEvent event, long duration) {
        Instant start = begun;
        return start == null || duration < LONG
                ? duration
                : Math.max(
                        0,
                        Math.min(
                                duration,
                                Duration.between(start, event.getEndTime()).toNanos()));
    }

    private void name(long loop, RecordedEvent event) {
        heard.put(loop, frame);
        LoopFigures figures = loops.get(loop);
        String name = Fields.text(event, "name", "?");
        String group = Fields.text(event, "group");
        loops.put(loop, figures == null ? LoopFigures.of(loop, name, group, null) : figures.named(name, group));
    }

    private void figures(long loop, RecordedEvent event) {
        heard.put(loop, frame);
        LoopFigures known = loops.get(loop);
        LoopFigures figures = LoopFigures.of(
                loop, known == null ? "loop " + loop : known.name(), known == null ? null : known.group(), event);
        loops.put(loop, figures);
        measured.put(loop, event.getStartTime());
        figuresBefore.putIfAbsent(loop, figures);
        measuredBefore.putIfAbsent(loop, event.getStartTime());
    }

    private void know(long task, long loop, RecordedEvent event, String state) {
        if (known.size() < KNOWN || known.containsKey(task)) {
            known.put(task, new Known(Fields.text(event, "name", "task " + task), loop, state, frame));
        }
    }

    /**
     * Takes a mark of the stream, and returns whether a frame is due. Some marks come with no events before them, and say
     * nothing.
     */
    boolean isDue(Duration interval) {
        Instant newest = last;
        Instant start = begun;
        if (newest == null || measured.isEmpty()) {
            return false;
        }
        if (start == null) {
            begin(newest);
            return false;
        }
        // the marks come each second, more or less
        return Duration.between(start, newest).compareTo(interval.minus(interval.dividedBy(5))) >= 0;
    }

    private void begin(Instant mark) {
        begun = mark;
        frame++;
        slices.clear();
        longestSlices.clear();
        waits.clear();
        blocked.clear();
        heard.values().removeIf(of -> of < frame - PATIENCE);
        List.of(loops, measured, figuresBefore, measuredBefore, rates)
                .forEach(each -> each.keySet().retainAll(heard.keySet()));
        figuresBefore.putAll(loops);
        measuredBefore.putAll(measured);
        known.values().removeIf(task -> task.frame() < frame - 2);
    }

    /** Makes a frame of what was counted since the last, and begins the next. */
    TopFrame take() {
        Instant mark = last == null ? Instant.now() : last;
        long elapsed =
                begun == null ? 1 : Math.max(1, Duration.between(begun, mark).toNanos());
        TopFrame taken =
                new TopFrame(mark, elapsed, loopRows(), taskRows(elapsed), waitRows(), List.copyOf(blocked.values()));
        begin(mark);
        return taken;
    }

    private List<TopFrame.LoopRow> loopRows() {
        List<TopFrame.LoopRow> rows = new ArrayList<>();
        loops.forEach((id, now) -> {
            LoopFigures then = figuresBefore.getOrDefault(id, now);
            double[] rate = rates(id, then, now);
            TopFrame.Blocked held = blocked.get(id);
            rows.add(new TopFrame.LoopRow(
                    now.name(),
                    now.group(),
                    rate[0],
                    Math.round(rate[1]),
                    Math.max(longestSlices.getOrDefault(id, 0L), held == null ? 0 : held.held()),
                    now.lag(),
                    now.pending(),
                    now.pending() - then.pending()));
        });
        return rows;
    }

    /** Returns which part of the time the loop was busy, and its slices a second; those before, if none have come. */
    private double[] rates(long loop, LoopFigures then, LoopFigures now) {
        Instant at = measured.get(loop);
        Instant before = measuredBefore.get(loop);
        if (at != null && before != null && at.isAfter(before)) {
            double nanos = Duration.between(before, at).toNanos();
            double busy = (now.timeInSlices() - then.timeInSlices()) / nanos;
            rates.put(loop, new double[] {Math.max(0, Math.min(1, busy)), (now.slices() - then.slices()) * 1e9 / nanos
            });
        }
        return rates.getOrDefault(loop, new double[2]);
    }

    private List<TopFrame.TaskRow> taskRows(long elapsed) {
        for (TopFrame.Blocked held : blocked.values()) { // its slice is an event when it ends
            Sum sum = slices.computeIfAbsent(held.task() == 0 ? -held.loop() : held.task(), first -> new Sum());
            sum.loop = held.loop();
            if (sum.longest < held.held()) {
                sum.add(held.held(), Math.min(elapsed, held.held()));
            }
        }
        List<TopFrame.TaskRow> rows = new ArrayList<>();
        slices.forEach((id, sum) -> rows.add(row(id, sum, elapsed)));
        rows.sort(Comparator.comparingLong(TopFrame.TaskRow::nanos).reversed());
        return rows;
    }

    private TopFrame.TaskRow row(long id, Sum sum, long elapsed) {
        Known task = known.get(id);
        LoopFigures home = loops.get(sum.loop);
        return new TopFrame.TaskRow(
                Math.max(0, id),
                nameOfTask(Math.max(0, id)),
                home == null ? "loop " + sum.loop : home.name(),
                task == null ? "" : task.state(),
                Math.min(elapsed, sum.nanos),
                Math.min(1, (double) sum.nanos / elapsed),
                sum.count,
                sum.longest);
    }

    private List<TopFrame.WaitRow> waitRows() {
        List<TopFrame.WaitRow> rows = new ArrayList<>();
        waits.forEach((why, sum) -> rows.add(new TopFrame.WaitRow(why, sum.count, sum.nanos, sum.longest)));
        rows.sort(Comparator.comparingLong(TopFrame.WaitRow::nanos).reversed());
        return rows;
    }

    private String nameOfTask(long id) {
        Known task = known.get(id);
        return id == 0 ? "callbacks, Kotlin" : task == null ? "task " + id : task.name();
    }
}
