package suspension.insight.tool.timeline;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import suspension.insight.tool.json.JsonWriter;

/**
 * A timeline as the JSON that its page reads. Times are in microseconds. What there is much of is written in columns, and
 * texts that come again as their number.
 */
final class TimelineData {

    private final Timeline timeline;
    private final Numbering reasons = new Numbering();
    private final Numbering texts = new Numbering();

    private TimelineData(Timeline timeline) {
        this.timeline = timeline;
    }

    /** One line, which can stand in a script element: it has no {@code <}. */
    static String of(Timeline timeline) {
        return JsonWriter.write(new TimelineData(timeline).content()).replace("<", "\\u003c");
    }

    private Map<String, Object> content() {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("version", 1);
        content.put("title", timeline.title());
        content.put("start", timeline.startMillis());
        content.put("duration", micros(timeline.duration()));
        content.put("loops", each(timeline.loops(), TimelineData::loop));
        content.put("tasks", tasks());
        content.put("slices", slices());
        content.put("waits", waits());
        content.put("reasons", reasons.texts());
        content.put("texts", texts.texts());
        content.put("blocked", each(timeline.blocked(), TimelineData::blocked));
        content.put("calls", calls());
        content.put("lag", each(timeline.lags(), TimelineData::lag));
        return content;
    }

    private static Map<String, Object> loop(Timeline.Loop loop) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("id", loop.id());
        entry.put("name", loop.name());
        entry.put("group", loop.group());
        return entry;
    }

    private Map<String, Object> tasks() {
        Columns<Timeline.Task> columns = new Columns<>(timeline.tasks());
        columns.add("id", Timeline.Task::id);
        columns.add("name", Timeline.Task::name);
        columns.add("loop", Timeline.Task::loop);
        columns.add("creator", Timeline.Task::creator);
        columns.add("kind", Timeline.Task::kind);
        columns.add("created", task -> micros(task.created()));
        columns.add("started", task -> micros(task.started()));
        columns.add("ended", task -> micros(task.ended()));
        columns.add("outcome", Timeline.Task::outcome);
        columns.add("error", Timeline.Task::error);
        return columns.content();
    }

    private Map<String, Object> slices() {
        Columns<Timeline.Slice> columns = new Columns<>(timeline.slices());
        columns.add("task", Timeline.Slice::task);
        columns.add("loop", Timeline.Slice::loop);
        columns.add("from", slice -> micros(slice.from()));
        columns.add("to", slice -> micros(slice.to()));
        return columns.content();
    }

    private Map<String, Object> waits() {
        Columns<Timeline.Wait> columns = new Columns<>(timeline.waits());
        columns.add("task", Timeline.Wait::task);
        columns.add("from", wait -> micros(wait.from()));
        columns.add("to", wait -> micros(wait.to()));
        columns.add("why", wait -> reasons.of(wait.why()));
        columns.add("what", wait -> texts.of(wait.what()));
        columns.add("awaited", Timeline.Wait::awaited);
        columns.add("wokenBy", Timeline.Wait::wokenBy);
        columns.add("waker", wait -> texts.of(wait.waker()));
        columns.add("stack", wait -> texts.of(wait.stack()));
        return columns.content();
    }

    private static Map<String, Object> blocked(Timeline.Blocked blocked) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("loop", blocked.loop());
        entry.put("task", blocked.task());
        entry.put("from", micros(blocked.from()));
        entry.put("to", micros(blocked.to()));
        entry.put("thread", blocked.thread());
        entry.put("stack", blocked.stack());
        return entry;
    }

    private Map<String, Object> calls() {
        Columns<Timeline.Call> columns = new Columns<>(timeline.calls());
        columns.add("task", Timeline.Call::task);
        columns.add("from", call -> micros(call.from()));
        columns.add("to", call -> micros(call.to()));
        columns.add("thread", Timeline.Call::thread);
        return columns.content();
    }

    private static Map<String, Object> lag(Timeline.Lag lag) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("loop", lag.loop());
        entry.put("at", micros(lag.at()));
        entry.put("queue", micros(lag.queue()));
        entry.put("timer", micros(lag.timer()));
        return entry;
    }

    /** With three decimals at most, and none that say nothing. */
    private static JsonWriter.@Nullable Raw micros(@Nullable Long nanos) {
        if (nanos == null) {
            return null;
        }
        long rest = Math.abs(nanos % 1000);
        String sign = nanos < 0 && nanos > -1000 ? "-" : "";
        String decimals = rest == 0 ? "" : String.valueOf(1000 + rest).replaceFirst("1", ".");
        return new JsonWriter.Raw(sign + nanos / 1000 + decimals);
    }

    /** Made one by one while they are written. */
    private static <T> Iterable<@Nullable Object> each(List<T> rows, Function<T, @Nullable Object> value) {
        return () -> rows.stream().map(value).iterator();
    }

    /** Lists that tell of the same rows, one for each thing told. */
    private static final class Columns<T> {

        private final List<T> rows;
        private final Map<String, Object> content = new LinkedHashMap<>();

        Columns(List<T> rows) {
            this.rows = rows;
        }

        void add(String name, Function<T, @Nullable Object> value) {
            content.put(name, each(rows, value));
        }

        Map<String, Object> content() {
            return content;
        }
    }

    /** Gives each text a number, the same for equal ones. */
    private static final class Numbering {

        private final Map<String, Integer> numbers = new LinkedHashMap<>();

        /** The number of a text; -1 for none. */
        int of(@Nullable String text) {
            if (text == null) {
                return -1;
            }
            return numbers.computeIfAbsent(text, added -> numbers.size());
        }

        /** The texts in order of their numbers. */
        Iterable<String> texts() {
            return numbers.keySet();
        }
    }
}
