package suspension.bridge.trace;

import java.util.ArrayList;
import java.util.List;

/** Cuts text without cutting a character in two. */
final class TextParts {

    private TextParts() {}

    /** Returns the text in parts of at most so many chars; one empty part for an empty text. */
    static List<String> of(String text, int max) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        do {
            int to = end(text, from, max);
            parts.add(text.substring(from, to));
            from = to;
        } while (from < text.length());
        return parts;
    }

    /** Returns where a part ends that begins here. */
    static int end(String text, int from, int max) {
        int to = Math.min(text.length(), from + max);
        boolean cuts = to < text.length() && Character.isSurrogatePair(text.charAt(to - 1), text.charAt(to));
        return cuts ? to - 1 : to;
    }
}
