package suspension.insight.tool.timeline;

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
import suspension.insight.tool.recording.FrameText;
import suspension.insight.tool.recording.Graph;
import suspension.insight.tool.recording.GraphTexts;

/** Collects events in any order, and makes a timeline of them. Until then times are in nanoseconds since 1970. */
final class TimelineReader {

    private final Map<Integer, Timeline.Loop> loops = new TreeMap<>();
    private final Map<Long, Timeline.Task> tasks = new TreeMap<>();
    private final List<Timeline.Slice> slices = new ArrayList<>();
    private final List<Timeline.Wait> waits = new ArrayList<>();
    private final List<Timeline.Blocked> looks = new ArrayList<>();
    private final List<Timeline.Call> calls = new ArrayList<>();
    private final List<Timeline.Lag> lags = new ArrayList<>();
    private final Stacks stacks = new Stacks();
    private final Map<String, String> texts = new HashMap<>();

    private final GraphTexts graph = new GraphTexts();
    private long graphTaken;

    /** When a task was last seen to be pending, and whether it was suspended then. */
    private record Seen(long at, boolean suspended) {}

    private final Map<Long, Seen> pending = new HashMap<>();

    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;

    /** Whether nothing was added. */
    boolean isEmpty() {
        return last == Long.MIN_VALUE;
    }

    /**
     * Takes an event.
     *
     * @param type its name, without the prefix; one that is not known is not taken
     */
    void add(String type, RecordedEvent event) {
        switch (type) {
            case "Loop" -> {
                seen(nanos(event.getStartTime()));
                int id = loop(event);
                loops.put(
                        id,
                        new Timeline.Loop(id, Fields.text(event, "name", "loop " + id), Fields.text(event, "group")));
            }
            case "Task" -> task(event);
            case "PendingTask" -> pendingTask(event);
            case "Slice" -> {
                long from = seen(nanos(event.getStartTime()));
                long to = seen(from + Fields.duration(event));
                slices.add(new Timeline.Slice(Fields.number(event, "task"), loop(event), from, to));
            }
            case "Wait" -> addWait(event);
            case "LoopStatistics" ->
                lags.add(new Timeline.Lag(
                        loop(event),
                        seen(nanos(event.getStartTime())),
                        Fields.nanos(event, "queueLag"),
                        Fields.nanos(event, "timerLag")));
            case "BlockedLoop" -> {
                long at = seen(nanos(event.getStartTime()));
                looks.add(new Timeline.Blocked(
                        loop(event),
                        Fields.number(event, "task"),
                        at - Fields.nanos(event, "held"),
                        at,
                        text(event, "thread"),
                        once(String.join("\n", FrameText.frames(Fields.text(event, "stack", ""))))));
            }
            case "BlockingCall" -> {
                long from = seen(nanos(event.getStartTime()));
                long to = seen(from + Fields.duration(event));
                calls.add(new Timeline.Call(Fields.number(event, "task"), from, to, text(event, "thread")));
            }
            case "TaskGraph" -> {
                graph.add(event);
                graphTaken = Math.max(graphTaken, seen(nanos(event.getStartTime())));
            }
            default -> {
                // of a newer library
            }
        }
    }

    private static int loop(RecordedEvent event) {
        return (int) Fields.number(event, "loop");
    }

    private String text(RecordedEvent event, String field) {
        return once(Fields.text(event, field, ""));
    }

    /** The same text is kept once. */
    private String once(String text) {
        String known = texts.putIfAbsent(text, text);
        return known == null ? text : known;
    }

    /** Takes part of the recording's time. Tasks may be older, and do not. */
    private long seen(long nanos) {
        first = Math.min(first, nanos);
        last = Math.max(last, nanos);
        return nanos;
    }

    private static long nanos(Instant moment) {
        return moment.getEpochSecond() * 1_000_000_000 + moment.getNano();
    }

    private void task(RecordedEvent event) {
        long created = nanos(event.getStartTime());
        long ended = created + Fields.duration(event);
        last = Math.max(last, ended);
        add(event, created, ended, Fields.text(event, "outcome", "returned"));
    }

    private void pendingTask(RecordedEvent event) {
        long at = seen(nanos(event.getStartTime()));
        String state = Fields.text(event, "state", "");
        boolean suspended = state.equals("waiting") || state.equals("in a suspend function");
        pending.merge(
                Fields.number(event, "task"),
                new Seen(at, suspended),
                (before, now) -> now.at() >= before.at() ? now : before);
        Timeline.Task known = tasks.get(Fields.number(event, "task"));
        if (known == null || known.ended() == null) {
            add(event, at - Fields.nanos(event, "age"), null, "pending");
        }
    }

    private void add(RecordedEvent event, long created, @Nullable Long ended, String outcome) {
        long id = Fields.number(event, "task");
        tasks.put(
                id,
                new Timeline.Task(
                        id,
                        Fields.text(event, "name", "task " + id),
                        loop(event),
                        Fields.number(event, "creator"),
                        Fields.text(event, "kind", "body"),
                        created,
                        started(event, created),
                        ended,
                        outcome,
                        Fields.text(event, "error")));
    }

    /** The moment is in whole milliseconds, and how long it took until then is exact. */
    private static @Nullable Long started(RecordedEvent event, long created) {
        Instant started = Fields.moment(event, "started");
        if (started == null) {
            return null;
        }
        return event.hasField("untilStarted") ? created + Fields.nanos(event, "untilStarted") : nanos(started);
    }

