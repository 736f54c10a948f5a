package suspension.testing;

import java.util.Arrays;
import java.util.StringJoiner;
import java.util.StringTokenizer;

/**
 * What one run has chosen, choice by choice, and among how many. 0 is what happens by default: the first entry, or no
 * fault.
 */
final class Choices {

    /** No run has more choices than this. */
    private static final int MOST = 10_000_000;

    private int[] chosen = new int[64];
    private int[] options = new int[64];
    private int size;

    void add(int choice, int among) {
        if (size == chosen.length) {
            chosen = Arrays.copyOf(chosen, 2 * size);
            options = Arrays.copyOf(options, 2 * size);
        }
        chosen[size] = choice;
        options[size] = among;
        size++;
    }

    int size() {
        return size;
    }

    int options(int position) {
        return options[position];
    }

    /** Returns the choices up to the last one that is not the default. */
    int[] chosen() {
        int end = size;
        while (end > 0 && chosen[end - 1] == 0) {
            end--;
        }
        return Arrays.copyOf(chosen, end);
    }

    // As text: "3:1 7:2" says that choice 3 took option 1 and choice 7 took option 2

    static String toText(int[] choices) {
        StringJoiner text = new StringJoiner(" ");
        for (int i = 0; i < choices.length; i++) {
            if (choices[i] != 0) {
                text.add(i + ":" + choices[i]);
            }
        }
        return text.toString();
    }

    static int[] parse(String text) {
        int[] choices = new int[0];
        for (StringTokenizer parts = new StringTokenizer(text); parts.hasMoreTokens(); ) {
            String part = parts.nextToken();
            int colon = part.indexOf(':');
            try {
                int position = Integer.parseInt(part.substring(0, colon));
                int choice = Integer.parseInt(part.substring(colon + 1));
                if (choice < 0 || position > MOST) {
                    throw new IllegalArgumentException(part);
                }
                choices = Arrays.copyOf(choices, Math.max(choices.length, position + 1));
                choices[position] = choice;
            } catch (RuntimeException e) {
                throw new IllegalArgumentException(
                        "'" + text + "' is no schedule: copy one from the report of a failure, such as \"3:1 7:2\"", e);
            }
        }
        return choices;
    }
}
