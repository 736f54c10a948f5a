package suspension.differential;

import java.util.ArrayList;
import java.util.List;

/** As much of JSON as programs and logs need: lists, numbers, strings, null. */
final class ProgramText {

    private final String text;
    private int position;

    ProgramText(String text) {
        this.text = text;
    }

    static void write(Object value, StringBuilder out) {
        if (value instanceof Step step) {
            out.append('[')
                    .append(step.number())
                    .append(",\"")
                    .append(step.operation())
                    .append('"');
            for (Object argument : step.arguments()) {
                out.append(',');
                write(argument, out);
            }
            out.append(']');
        } else if (value instanceof List<?> list) {
            out.append('[');
            for (int i = 0; i < list.size(); i++) {
                out.append(i == 0 ? "" : ",");
                write(list.get(i), out);
            }
            out.append(']');
        } else if (value instanceof String string) {
            out.append('"').append(string).append('"');
        } else {
            out.append(value);
        }
    }

    /** A list of steps: lists that begin with a number and a name. */
    @SuppressWarnings("unchecked") // a program's first level
    List<Step> steps() {
        return (List<Step>) toSteps(value());
    }

    List<String> strings() {
        List<String> strings = new ArrayList<>();
        for (Object element : (List<?>) value()) {
            strings.add((String) element);
        }
        return strings;
    }

    private static Object toSteps(Object value) {
        if (!(value instanceof List<?> list)) {
            return value;
        }
        List<Object> converted = new ArrayList<>(list.size());
        for (Object element : list) {
            converted.add(toSteps(element));
        }
        return converted.size() >= 2
                        && converted.get(0) instanceof Integer number
                        && converted.get(1) instanceof String operation
                ? new Step(number, operation, new ArrayList<>(converted.subList(2, converted.size())))
                : converted;
    }

    private Object value() {
        skipSpace();
        char first = text.charAt(position);
        if (first == '[') {
            return list();
        }
        if (first == '"') {
            return string();
        }
        if (text.startsWith("null", position)) {
            position += 4;
            return null;
        }
        int start = position++;
        while (position < text.length() && Character.isDigit(text.charAt(position))) {
            position++;
        }
        return Integer.valueOf(text.substring(start, position));
    }

    private List<Object> list() {
        List<Object> list = new ArrayList<>();
        position++;
        skipSpace();
        while (text.charAt(position) != ']') {
            list.add(value());
            skipSpace();
            if (text.charAt(position) == ',') {
                position++;
            }
            skipSpace();
        }
        position++;
        return list;
    }

    private String string() {
        StringBuilder string = new StringBuilder();
        for (position++; text.charAt(position) != '"'; position++) {
            if (text.charAt(position) == '\\') {
                position++;
            }
            string.append(text.charAt(position));
        }
        position++;
        return string.toString();
    }

    private void skipSpace() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
    }
}
