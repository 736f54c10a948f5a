package suspension.testing;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What may go wrong on request.
 *
 * @param cancellations whether tasks are cancelled
 * @param timeouts whether limits come early
 * @param failures what awaited calls may fail with
 */
record Faults(boolean cancellations, boolean timeouts, List<Class<? extends Exception>> failures) {

    static final Faults NONE = new Faults(false, false, List.of());

    /** Whether faults come between slices. */
    boolean comeBetweenSlices() {
        return cancellations || timeouts;
    }

    /** The settings of {@link AsyncTest} that repeat these faults, each after a comma. */
    String toAttributes() {
        return (cancellations ? ", cancellations = true" : "")
                + (timeouts ? ", timeouts = true" : "")
                + (failures.isEmpty() ? "" : ", failures = {" + classes() + "}");
    }

    /** The calls of {@link Exploration} that repeat these faults. */
    String toCalls() {
        return (cancellations ? ".cancellations()" : "")
                + (timeouts ? ".timeouts()" : "")
                + (failures.isEmpty() ? "" : ".failures(" + classes() + ")");
    }

    private String classes() {
        return failures.stream().map(type -> type.getSimpleName() + ".class").collect(Collectors.joining(", "));
    }
}
