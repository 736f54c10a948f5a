package suspension.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * Says whether samples are flat. The first third is the warm-up; the median of the last third is compared with the
 * median of the second, so that one odd sample decides nothing.
 */
final class Trend {

    /** With fewer samples, a third says nothing. */
    static final int LEAST = 6;

    /** The JIT compiler, soft references and lazy tables move the heap by less than this. */
    private static final double HEAP_SHARE = 0.05;

    private static final long HEAP_BYTES = 4_000_000;

    /** Rare paths, and the accessors that reflection makes, load classes late; a class for each scene is thousands. */
    private static final long CLASSES = 100;

    /** How many threads are idle depends on the last minute's plays; a thread for each scene is thousands. */
    private static final long POOLED = 16;

    /** An idle thread may still have the last thing that it ran on its stack. */
    private static final int ALIVE = 8;

    private final List<Sample> second;
    private final List<Sample> last;
    private final List<String> complaints = new ArrayList<>();

    private Trend(List<Sample> samples) {
        int size = samples.size();
        second = samples.subList(size / 3, size * 2 / 3);
        last = samples.subList(size * 2 / 3, size);
    }

    /** Returns what is not flat; nothing if there are too few samples. */
    static List<String> complaints(List<Sample> samples) {
        if (samples.size() < LEAST) {
            return List.of();
        }
        Trend trend = new Trend(samples);
        trend.judge();
        return trend.complaints;
    }

    private void judge() {
        long heap = median(second, Sample::heap);
        check("The heap", Sample::heap, Math.max((long) (heap * HEAP_SHARE), HEAP_BYTES));
        check("The number of classes", Sample::classes, CLASSES);
        check("The number of pooled threads", Sample::pooled, POOLED);
        check("The number of loops and tasks that have ended but are kept", Sample::alive, ALIVE);
        Map<String, Integer> before = second.get(second.size() - 1).others();
        Map<String, Integer> after = last.get(last.size() - 1).others();
        if (last.get(last.size() - 1).threads() > second.get(second.size() - 1).threads()) {
            complaints.add("Threads at rest are not the same: first " + before + ", then " + after);
        }
    }

    private void check(String what, ToLongFunction<Sample> value, long margin) {
        long before = median(second, value);
        long after = median(last, value);
        if (after > before + margin) {
            complaints.add(what + " grows: first " + before + ", then " + after + " (medians; " + margin
                    + " more would be flat)");
        }
    }

    private static long median(List<Sample> samples, ToLongFunction<Sample> value) {
        return samples.stream()
                .mapToLong(value)
                .sorted()
                .skip(samples.size() / 2)
                .findFirst()
                .orElseThrow();
    }
}
