package suspension.insight.tool.timeline;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import suspension.insight.tool.json.JsonWriter;

/**
 * Writes a timeline as Chrome's trace events in JSON, which Perfetto and chrome://tracing open: a process for each loop, a
 * thread for each task, arrows from who woke to who was woken.
 */
public final class PerfettoTrace {

    /** Threads of a loop that are not tasks. The ids of tasks are far below. */
    private static final long BLOCKED = 2_000_000_000;

    private static final long FIRST_CALLER = BLOCKED + 1;

    private final Timeline timeline;
    private final BufferedWriter out;
    private final Map<Long, Timeline.Task> tasks = new HashMap<>();

    /** The slices of each task, by their start. */
    private final Map<Long, TreeMap<Long, Timeline.Slice>> slices = new HashMap<>();

    private String separator = "";
    private int flows;

    private PerfettoTrace(Timeline timeline, BufferedWriter out) {
        this.timeline = timeline;
        this.out = out;
        timeline.tasks().forEach(task -> tasks.put(task.id(), task));
        timeline.slices().stream()
                .filter(slice -> slice.task() != 0)
                .forEach(slice -> slices.computeIfAbsent(slice.task(), first -> new TreeMap<>())
                        .put(slice.from(), slice));
    }

    /**
     * Writes the trace.
     *
     * @param timeline what it shows
     * @param file written anew if it exists
     * @throws IOException if the file cannot be written
     */
    public static void write(Timeline timeline, Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("{\"displayTimeUnit\":\"ns\",\"traceEvents\":[\n");
            new PerfettoTrace(timeline, out).write();
            out.write("\n]}\n");
        }
    }

    private void write() throws IOException {
        names();
        spans();
        wakes();
        blocked();
        calls();
        for (Timeline.Lag lag : timeline.lags()) {
            event(
                    "C",
                    lag.loop(),
                    0,
                    lag.at(),
                    "lag in ms",
                    Map.of("args", args("queue", lag.queue() / 1e6, "timers", lag.timer() / 1e6)));
        }
    }

    private void names() throws IOException {
        for (Timeline.Loop loop : timeline.loops()) {
            String name = loop.group() == null ? loop.name() : loop.group() + " / " + loop.name();
            metadata("process_name", loop.id(), 0, "name", name);
            metadata("process_sort_index", loop.id(), 0, "sort_index", loop.id());
            metadata("thread_name", loop.id(), 0, "name", "callbacks and Kotlin's code");
        }
        for (Timeline.Task task : timeline.tasks()) {
            metadata("thread_name", task.loop(), task.id(), "name", task.name());
            metadata("thread_sort_index", task.loop(), task.id(), "sort_index", task.id());
        }
    }

    private void metadata(String what, int loop, long thread, String key, Object value) throws IOException {
        event("M", loop, thread, 0, what, Map.of("args", args(key, value)));
    }

    /** What a task does, or waits for. */
    private record Span(long from, long to, String name, String category, Map<String, Object> args) {}

    private void spans() throws IOException {
        Map<Long, List<Span>> byTask = new TreeMap<>();
        for (Timeline.Slice slice : timeline.slices()) {
            if (slice.task() == 0) {
                span(slice.loop(), 0, new Span(slice.from(), slice.to(), "callback", "slice", Map.of()), slice.to());
            } else {
                byTask.computeIfAbsent(slice.task(), first -> new ArrayList<>())
                        .add(new Span(slice.from(), slice.to(), "runs", "slice", Map.of()));
            }
        }
        for (Timeline.Wait wait : timeline.waits()) {
            byTask.computeIfAbsent(wait.task(), first -> new ArrayList<>())
                    .add(new Span(
                            wait.from(),
                            wait.to(),
                            wait.why(),
                            "wait",
                            args(
                                    "what", wait.what(),
                                    "awaited", nameOf(wait.awaited()),
                                    "woken by", wait.wokenBy() == 0 ? wait.waker() : nameOf(wait.wokenBy()),
                                    "stack", wait.stack())));
        }
        for (Map.Entry<Long, List<Span>> entry : byTask.entrySet()) {
            Timeline.Task task = tasks.get(entry.getKey());
            List<Span> spans = entry.getValue();
            spans.sort(Comparator.comparingLong(Span::from).thenComparingLong(Span::to));
            for (int i = 0; i < spans.size(); i++) {
                span(task == null ? 0 : task.loop(), entry.getKey(), spans.get(i), end(spans, i));
            }
        }
    }

    /** Returns where a span ends, or is cut: a viewer bears spans within spans, but not those that overlap in part. */
    private static long end(List<Span> spans, int i) {
        long end = spans.get(i).to();
        for (int j = i + 1; j < spans.size() && spans.get(j).from() < end; j++) {
            if (spans.get(j).to() > end) {
                return spans.get(j).from();
            }
        }
        return end;
    }

    private void span(int loop, long thread, Span span, long to) throws IOException {
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("dur", micros(to - span.from()));
        more.put("cat", span.category());
        if (!span.args().isEmpty()) {
            more.put("args", span.args());
        }
        event("X", loop, thread, span.from(), span.name(), more);
    }

    private @Nullable String nameOf(long task) {
        Timeline.Task found = tasks.get(task);
        return task == 0 ? null : found == null ? "task " + task : found.name();
    }

    /** Arrows, from the slice that woke to the slice that was woken. Both ends must be in slices. */
    private void wakes() throws IOException {
        for (Timeline.Wait wait : timeline.waits()) {
            Timeline.Task waker = tasks.get(wait.wokenBy());
            Timeline.Task woken = tasks.get(wait.task());
            if (waker == null || woken == null) {
                continue;
            }
            Map.Entry<Long, Timeline.Slice> start =
                    slices.getOrDefault(waker.id(), new TreeMap<>()).floorEntry(wait.to());
            Map.Entry<Long, Timeline.Slice> end = wokenSlice(woken.id(), wait.to());
            if (start == null || end == null) {
                continue;
            }
            flows++;
            long at = Math.max(start.getKey(), Math.min(start.getValue().to(), wait.to()) - 1);
            event("s", waker.loop(), waker.id(), at, "wakes", Map.of("id", flows, "cat", "wake"));
            event("f", woken.loop(), woken.id(), end.getKey(), "wakes", Map.of("id", flows, "cat", "wake", "bp", "e"));
        }
    }

    /** A wait ends in the first moment of a slice, or just before it. */
    private Map.@Nullable Entry<Long, Timeline.Slice> wokenSlice(long task, long at) {
        TreeMap<Long, Timeline.Slice> ofTask = slices.getOrDefault(task, new TreeMap<>());
        Map.Entry<Long, Timeline.Slice> around = ofTask.floorEntry(at);
        return around != null && around.getValue().to() >= at ? around : ofTask.ceilingEntry(at);
    }

    private void blocked() throws IOException {
        for (Timeline.Loop loop : timeline.loops()) {
            if (timeline.blocked().stream().anyMatch(blocked -> blocked.loop() == loop.id())) {
                metadata("thread_name", loop.id(), BLOCKED, "name", "blocked");
                metadata("thread_sort_index", loop.id(), BLOCKED, "sort_index", -1);
            }
        }
        for (Timeline.Blocked blocked : timeline.blocked()) {
            String by = nameOf(blocked.task());
            Map<String, Object> args = args("thread", blocked.thread(), "stack", blocked.stack());
            String name = "blocked by " + (by == null ? "a callback or Kotlin's code" : by);
            span(blocked.loop(), BLOCKED, new Span(blocked.from(), blocked.to(), name, "blocked", args), blocked.to());
        }
    }

    private void calls() throws IOException {
        Map<String, Long> threads = new HashMap<>();
        for (Timeline.Call call : timeline.calls()) {
            Timeline.Task task = tasks.get(call.task());
            int loop = task == null ? 0 : task.loop();
            Long thread = threads.get(loop + call.thread());
            if (thread == null) {
                thread = FIRST_CALLER + threads.size();
                threads.put(loop + call.thread(), thread);
                metadata("thread_name", loop, thread, "name", call.thread());
                metadata("thread_sort_index", loop, thread, "sort_index", thread);
            }
            String name = "call of " + (task == null ? "task " + call.task() : task.name());
            span(loop, thread, new Span(call.from(), call.to(), name, "call", Map.of()), call.to());
        }
    }

    private void event(String phase, int loop, long thread, long at, String name, Map<String, ?> more)
            throws IOException {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("ph", phase);
        event.put("pid", loop);
        event.put("tid", thread);
        event.put("ts", micros(at));
        event.put("name", name);
        event.putAll(more);
        out.write(separator);
        out.write(JsonWriter.write(event));
        separator = ",\n";
    }

    /** Microseconds with three digits behind the point, so that nothing is lost. */
    private static JsonWriter.Raw micros(long nanos) {
        long size = Math.abs(nanos);
        String digits = Long.toString(size % 1000 + 1000).substring(1);
        return new JsonWriter.Raw((nanos < 0 ? "-" : "") + size / 1000 + "." + digits);
    }

    /** The arguments that are not null. */
    private static Map<String, Object> args(@Nullable Object... keysAndValues) {
        Map<String, Object> args = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            Object value = keysAndValues[i + 1];
            if (value != null) {
                args.put(String.valueOf(keysAndValues[i]), value);
            }
        }
        return args;
    }
}
