package suspension.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A difference, for people: the program in both languages, each step with its number, and both logs. */
final class Transcript {

    private static final String INDENT = "    ";

    private final Function<Wording, String> language;
    private final String comment;
    private final String empty;
    private final StringBuilder out = new StringBuilder();

    private Transcript(Function<Wording, String> language, String comment, String empty) {
        this.language = language;
        this.comment = comment;
        this.empty = empty;
    }

    static String of(Verdict verdict) {
        StringBuilder text = new StringBuilder();
        text.append(verdict.isDifferent() ? "DIFFERENT" : verdict.isIntended() ? "AS INTENDED" : "THE SAME");
        text.append("\n--program '").append(verdict.program()).append("'\n");
        text.append("\nPython:\n").append(python(verdict.program()));
        text.append("\nJava:\n").append(java(verdict.program()));
        text.append("\nTime, task, step, operation, cancelling(), result; < asyncio, > this library:\n");
        append(text, verdict);
        return text.toString();
    }

    static String python(Program program) {
        Transcript transcript = new Transcript(Wording::python, "  # ", "pass");
        transcript.write(program.steps(), INDENT);
        return transcript.out.toString();
    }

    static String java(Program program) {
        Transcript transcript = new Transcript(Wording::java, " // ", "");
        transcript.write(program.steps(), INDENT);
        return transcript.out.toString();
    }

    private static void append(StringBuilder text, Verdict verdict) {
        int first = verdict.firstDifference();
        for (int i = 0; i < first; i++) {
            text.append("    ").append(verdict.java().get(i)).append('\n');
        }
        for (String line : verdict.ruled().subList(first, verdict.ruled().size())) {
            text.append("  < ").append(line).append('\n');
        }
        for (String line : verdict.java().subList(first, verdict.java().size())) {
            text.append("  > ").append(line).append('\n');
        }
        if (!verdict.asyncio().equals(verdict.ruled())) {
            text.append("  asyncio without the rules: ")
                    .append(verdict.asyncio())
                    .append('\n');
        }
    }

    private void write(List<Step> steps, String indent) {
        if (steps.isEmpty() && !empty.isEmpty()) {
            out.append(indent).append(empty).append('\n');
        }
        for (Step step : steps) {
            write(step, indent);
        }
    }

    private void write(Step step, String indent) {
        if (step.operation().equals("gather")) {
            writeBodies(step, indent);
        }
        String number = comment + step.number();
        for (String line : language.apply(Wording.of(step)).lines().toList()) {
            if (line.startsWith("#")) {
                write(step.steps(line.charAt(1) - '0'), indent + INDENT);
            } else {
                String text = line.startsWith("%") ? INDENT + line.substring(1) : line;
                out.append(indent).append(filledIn(text, step)).append(number).append('\n');
                number = "";
            }
        }
    }

    /** What gather runs, as if it were created before; it is started by gather. */
    private void writeBodies(Step step, String indent) {
        for (Object item : step.list(1)) {
            if (item instanceof List<?> body) {
                List<Object> arguments = new ArrayList<>(body);
                Step start = new Step(step.number(), "create", arguments);
                out.append(indent).append(comment.strip()).append(" not created, but given to gather:\n");
                write(start, indent);
            }
        }
    }

    private static String filledIn(String line, Step step) {
        String filled = line;
        for (int i = 0; i < step.arguments().size(); i++) {
            filled = filled.replace("$" + i, text(step.arguments().get(i)));
        }
        return filled;
    }

    private static String text(Object argument) {
        if (argument instanceof List<?> items) {
            return items.stream()
                    .map(item -> "t" + (item instanceof List<?> body ? body.get(0) : item))
                    .collect(Collectors.joining(", "));
        }
        return argument == null ? "None" : argument.toString();
    }
}
