package suspension.insight.tool;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import suspension.insight.tool.recording.FrameText;

/**
 * What a process has done from one moment to the next. Durations are in nanoseconds.
 *
 * @param tasks those that had slices, the longest time first
 * @param waits those that have ended, by their reason
 * @param blocked the loops of which one slice kept all else from running
 */
record TopFrame(
        Instant at,
        long elapsed,
        List<LoopRow> loops,
        List<TaskRow> tasks,
        List<WaitRow> waits,
        List<Blocked> blocked) {

    private static final int FRAMES = 3;

    record LoopRow(
            String name,
            @Nullable String group,
            double busy,
            long slicesPerSecond,
            long longestSlice,
            long lag,
            long pending,
            long growth) {

        /** Loops of a group are named after it, unless the user has named them. */
        private String title() {
            return group == null || name.startsWith(group) ? name : group + "/" + name;
        }
    }

    record TaskRow(
            long id, String name, String loop, String state, long nanos, double share, long slices, long longest) {}

    record WaitRow(String why, long count, long nanos, long longest) {}

    record Blocked(long loop, String loopName, long task, String taskName, String thread, long held, String stack) {}

    /** Returns the lines of a page, which has that many columns and rows. */
    List<String> lines(String title, int columns, int rows, Terminal terminal) {
        List<String> lines = new ArrayList<>();
        lines.add(Width.cut(title, columns));
        addBlocked(lines, columns, terminal);
        lines.add("");
        addTable(lines, loopTable(Math.max(3, rows / 4)), columns, terminal);
        if (!waits.isEmpty()) {
            lines.add("");
            addTable(lines, waitTable(), columns, terminal);
        }
        lines.add("");
        if (tasks.isEmpty()) {
            lines.add("No task had the turn of a loop.");
        } else {
            addTable(lines, taskTable(Math.max(3, rows - lines.size() - 2)), columns, terminal);
        }
        return lines.size() > rows ? lines.subList(0, rows) : lines;
    }

    private static void addTable(List<String> lines, Table table, int columns, Terminal terminal) {
        List<String> all = table.lines(columns);
        lines.add(terminal.bold(all.get(0)));
        lines.addAll(all.subList(1, all.size()));
    }

    private void addBlocked(List<String> lines, int columns, Terminal terminal) {
        for (Blocked each : blocked) {
            String sentence = "BLOCKED: " + each.loopName() + ", by " + each.taskName() + " for "
                    + Times.text(each.held()) + ", on thread '" + each.thread() + "'";
            lines.add(terminal.red(Width.cut(Width.plain(sentence), columns)));
            frames(each.stack()).forEach(frame -> lines.add(Width.cut("  at " + Width.plain(frame), columns)));
        }
    }

    /** Returns where it is, and the first frames of the user's code. */
    private static List<String> frames(String stack) {
        List<String> all = FrameText.frames(stack);
        return IntStream.range(0, all.size())
                .filter(i -> i == 0 || !FrameText.isPlumbing(all.get(i)))
                .limit(FRAMES)
                .mapToObj(all::get)
                .toList();
    }

    /** The busiest loops, if there is no room for all. */
    private Table loopTable(int room) {
        Table table = new Table()
                .text("LOOP")
                .number("BUSY")
                .number("SLICES/S")
                .number("LONGEST")
                .number("LAG")
                .number("TASKS")
                .number("GROWTH");
        boolean all = loops.size() <= room;
        loops.stream()
                .sorted((a, b) -> all ? 0 : Double.compare(b.busy(), a.busy()))
                .limit(room)
                .forEach(loop -> table.row(
                        loop.title(),
                        percent(loop.busy()),
                        Long.toString(loop.slicesPerSecond()),
                        Times.text(loop.longestSlice()),
                        Times.text(loop.lag()),
                        Long.toString(loop.pending()),
                        loop.growth() == 0 ? "" : String.format(Locale.ROOT, "%+d", loop.growth())));
        if (!all) {
            table.row("and " + (loops.size() - room) + " more", "", "", "", "", "", "");
        }
        return table;
    }

    private Table waitTable() {
        Table table =
                new Table().text("WAITED FOR").number("TIMES").number("IN ALL").number("LONGEST");
        waits.stream()
                .limit(6)
                .forEach(wait -> table.row(
                        wait.why(), Long.toString(wait.count()), Times.text(wait.nanos()), Times.text(wait.longest())));
        return table;
    }

    private Table taskTable(int room) {
        Table table = new Table()
                .text("TASK")
                .text("LOOP")
                .number("TIME")
                .number("SHARE")
                .number("SLICES")
                .number("LONGEST")
                .text("STATE");
        tasks.stream()
                .limit(room)
                .forEach(task -> table.row(
                        task.name(),
                        task.loop(),
                        Times.text(task.nanos()),
                        percent(task.share()),
                        Long.toString(task.slices()),
                        Times.text(task.longest()),
                        task.state()));
        return table;
    }

    private static String percent(double share) {
        return Math.round(share * 100) + " %";
    }

    /** The same for JSON. */
    Map<String, @Nullable Object> toMap() {
        return Snapshot.object(
                "time", at,
                "elapsedNanos", elapsed,
                "loops", loops.stream().map(TopFrame::toMap).toList(),
                "tasks", tasks.stream().map(TopFrame::toMap).toList(),
                "waits", waits.stream().map(TopFrame::toMap).toList(),
                "blocked", blocked.stream().map(TopFrame::toMap).toList());
    }

    private static Object toMap(LoopRow loop) {
        return Snapshot.object(
                "name", loop.name(),
                "group", loop.group(),
                "busy", loop.busy(),
                "slicesPerSecond", loop.slicesPerSecond(),
                "longestSliceNanos", loop.longestSlice(),
                "lagNanos", loop.lag(),
                "pending", loop.pending(),
                "growth", loop.growth());
    }

    private static Object toMap(TaskRow task) {
        return Snapshot.object(
                "id", task.id(),
                "name", task.name(),
                "loop", task.loop(),
                "state", task.state(),
                "nanos", task.nanos(),
                "share", task.share(),
                "slices", task.slices(),
                "longestSliceNanos", task.longest());
    }

    private static Object toMap(WaitRow wait) {
        return Snapshot.object(
                "why", wait.why(), "count", wait.count(), "nanos", wait.nanos(), "longestNanos", wait.longest());
    }

    private static Object toMap(Blocked blocked) {
        return Snapshot.object(
                "loop", blocked.loopName(),
                "task", blocked.task(),
                "taskName", blocked.taskName(),
                "thread", blocked.thread(),
                "heldNanos", blocked.held(),
                "stack", FrameText.frames(blocked.stack()));
    }
}
