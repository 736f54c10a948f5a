package suspension.differential;

import java.util.ArrayList;
import java.util.List;

/**
 * What the first task of a program does; other tasks are steps within. Its text is JSON: a list of steps, each of them
 * {@code [number, operation, argument, ...]}.
 *
 * @param steps numbered from 1, in the order in which they are written
 */
record Program(List<Step> steps) {

    /** The steps, numbered anew. */
    static Program of(List<Step> steps) {
        return new Program(new Numbering().steps(steps));
    }

    static Program parse(String json) {
        return of(new ProgramText(json).steps());
    }

    int size() {
        Numbering numbering = new Numbering();
        numbering.steps(steps);
        return numbering.last;
    }

    /** As JSON. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        ProgramText.write(steps, text);
        return text.toString();
    }

    private static final class Numbering {

        private int last;

        List<Step> steps(List<Step> steps) {
            List<Step> numbered = new ArrayList<>(steps.size());
            for (Step step : steps) {
                numbered.add(step(step));
            }
            return numbered;
        }

        private Step step(Step step) {
            int number = ++last;
            List<Object> arguments = new ArrayList<>(step.arguments().size());
            for (Object argument : step.arguments()) {
                arguments.add(argument(argument));
            }
            return new Step(number, step.operation(), arguments);
        }

        private Object argument(Object argument) {
            if (argument instanceof Step step) {
                return step(step);
            }
            if (!(argument instanceof List<?> list)) {
                return argument;
            }
            List<Object> numbered = new ArrayList<>(list.size());
            for (Object element : list) {
                numbered.add(argument(element));
            }
            return numbered;
        }
    }
}
