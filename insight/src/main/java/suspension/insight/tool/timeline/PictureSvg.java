package suspension.insight.tool.timeline;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import suspension.insight.tool.timeline.PictureLane.Look;
import suspension.insight.tool.timeline.PictureLane.Stretch;

/** Writes a picture's elements, from top to bottom. */
final class PictureSvg {

    private static final int WIDTH = 760;
    private static final int LEFT = 92;
    private static final int RIGHT = 32;
    private static final int LANE = 30;
    private static final int BAR = 20;
    private static final int LEAST_BAR = 6;
    private static final int LETTER = 7;
    private static final double SECOND = 1e9;

    private static final String STYLE = """
            text { font: 13px system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif; fill: #17202c; }
            .caption { font-weight: 600; }
            .soft { fill: #566172; font-size: 12px; }
            .ended { fill: #c8102e; font-size: 12px; font-weight: 600; }
            .grid { stroke: #d9dfe7; }
            .runs { fill: #1c62b7; }
            .blocks { fill: url(#hatch); stroke: #c8102e; }
            .hatch-ground { fill: #ffd9de; }
            .hatch-line { stroke: #c8102e; }
            .ready { fill: none; stroke: #7d8a9a; stroke-dasharray: 3 3; }
            .sleeps { fill: #d3dae3; }
            .tasks { fill: #c5aee8; }
            .locks { fill: #f0955a; }
            .queues { fill: #f1d35e; }
            .kotlin { fill: #62c4a3; }
            .threads { fill: #e6a3cb; }
            .plate { fill: #ffffff; }
            @media (prefers-color-scheme: dark) {
              text { fill: #e8edf4; }
              .soft { fill: #9aa7b8; }
              .ended { fill: #ff5468; }
              .grid { stroke: #333c48; }
              .runs { fill: #5aa2f5; }
              .blocks { stroke: #ff5468; }
              .hatch-ground { fill: #4a1620; }
              .hatch-line { stroke: #ff5468; }
              .ready { stroke: #8a97a8; }
              .sleeps { fill: #4a5564; }
              .tasks { fill: #6b4fa3; }
              .locks { fill: #a8521c; }
              .queues { fill: #7d6714; }
              .kotlin { fill: #1f7355; }
              .threads { fill: #8f4574; }
              .plate { fill: #11151b; }
            }
            """;
    private static final String HATCH = """
            <defs><pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">\
            <rect class="hatch-ground" width="7" height="7"/>\
            <line class="hatch-line" x1="1" y1="0" x2="1" y2="7" stroke-width="2.5"/></pattern></defs>
            """;

    private final String title;
    private final long end;
    private final StringBuilder body = new StringBuilder();
    private final Set<Look> used = EnumSet.noneOf(Look.class);
    private final List<Integer> tops = new ArrayList<>();
    private final List<Integer> bottoms = new ArrayList<>();
    private int y = -4;

    PictureSvg(String title, long end) {
        this.title = PageTemplate.escape(title);
        this.end = Math.max(end, 1);
    }

    void caption(String caption) {
        y += 22;
        text("caption", 0, y, caption);
        y += 8;
        tops.add(y);
        bottoms.add(y);
    }

    void lane(PictureLane lane) {
        text("soft", 8, y + LANE / 2 + 4, lane.name());
        lane.ready().forEach(this::stretch);
        lane.stretches().stream().filter(stretch -> stretch.look() != Look.RUNS).forEach(this::stretch);
        lane.stretches().stream().filter(stretch -> stretch.look() == Look.RUNS).forEach(this::stretch);
        if (!lane.ending().isEmpty()) {
            ending(lane);
        }
        y += LANE;
        bottoms.set(bottoms.size() - 1, y);
    }

    /** Says how the task ended: beside the lane's end, or before it where there is no room. */
    private void ending(PictureLane lane) {
        double end = Math.max(x(lane.end()), LEFT + LEAST_BAR);
        int length = lane.ending().length() * LETTER;
        double x = end + 8;
        if (x + length > WIDTH) {
            x = end - 12 - length;
            plate(x, length);
        }
        text("ended", x, y + LANE / 2 + 4, lane.ending());
    }

    private void stretch(Stretch stretch) {
        used.add(stretch.look());
        double x = Math.min(x(stretch.from()), WIDTH - RIGHT - LEAST_BAR);
        double width = Math.max(x(stretch.to()) - x, LEAST_BAR);
        bar(stretch.look(), x, y + (LANE - BAR) / 2.0, width, BAR);
        String words = words(stretch);
        if (width > (words.length() + 4) * LETTER && !words.isEmpty()) {
            write(words, stretch.look() == Look.BLOCKS, x + 10);
        }
    }

    private void write(String words, boolean onPlate, double x) {
        if (onPlate) {
            plate(x, words.length() * LETTER);
        }
        text("", x, y + LANE / 2 + 4, words);
    }

    private void plate(double x, int width) {
        body.append(format(
                "<rect class=\"plate\" x=\"%.1f\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"3\"/>\n",
                x - 4, y + (LANE - BAR) / 2 + 2, width + 4, BAR - 4));
    }

    private static String words(Stretch stretch) {
        return switch (stretch.look()) {
            case READY, BLOCKS -> stretch.look().words();
            case RUNS -> "";
            default -> stretch.text().replaceAll("\\bPT([0-9.]+)S\\b", "$1 s");
        };
    }

    private void bar(Look look, double x, double top, double width, double height) {
        body.append(format(
                "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"3\"/>\n",
                look.style(), x, top, width, height));
    }

    private void text(String style, double x, int baseline, String text) {
        String attribute = style.isEmpty() ? "" : " class=\"" + style + "\"";
        body.append(
                format("<text%s x=\"%.1f\" y=\"%d\">%s</text>\n", attribute, x, baseline, PageTemplate.escape(text)));
    }

    /** The whole picture, with its axis and legend under the lanes. */
    String finish() {
        String grid = axis();
        legend();
        return """
                <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" role="img" \
                aria-labelledby="title">
                <title id="title">%s</title>
                <style>
                %s</style>
                %s%s%s</svg>
                """.formatted(WIDTH, y, WIDTH, y, title, STYLE, HATCH, grid, body);
    }

    private String axis() {
        StringBuilder grid = new StringBuilder();
        double step = end / SECOND > 2.5 ? 1 : 0.5;
        for (int i = 0; i * step * SECOND <= end * 1.001; i++) {
            double x = x((long) (i * step * SECOND));
            for (int panel = 0; panel < tops.size(); panel++) {
                grid.append(format(
                        "<line class=\"grid\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>\n",
                        x, tops.get(panel), x, bottoms.get(panel)));
            }
            String label = (step == 1 ? String.valueOf(i) : String.valueOf(i * step)).replace(".0", "") + " s";
            text("soft", x - label.length() * 3.2, y + 18, label);
        }
        y += 30;
        return grid.toString();
    }

    private void legend() {
        double x = LEFT;
        y += 4;
        for (Look look : List.of(Look.values())) {
            if (used.contains(look)) {
                bar(look, x, y, 16, 12);
                text("soft", x + 22, y + 10, look.words());
                x += 44 + look.words().length() * 6.3;
            }
        }
        y += 20;
    }

    private double x(long time) {
        return LEFT + (double) time / end * (WIDTH - LEFT - RIGHT);
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
