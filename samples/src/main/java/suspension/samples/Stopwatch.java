package suspension.samples;

/** The time since it was started. */
final class Stopwatch {

    private final long start = System.nanoTime();

    private Stopwatch() {}

    static Stopwatch start() {
        return new Stopwatch();
    }

    double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }

    long wholeSeconds() {
        return Math.round(seconds());
    }
}
