package suspension.benchmarks;

import java.util.List;
import java.util.Locale;

/** A bar for each entrant, with a line from the least to the most that was measured. */
final class Chart {

    private static final int LINE = 26;
    private static final int TOP = 48;
    private static final int LABELS = 190;
    private static final int BARS = 420;
    private static final int WIDTH = LABELS + BARS + 110;

    private static final String STYLE = """
            <style>
              text { font: 13px system-ui, sans-serif; fill: #1f2328 } .paper { fill: #ffffff }
              .title { font-weight: 600 } .unit { fill: #59636e }
              .bar { fill: #8c959f } .ours { fill: #0969da } .range { stroke: #1f2328; stroke-width: 1.5 }
              .curve { fill: none; stroke: #59636e; stroke-width: 2 } .our-curve { stroke: #0969da } .grid { stroke: #d1d9e0 }
              @media (prefers-color-scheme: dark) {
                text { fill: #f0f6fc } .paper { fill: #0d1117 } .unit { fill: #9198a1 }
                .bar { fill: #656c76 } .ours { fill: #4493f8 } .range { stroke: #f0f6fc }
                .curve { stroke: #9198a1 } .our-curve { stroke: #4493f8 } .grid { stroke: #3d444d }
              }
            </style>
            """;

    private final List<Series> benchmark;
    private final double most;

    Chart(List<Series> benchmark) {
        this.benchmark = benchmark;
        this.most = benchmark.stream()
                .filter(Series::isWhole)
                .mapToDouble(one -> one.quantile(1))
                .max()
                .orElse(1);
    }

    static String fileName(List<Series> benchmark) {
        Series first = benchmark.get(0);
        return first.workload().name().toLowerCase(Locale.ROOT).replace('_', '-') + "-" + first.size() + ".svg";
    }

    String svg() {
        int height = TOP + LINE * benchmark.size() + 8;
        StringBuilder svg = new StringBuilder(start(WIDTH, height));
        svg.append(text(8, 18, "title", Markdown.title(benchmark)));
        svg.append(text(8, 36, "unit", benchmark.get(0).workload().unit.text + ", less is better"));
        for (int i = 0; i < benchmark.size(); i++) {
            svg.append(bar(benchmark.get(i), TOP + i * LINE));
        }
        return svg.append("</svg>\n").toString();
    }

    /** The beginning of a picture, with the styles of all. */
    static String start(int width, int height) {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\">\n"
                        .formatted(width, height, width, height)
                + STYLE + "<rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n";
    }

    private String bar(Series one, int y) {
        String kind = one.entrant().isSuspension() ? "bar ours" : "bar";
        String size = one.isWhole() ? "" : " of %,d".formatted(one.actualSize());
        double end = x(one.quantile(1));
        return text(8, y + 15, "name", one.entrant().title)
                + "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"18\" rx=\"2\"/>\n"
                        .formatted(kind, LABELS, y + 2, x(one.median()) - LABELS)
                + "<line class=\"range\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>\n"
                        .formatted(x(one.quantile(0)), y + 11, end, y + 11)
                + text((int) end + 6, y + 15, "value", Markdown.number(one.median()) + size);
    }

    private double x(double value) {
        return LABELS + Math.min(1, Math.max(0, value) / most) * BARS; // one of fewer tasks may be cut off
    }

    static String text(int x, int y, String kind, String text) {
        return "<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>\n"
                .formatted(kind, x, y, text.replace("&", "&amp;").replace("<", "&lt;"));
    }
}
