package suspension.bridge.loop;

import java.time.Duration;

/** Converts durations to nanoseconds, without overflow. */
public final class Durations {

    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    private Durations() {}

    /**
     * Returns the duration in nanoseconds. What does not fit (292 years) becomes {@link Long#MAX_VALUE}, or its
     * negative.
     */
    public static long toNanos(Duration duration) {
        if (duration.isNegative()) {
            return duration.compareTo(LONGEST.negated()) <= 0 ? -Long.MAX_VALUE : duration.toNanos();
        }
        return duration.compareTo(LONGEST) >= 0 ? Long.MAX_VALUE : duration.toNanos();
    }
}
