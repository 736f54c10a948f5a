package suspension.soak;

import java.util.Locale;
import java.util.Map;

/**
 * What the process holds while nothing is played.
 *
 * @param seconds since the run began
 * @param heap bytes in use after collections
 * @param classes how many are loaded
 * @param pooled how many threads are kept for the next user
 * @param others how many other threads there are, by name without its number
 * @param alive how many loops and tasks that have ended could not be collected
 */
record Sample(long seconds, long heap, int classes, int pooled, Map<String, Integer> others, int alive) {

    int threads() {
        return others.values().stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%5d s: heap %.2f MB, %d classes, %d threads and %d in pools, %d alive that have ended",
                seconds,
                heap / 1e6,
                classes,
                threads(),
                pooled,
                alive);
    }
}
