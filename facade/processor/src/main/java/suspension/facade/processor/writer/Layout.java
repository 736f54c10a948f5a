package suspension.facade.processor.writer;

import java.util.List;

/** Indents lines by their braces, and breaks long ones. */
final class Layout {

    private final StringBuilder text;
    private int depth;
    private boolean isContinued;

    Layout(StringBuilder text) {
        this.text = text;
    }

    void add(List<String> lines) {
        lines.forEach(this::add);
    }

    private void add(String line) {
        if (line.isEmpty()) {
            text.append('\n');
            return;
        }
        if (line.startsWith("}")) {
            depth--;
        }
        boolean isComment = line.startsWith("/**") || line.startsWith(" *");
        String indent = "    ".repeat(depth) + (isContinued && !isComment ? "        " : "");
        if (indent.length() + line.length() > SourceText.width() && !isComment) {
            broken(indent, line);
        } else {
            text.append(indent).append(line).append('\n');
        }
        if (!isComment) {
            depth += line.endsWith("{") ? 1 : 0;
            isContinued = !line.endsWith("{")
                    && !line.endsWith(";")
                    && !line.endsWith("}")
                    && !line.startsWith("@")
                    && !line.startsWith("//");
        }
    }

    /** Breaks a line at a bracket or a comma that is near the margin. */
    private void broken(String indent, String line) {
        String rest = line;
        String start = indent;
        while (start.length() + rest.length() > SourceText.width()) {
            int at = breakIn(rest, SourceText.width() - start.length());
            if (at <= 0) {
                break;
            }
            text.append(start).append(rest.substring(0, at).stripTrailing()).append('\n');
            rest = rest.substring(at).stripLeading();
            start = indent + "        ";
        }
        text.append(start).append(rest).append('\n');
    }

    private static int breakIn(String line, int room) {
        int angle = 0;
        int best = -1;
        boolean isQuoted = false;
        for (int i = 0; i < Math.min(line.length() - 1, room); i++) {
            char each = line.charAt(i);
            isQuoted ^= each == '"';
            angle += each == '<' ? 1 : each == '>' && i > 0 && line.charAt(i - 1) != '-' ? -1 : 0;
            boolean isOpen = each == '(' && line.charAt(i + 1) != ')';
            boolean isAfter = each == ',' || (each == '>' && line.charAt(Math.max(0, i - 1)) == '-');
            if (!isQuoted && angle <= 0 && (isOpen || isAfter)) {
                best = i + 1;
            }
        }
        return best;
    }
}
