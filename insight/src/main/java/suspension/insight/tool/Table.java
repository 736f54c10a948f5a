package suspension.insight.tool;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows under headings. Where there is no room for all, the widest columns of text give way. */
final class Table {

    private static final String GAP = "  ";
    private static final int LEAST = 8;

    private final List<String> headings = new ArrayList<>();
    private final List<Boolean> numbers = new ArrayList<>();
    private final List<String[]> rows = new ArrayList<>();

    /** Adds a column of text, which may be cut. */
    Table text(String heading) {
        headings.add(heading);
        numbers.add(false);
        return this;
    }

    /** Adds a column of numbers, which are not cut, and stand at the right. */
    Table number(String heading) {
        headings.add(heading);
        numbers.add(true);
        return this;
    }

    Table row(String... cells) {
        rows.add(Arrays.stream(cells).map(Width::plain).toArray(String[]::new));
        return this;
    }

    /** Returns the lines, the headings first, none of them wider than that. */
    List<String> lines(int columns) {
        int[] widths = fit(columns);
        List<String> lines = new ArrayList<>();
        lines.add(line(headings.toArray(String[]::new), widths));
        rows.forEach(row -> lines.add(line(row, widths)));
        return lines;
    }

    private int[] fit(int columns) {
        int[] widths = new int[headings.size()];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            widths[i] = Math.max(
                    Width.of(headings.get(i)),
                    rows.stream().mapToInt(row -> Width.of(row[column])).max().orElse(0));
        }
        int room = columns - GAP.length() * (widths.length - 1);
        while (Arrays.stream(widths).sum() > room) {
            int widest = widest(widths);
            if (widest < 0) {
                break;
            }
            widths[widest]--;
        }
        return widths;
    }

    /** Returns the widest column that may still be cut; negative if there is none. */
    private int widest(int[] widths) {
        int widest = -1;
        for (int i = 0; i < widths.length; i++) {
            boolean mayBeCut = !numbers.get(i) && widths[i] > Math.max(LEAST, Width.of(headings.get(i)));
            if (mayBeCut && (widest < 0 || widths[i] > widths[widest])) {
                widest = i;
            }
        }
        return widest;
    }

    private String line(String[] cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.length; i++) {
            String cell = Width.cut(cells[i], widths[i]);
            line.append(i == 0 ? "" : GAP)
                    .append(numbers.get(i) ? Width.padLeft(cell, widths[i]) : Width.padRight(cell, widths[i]));
        }
        return line.toString().stripTrailing();
    }
}
