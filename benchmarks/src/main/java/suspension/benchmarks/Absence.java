package suspension.benchmarks;

import org.jspecify.annotations.Nullable;

/** A workload, or if null all of them, that an entrant does not take part in, and why. */
record Absence(Entrant entrant, @Nullable Workload workload, String reason) {

    private static final String FAILED = "failed ";

    /** Of one that failed. */
    static Absence failed(Entrant entrant, Workload workload, int size, Throwable failure) {
        Throwable origin = originOf(failure);
        String said = origin.getMessage() == null ? origin.toString() : origin.getMessage();
        return new Absence(entrant, workload, (FAILED + "with %,d: %s").formatted(size, said.strip()));
    }

    boolean isFailure() {
        return reason.startsWith(FAILED);
    }

    /** JMH tells of a failure in an exception that it suppresses in another. */
    private static Throwable originOf(Throwable failure) {
        Throwable[] suppressed = failure.getSuppressed();
        Throwable cause = suppressed.length > 0 ? suppressed[0] : failure.getCause();
        return cause == null ? failure : originOf(cause);
    }
}