    private void addWait(RecordedEvent event) {
        long from = seen(nanos(event.getStartTime()));
        long to = seen(from + Fields.duration(event));
        waits.add(new Timeline.Wait(
                Fields.number(event, "task"),
                from,
                to,
                Fields.text(event, "why", "other"),
                text(event, "what"),
                Fields.number(event, "awaited"),
                Fields.number(event, "wokenBy"),
                Fields.text(event, "waker"),
                stacks.text(event.getStackTrace())));
    }

    /** Makes the timeline of what was added. */
    Timeline timeline(String title) {
        List<Timeline.Blocked> blocked = BlockedStretches.of(looks, slices);
        if (first != Long.MAX_VALUE) {
            slices.addAll(BlockedStretches.unended(blocked, slices, first));
        }
        addUnendedWaits();
        nameUnknown();
        if (first == Long.MAX_VALUE) {
            first = tasks.values().stream()
                    .mapToLong(Timeline.Task::created)
                    .min()
                    .orElse(last);
        }
        addUnrecordedWaits();
        return new Timeline(
                title,
                first / 1_000_000,
                last - first,
                List.copyOf(loops.values()),
                tasks.values().stream().map(this::moved).toList(),
                slices.stream()
                        .map(slice -> new Timeline.Slice(
                                slice.task(), slice.loop(), slice.from() - first, slice.to() - first))
                        .sorted(Comparator.comparingLong(Timeline.Slice::from))
                        .toList(),
                waits.stream()
                        .map(this::moved)
                        .sorted(Comparator.comparingLong(Timeline.Wait::from))
                        .toList(),
                blocked.stream().map(this::moved).toList(),
                calls.stream()
                        .map(call ->
                                new Timeline.Call(call.task(), call.from() - first, call.to() - first, call.thread()))
                        .sorted(Comparator.comparingLong(Timeline.Call::from))
                        .toList(),
                lags.stream()
                        .map(lag -> new Timeline.Lag(lag.loop(), lag.at() - first, lag.queue(), lag.timer()))
                        .sorted(Comparator.comparingLong(Timeline.Lag::at))
                        .toList());
    }

    private Timeline.Task moved(Timeline.Task task) {
        Long started = task.started();
        Long ended = task.ended();
        return new Timeline.Task(
                task.id(),
                task.name(),
                task.loop(),
                task.creator(),
                task.kind(),
                task.created() - first,
                started == null ? null : (Long) (started - first),
                ended == null ? null : (Long) (ended - first),
                task.outcome(),
                task.error());
    }

    private Timeline.Wait moved(Timeline.Wait wait) {
        return new Timeline.Wait(
                wait.task(),
                wait.from() - first,
                wait.to() - first,
                wait.why(),
                wait.what(),
                wait.awaited(),
                wait.wokenBy(),
                wait.waker(),
                wait.stack());
    }

    private Timeline.Blocked moved(Timeline.Blocked blocked) {
        return new Timeline.Blocked(
                blocked.loop(),
                blocked.task(),
                blocked.from() - first,
                blocked.to() - first,
                blocked.thread(),
                blocked.stack());
    }

    /** A wait is an event when it ends. Those that have not are known from the last graph. */
    private void addUnendedWaits() {
        String json = graph.json();
        if (json == null) {
            return;
        }
        Map<Long, Long> active = new HashMap<>();
        slices.forEach(slice -> active.merge(slice.task(), slice.to(), Math::max));
        for (Graph.Task task : Graph.of(json).tasks()) {
            String what = task.waitsFor();
            String why = task.reason();
            long lastActive = active.getOrDefault(task.id(), Long.MIN_VALUE);
            if (what == null || why == null || lastActive > graphTaken) {
                continue;
            }
            long since = task.waitsFromMillis() < 0
                    ? Math.max(first, lastActive)
                    : Math.max(lastActive, graphTaken - task.waitsFromMillis() * 1_000_000);
            String stack = task.stack().isEmpty() ? null : String.join("\n", task.stack());
            waits.add(new Timeline.Wait(task.id(), since, last, why, what, task.awaited(), 0, null, stack));
        }
    }

    private void addUnrecordedWaits() {
        UnrecordedWaits unrecorded = new UnrecordedWaits(slices, waits);
        for (Timeline.Task task : tasks.values()) {
            Long started = task.started();
            Long ended = task.ended();
            Seen seen = pending.get(task.id());
            long from = Math.max(first, started == null ? task.created() : started);
            if (task.kind().equals("suspend function")) {
                waits.addAll(unrecorded.gaps(task.id(), from, ended == null ? last : ended));
            } else if (ended == null && seen != null && seen.suspended()) {
                waits.addAll(unrecorded.last(task.id(), from, seen.at(), last));
            }
        }
    }

    /** Adds the tasks and loops of which something is known, but not their names. */
    private void nameUnknown() {
        for (Timeline.Slice slice : slices) {
            nameUnknown(slice.task(), slice.loop(), slice.from());
        }
        waits.forEach(wait -> nameUnknown(wait.task(), 0, wait.from()));
        calls.forEach(call -> nameUnknown(call.task(), 0, call.from()));
        looks.forEach(look -> nameUnknown(look.task(), look.loop(), look.from()));
        slices.forEach(slice -> nameUnknown(slice.loop()));
        looks.forEach(look -> nameUnknown(look.loop()));
        lags.forEach(lag -> nameUnknown(lag.loop()));
        tasks.values().forEach(task -> nameUnknown(task.loop()));
    }

    private void nameUnknown(long task, int loop, long seen) {
        if (task != 0 && !tasks.containsKey(task)) {
            tasks.put(
                    task, new Timeline.Task(task, "task " + task, loop, 0, "body", seen, seen, null, "pending", null));
        }
    }

    private void nameUnknown(int loop) {
        loops.computeIfAbsent(loop, id -> new Timeline.Loop(id, id == 0 ? "off a loop" : "loop " + id, null));
    }
}
