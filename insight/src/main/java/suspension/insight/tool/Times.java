package suspension.insight.tool;

import java.util.Locale;

/** Durations for people: two or three digits, and a unit. */
final class Times {

    private static final long MICRO = 1_000;
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000_000_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private Times() {}

    static String text(long nanos) {
        if (nanos < 0) {
            return "-" + text(-Math.max(nanos, -Long.MAX_VALUE));
        }
        if (nanos < MICRO) {
            return nanos == 0 ? "0" : nanos + " ns";
        }
        if (nanos < 9_950) {
            return tenths(nanos, MICRO) + " µs";
        }
        if (nanos < 999_500) {
            return rounded(nanos, MICRO) + " µs";
        }
        if (nanos < 9_950_000) {
            return tenths(nanos, MILLI) + " ms";
        }
        if (nanos < 999_500_000) {
            return rounded(nanos, MILLI) + " ms";
        }
        return nanos < 9_950_000_000L ? tenths(nanos, SECOND) + " s" : longer(nanos);
    }

    private static String longer(long nanos) {
        if (nanos < MINUTE) {
            return nanos / SECOND + " s";
        }
        if (nanos < HOUR) {
            return two(nanos, MINUTE, " min", SECOND, " s");
        }
        return nanos < DAY ? two(nanos, HOUR, " h", MINUTE, " min") : two(nanos, DAY, " d", HOUR, " h");
    }

    private static String two(long nanos, long unit, String name, long smaller, String smallerName) {
        long rest = nanos % unit / smaller;
        return nanos / unit + name + (rest == 0 ? "" : " " + rest + smallerName);
    }

    private static String tenths(long nanos, long unit) {
        return String.format(Locale.ROOT, "%.1f", (double) nanos / unit);
    }

    private static long rounded(long nanos, long unit) {
        return (nanos + unit / 2) / unit;
    }

    /** Returns seconds with as many digits as they need: {@code "1 s"}, {@code "0.5 s"}. */
    static String seconds(long nanos) {
        return nanos % SECOND == 0
                ? nanos / SECOND + " s"
                : String.format(Locale.ROOT, "%.1f s", (double) nanos / SECOND);
    }
}
