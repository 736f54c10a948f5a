package suspension.insight.tool.timeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes one stretch of the looks at one slice that blocked its loop. Slices of a loop follow one another, so looks whose
 * times overlap saw the same.
 */
final class BlockedStretches {

    private BlockedStretches() {}

    static List<Timeline.Blocked> of(List<Timeline.Blocked> looks, List<Timeline.Slice> slices) {
        List<Timeline.Blocked> sorted = new ArrayList<>(looks);
        sorted.sort(Comparator.comparingInt(Timeline.Blocked::loop).thenComparingLong(Timeline.Blocked::to));
        List<Timeline.Blocked> stretches = new ArrayList<>();
        for (Timeline.Blocked look : sorted) {
            Timeline.Blocked before = stretches.isEmpty() ? null : stretches.get(stretches.size() - 1);
            if (before != null && before.loop() == look.loop() && look.from() < before.to()) {
                stretches.set(stretches.size() - 1, join(before, look));
            } else {
                stretches.add(look);
            }
        }
        toTheirEnds(stretches, slices);
        stretches.sort(Comparator.comparingLong(Timeline.Blocked::from));
        return stretches;
    }

    /** The stack of the earlier look stays, unless it is empty. */
    private static Timeline.Blocked join(Timeline.Blocked before, Timeline.Blocked look) {
        return new Timeline.Blocked(
                before.loop(),
                before.task() == 0 ? look.task() : before.task(),
                Math.min(before.from(), look.from()),
                look.to(),
                before.thread(),
                before.stack().isEmpty() ? look.stack() : before.stack());
    }

    /** A slice goes on after the last look at it. */
    private static void toTheirEnds(List<Timeline.Blocked> stretches, List<Timeline.Slice> slices) {
        Map<Integer, TreeMap<Long, Timeline.Slice>> byLoop = new HashMap<>();
        stretches.forEach(stretch -> byLoop.putIfAbsent(stretch.loop(), new TreeMap<>()));
        for (Timeline.Slice slice : slices) {
            TreeMap<Long, Timeline.Slice> ofLoop = byLoop.get(slice.loop());
            if (ofLoop != null) {
                ofLoop.put(slice.from(), slice);
            }
        }
        stretches.replaceAll(stretch -> {
            Map.Entry<Long, Timeline.Slice> slice =
                    byLoop.getOrDefault(stretch.loop(), new TreeMap<>()).lowerEntry(stretch.to());
            boolean longer = slice != null && slice.getValue().to() > stretch.to();
            return longer ? until(stretch, slice.getValue().to()) : stretch;
        });
    }

    /** Returns the slices that had not ended with the recording, which are known from the looks at them alone. */
    static List<Timeline.Slice> unended(List<Timeline.Blocked> stretches, List<Timeline.Slice> slices, long first) {
        Map<Integer, TreeMap<Long, Timeline.Slice>> byLoop = new HashMap<>();
        for (Timeline.Slice slice : slices) {
            byLoop.computeIfAbsent(slice.loop(), added -> new TreeMap<>()).put(slice.from(), slice);
        }
        List<Timeline.Slice> unended = new ArrayList<>();
        for (Timeline.Blocked stretch : stretches) {
            Map.Entry<Long, Timeline.Slice> slice =
                    byLoop.getOrDefault(stretch.loop(), new TreeMap<>()).lowerEntry(stretch.to());
            if (slice == null || slice.getValue().to() < stretch.to()) {
                long from = Math.max(first, stretch.from());
                unended.add(new Timeline.Slice(stretch.task(), stretch.loop(), from, stretch.to()));
            }
        }
        return unended;
    }

    private static Timeline.Blocked until(Timeline.Blocked stretch, long to) {
        return new Timeline.Blocked(
                stretch.loop(), stretch.task(), stretch.from(), to, stretch.thread(), stretch.stack());
    }
}
