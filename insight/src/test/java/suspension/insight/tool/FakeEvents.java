package suspension.insight.tool;

import java.io.IOException;
import java.nio.file.Path;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.Recording;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import jdk.jfr.Timestamp;

/** Events as those of the library, made by hand. */
@SuppressWarnings("unused") // the recording reads the fields
public final class FakeEvents {

    private FakeEvents() {}

    /** Starts a recording of these events. */
    public static Recording start() {
        Recording recording = new Recording();
        for (String event : Settings.EVENTS) {
            recording.enable("suspension." + event).withoutThreshold();
        }
        recording.enable("suspension.Wait").withStackTrace().withoutThreshold();
        recording.start();
        return recording;
    }

    /** Ends a recording, and writes it. */
    public static Path write(Recording recording, Path file) throws IOException {
        recording.stop();
        recording.dump(file);
        recording.close();
        return file;
    }

    @Name("suspension.Loop")
    @StackTrace(false)
    @Enabled(false)
    private static final class LoopEvent extends Event {
        int loop;
        String name;
        String group;
    }

    public static void loop(int loop, String name, String group) {
        LoopEvent event = new LoopEvent();
        event.loop = loop;
        event.name = name;
        event.group = group;
        event.commit();
    }

    @Name("suspension.Task")
    @StackTrace(false)
    @Enabled(false)
    private static final class TaskEvent extends Event {
        long task;
        String name;
        int loop;
        long creator;
        String kind;

        @Timestamp(Timestamp.MILLISECONDS_SINCE_EPOCH)
        long started = Long.MIN_VALUE;

        @Timespan(Timespan.NANOSECONDS)
        long untilStarted = Long.MIN_VALUE;

        String outcome;
        String error;
    }

    /** A task that has not begun when it ends. */
    public static void cancelledTask(long task, String name, int loop) {
        TaskEvent event = new TaskEvent();
        event.begin();
        event.task = task;
        event.name = name;
        event.loop = loop;
        event.kind = "body";
        event.outcome = "cancelled";
        event.commit();
    }

    public static void failedTask(long task, String name, int loop, long creator, Runnable meanwhile) {
        TaskEvent event = new TaskEvent();
        event.begin();
        event.task = task;
        event.name = name;
        event.loop = loop;
        event.creator = creator;
        event.kind = "suspend function";
        event.started = System.currentTimeMillis();
        event.untilStarted = 1_000;
        meanwhile.run();
        event.outcome = "failed";
        event.error = "java.io.IOException: gone";
        event.commit();
    }

    @Name("suspension.PendingTask")
    @StackTrace(false)
    @Enabled(false)
    private static final class PendingTaskEvent extends Event {
        long task;
        String name;
        int loop;
        long creator;
        String kind;

        @Timestamp(Timestamp.MILLISECONDS_SINCE_EPOCH)
        long started = Long.MIN_VALUE;

        @Timespan(Timespan.NANOSECONDS)
        long untilStarted = Long.MIN_VALUE;

        @Timespan(Timespan.NANOSECONDS)
        long age;

        String state;
    }

    public static void pendingTask(long task, String name, int loop, long age) {
        PendingTaskEvent event = new PendingTaskEvent();
        event.task = task;
        event.name = name;
        event.loop = loop;
        event.kind = "body";
        event.age = age;
        event.state = "waiting";
        event.commit();
    }

    @Name("suspension.Slice")
    @StackTrace(false)
    @Enabled(false)
    private static final class SliceEvent extends Event {
        long task;
        int loop;
    }

    public static void slice(long task, int loop, Runnable meanwhile) {
        SliceEvent event = new SliceEvent();
        event.begin();
        meanwhile.run();
        event.task = task;
        event.loop = loop;
        event.commit();
    }

    @Name("suspension.Wait")
    @Enabled(false)
    private static final class WaitEvent extends Event {
        long task;
        int loop;
        String why;
        String what;
        long awaited;
        long wokenBy;
        String waker;
    }

    public static void waits(
            long task, int loop, String why, String what, long awaited, long wokenBy, Runnable meanwhile) {
        WaitEvent event = new WaitEvent();
        event.begin();
        meanwhile.run();
        event.task = task;
        event.loop = loop;
        event.why = why;
        event.what = what;
        event.awaited = awaited;
        event.wokenBy = wokenBy;
        event.waker = wokenBy == 0 ? "timer" : "task";
        event.commit();
    }

    @Name("suspension.LoopStatistics")
    @StackTrace(false)
    @Enabled(false)
    private static final class LoopStatisticsEvent extends Event {
        int loop;
        long slices;

        @Timespan(Timespan.NANOSECONDS)
        long timeInSlices;

        @Timespan(Timespan.NANOSECONDS)
        long queueLag;

        @Timespan(Timespan.NANOSECONDS)
        long timerLag;

        int pending;
    }

    public static void statistics(int loop, long slices, long timeInSlices, long queueLag, int pending) {
        LoopStatisticsEvent event = new LoopStatisticsEvent();
        event.loop = loop;
        event.slices = slices;
        event.timeInSlices = timeInSlices;
        event.queueLag = queueLag;
        event.pending = pending;
        event.commit();
    }

    @Name("suspension.BlockedLoop")
    @StackTrace(false)
    @Enabled(false)
    private static final class BlockedLoopEvent extends Event {
        int loop;
        long task;
        String thread;

        @Timespan(Timespan.NANOSECONDS)
        long held;

        String stack;
    }

    public static void blocked(int loop, long task, long held, String stack) {
        BlockedLoopEvent event = new BlockedLoopEvent();
        event.loop = loop;
        event.task = task;
        event.thread = "loop-thread";
        event.held = held;
        event.stack = stack;
        event.commit();
    }

    @Name("suspension.BlockingCall")
    @StackTrace(false)
    @Enabled(false)
    private static final class BlockingCallEvent extends Event {
        long task;
        int loop;
        String thread;
    }

    public static void call(long task, int loop, String thread) {
        BlockingCallEvent event = new BlockingCallEvent();
        event.begin();
        event.task = task;
        event.loop = loop;
        event.thread = thread;
        event.commit();
    }

    @Name("suspension.TaskGraph")
    @StackTrace(false)
    @Enabled(false)
    private static final class TaskGraphEvent extends Event {
        long snapshot;
        String format;
        int part;
        int parts;
        String text;
    }

    public static void graph(long snapshot, String format, String... parts) {
        for (int i = 0; i < parts.length; i++) {
            TaskGraphEvent event = new TaskGraphEvent();
            event.snapshot = snapshot;
            event.format = format;
            event.part = i + 1;
            event.parts = parts.length;
            event.text = parts[i];
            event.commit();
        }
    }

    /** An event of the library's that this tool does not know. */
    @Name("suspension.Novelty")
    @StackTrace(false)
    private static final class NoveltyEvent extends Event {
        long task = 1;
    }

    public static void novelty() {
        new NoveltyEvent().commit();
    }
}
