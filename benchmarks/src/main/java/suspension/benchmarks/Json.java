package suspension.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** Maps, lists, numbers and texts as JSON. */
final class Json {

    private Json() {}

    static String of(Object value) {
        return text(value, "\n") + "\n";
    }

    private static String text(Object value, String newLine) {
        String deeper = newLine + "  ";
        if (value instanceof Map<?, ?> map) {
            StringJoiner joiner = new StringJoiner("," + deeper, "{" + deeper, newLine + "}");
            map.forEach((key, member) -> joiner.add(quoted(key) + ": " + text(member, deeper)));
            return joiner.toString();
        }
        if (value instanceof List<?> list) {
            boolean flat = list.stream().allMatch(Number.class::isInstance);
            String start = flat ? "" : deeper;
            StringJoiner joiner = new StringJoiner(flat ? ", " : "," + deeper, "[" + start, flat ? "]" : newLine + "]");
            list.forEach(element -> joiner.add(text(element, deeper)));
            return joiner.toString();
        }
        return value instanceof Number ? value.toString() : quoted(value);
    }

    private static String quoted(Object value) {
        StringBuilder text = new StringBuilder("\"");
        for (char c : value.toString().toCharArray()) {
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ') {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        return text.append('"').toString();
    }
}
