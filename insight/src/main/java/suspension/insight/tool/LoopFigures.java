package suspension.insight.tool;

import java.util.LinkedHashMap;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import org.jspecify.annotations.Nullable;
import suspension.insight.tool.recording.Fields;

/**
 * The figures of a loop. Durations are in nanoseconds.
 *
 * @param timeInSlices with the slice that runs
 */
record LoopFigures(
        long id,
        String name,
        @Nullable String group,
        long slices,
        long timeInSlices,
        long longestSlice,
        long queueLag,
        long timerLag,
        long ready,
        long pending,
        long created,
        long failed,
        long cancelled,
        long threads) {

    /** Puts together what two events say. */
    static LoopFigures of(RecordedEvent loop, @Nullable RecordedEvent statistics) {
        return of(Fields.number(loop, "loop"), Fields.text(loop, "name", "?"), Fields.text(loop, "group"), statistics);
    }

    static LoopFigures of(long id, String name, @Nullable String group, @Nullable RecordedEvent statistics) {
        if (statistics == null) {
            return new LoopFigures(id, name, group, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        }
        return new LoopFigures(
                id,
                name,
                group,
                Fields.number(statistics, "slices"),
                Fields.nanos(statistics, "timeInSlices"),
                Fields.nanos(statistics, "longestSlice"),
                Fields.nanos(statistics, "queueLag"),
                Fields.nanos(statistics, "timerLag"),
                Fields.number(statistics, "ready"),
                Fields.number(statistics, "pending"),
                Fields.number(statistics, "created"),
                Fields.number(statistics, "failed"),
                Fields.number(statistics, "cancelled"),
                Fields.number(statistics, "threads"));
    }

    /** The same, of which the name has become known. */
    LoopFigures named(String known, @Nullable String itsGroup) {
        return new LoopFigures(
                id,
                known,
                itsGroup,
                slices,
                timeInSlices,
                longestSlice,
                queueLag,
                timerLag,
                ready,
                pending,
                created,
                failed,
                cancelled,
                threads);
    }

    long lag() {
        return Math.max(queueLag, timerLag);
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", id);
        map.put("name", name);
        if (group != null) {
            map.put("group", group);
        }
        map.put("slices", slices);
        map.put("timeInSlicesNanos", timeInSlices);
        map.put("longestSliceNanos", longestSlice);
        map.put("queueLagNanos", queueLag);
        map.put("timerLagNanos", timerLag);
        map.put("ready", ready);
        map.put("pending", pending);
        map.put("created", created);
        map.put("failed", failed);
        map.put("cancelled", cancelled);
        map.put("threads", threads);
        return map;
    }
}
