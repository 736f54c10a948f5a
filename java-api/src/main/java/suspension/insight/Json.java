package suspension.insight;

import org.jspecify.annotations.Nullable;

/** Writes JSON. Puts the commas, and escapes what is in texts. */
final class Json {

    private final StringBuilder text = new StringBuilder();

    /** Whether a comma is due before what comes next. */
    private boolean comma;

    private Json open(char bracket) {
        next().append(bracket);
        comma = false;
        return this;
    }

    private Json close(char bracket) {
        text.append(bracket);
        comma = true;
        return this;
    }

    private StringBuilder next() {
        if (comma) {
            text.append(',');
        }
        comma = true;
        return text;
    }

    Json object() {
        return open('{');
    }

    Json endObject() {
        return close('}');
    }

    Json array() {
        return open('[');
    }

    Json endArray() {
        return close(']');
    }

    Json name(String name) {
        quote(next(), name);
        text.append(':');
        comma = false;
        return this;
    }

    Json value(@Nullable String value) {
        if (value == null) {
            next().append("null");
        } else {
            quote(next(), value);
        }
        return this;
    }

    Json value(long value) {
        next().append(value);
        return this;
    }

    Json value(boolean value) {
        next().append(value);
        return this;
    }

    /** A lone half of a surrogate pair is escaped too, because no encoding can hold it. */
    private static void quote(StringBuilder text, String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c == '\n') {
                text.append("\\n");
            } else if (c < ' ' || isAlone(value, i) || c == 0x2028 || c == 0x2029) {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }

    private static boolean isAlone(String value, int i) {
        char c = value.charAt(i);
        return Character.isHighSurrogate(c)
                ? i + 1 == value.length() || !Character.isLowSurrogate(value.charAt(i + 1))
                : Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(value.charAt(i - 1)));
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
