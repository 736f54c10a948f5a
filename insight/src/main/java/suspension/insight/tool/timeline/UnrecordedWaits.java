package suspension.insight.tool.timeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the stretches in which a task was suspended, and no event says why: Kotlin does not tell of its waits, and a wait
 * that has not ended is no event.
 */
final class UnrecordedWaits {

    static final String WHY = "suspended, reason not recorded";

    private record Stretch(long from, long to) {}

    private final Map<Long, List<Stretch>> known = new HashMap<>();

    UnrecordedWaits(List<Timeline.Slice> slices, List<Timeline.Wait> waits) {
        slices.forEach(slice -> add(slice.task(), slice.from(), slice.to()));
        waits.forEach(wait -> add(wait.task(), wait.from(), wait.to()));
        known.values().forEach(all -> all.sort(Comparator.comparingLong(Stretch::from)));
    }

    private void add(long task, long from, long to) {
        known.computeIfAbsent(task, added -> new ArrayList<>()).add(new Stretch(from, to));
    }

    /** Returns all that is not covered between two moments. */
    List<Timeline.Wait> gaps(long task, long from, long to) {
        List<Timeline.Wait> gaps = new ArrayList<>();
        long until = from;
        for (Stretch stretch : known.getOrDefault(task, List.of())) {
            if (stretch.from() > until && until < to) {
                gaps.add(wait(task, until, Math.min(stretch.from(), to)));
            }
            until = Math.max(until, stretch.to());
        }
        if (until < to) {
            gaps.add(wait(task, until, to));
        }
        return gaps;
    }

    /** Returns the last gap of a task that was seen to be suspended at a moment, if it is one. */
    List<Timeline.Wait> last(long task, long from, long seen, long to) {
        long until = known.getOrDefault(task, List.of()).stream()
                .mapToLong(Stretch::to)
                .reduce(from, Math::max);
        return until > seen || until >= to ? List.of() : List.of(wait(task, until, to));
    }

    private static Timeline.Wait wait(long task, long from, long to) {
        return new Timeline.Wait(task, from, to, WHY, "", 0, 0, null, null);
    }
}
