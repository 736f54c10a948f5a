package suspension.testing;

import java.lang.reflect.Constructor;
import java.util.Arrays;
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

    /** Returns a new exception of the type, or throws IllegalArgumentException if there is no way to make one. */
    static Exception newFailure(Class<? extends Exception> type) {
        try {
            for (Constructor<?> constructor : type.getDeclaredConstructors()) {
                if (Arrays.equals(constructor.getParameterTypes(), new Class<?>[] {String.class})) {
                    constructor.setAccessible(true);
                    return (Exception) constructor.newInstance("failed as a fault");
                }
            }
            Constructor<? extends Exception> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new IllegalArgumentException(
                    "Calls cannot fail with " + type.getName()
                            + ": give a class that can be made by a constructor of a message,"
                            + " or by one without parameters",
                    e);
        }
    }

    /** Whether there are any. */
    boolean isEmpty() {
        return equals(NONE);
    }

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
