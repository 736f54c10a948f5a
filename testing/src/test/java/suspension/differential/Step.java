package suspension.differential;

import java.util.ArrayList;
import java.util.List;

/**
 * One step of a program: an operation and its arguments, which are numbers, names, null for none, and lists of further steps.
 *
 * @param number its place in the program, by which logs name it
 * @param operation what {@link Operations} knows
 * @param arguments Integer, String, null, or List of these or of steps
 */
record Step(int number, String operation, List<Object> arguments) {

    int integer(int index) {
        return (Integer) arguments.get(index);
    }

    String string(int index) {
        return (String) arguments.get(index);
    }

    List<?> list(int index) {
        return (List<?>) arguments.get(index);
    }

    @SuppressWarnings("unchecked") // what generators put there
    List<Step> steps(int index) {
        return (List<Step>) arguments.get(index);
    }

    Step with(int index, Object argument) {
        List<Object> changed = new ArrayList<>(arguments);
        changed.set(index, argument);
        return new Step(number, operation, changed);
    }
}
