package suspension.benchmarks;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** How a workload's figure changes with the size: a line for each entrant, both axes logarithmic. */
final class GrowthChart {

    private static final int LEFT = 60;
    private static final int TOP = 48;
    private static final int PLOT_WIDTH = 460;
    private static final int PLOT_HEIGHT = 260;
    private static final int LABELS = 260;
    private static final List<String> DASHES = List.of("none", "7 3", "2 3", "9 3 2 3", "12 4", "12 3 2 3 2 3", "1 5");

    private final Workload workload;
    private final List<Series> all;
    private final double least;
    private final double most;

    /** @param series of one workload; those of fewer tasks than they stand for are left out */
    GrowthChart(List<Series> series) {
        this.workload = series.get(0).workload();
        this.all = series.stream().filter(Series::isWhole).toList();
        this.least = all.stream().mapToDouble(Series::median).min().orElse(1);
        this.most = all.stream().mapToDouble(Series::median).max().orElse(1);
    }

    String fileName() {
        return workload.name().toLowerCase(Locale.ROOT).replace('_', '-') + "-growth.svg";
    }

    String svg() {
        StringBuilder svg = new StringBuilder(Chart.start(LEFT + PLOT_WIDTH + LABELS, TOP + PLOT_HEIGHT + 40));
        svg.append(Chart.text(8, 18, "title", "How it grows: " + workload.title));
        svg.append(Chart.text(8, 36, "unit", workload.unit.text + " by the number of tasks, less is better"));
        all.stream().map(Series::size).distinct().forEach(size -> {
            svg.append(line(x(size), TOP, x(size), TOP + PLOT_HEIGHT));
            svg.append(Chart.text(x(size) - 20, TOP + PLOT_HEIGHT + 20, "unit", "%,d".formatted(size)));
        });
        for (double value : new double[] {least, Math.sqrt(least * most), most}) {
            svg.append(line(LEFT, y(value), LEFT + PLOT_WIDTH, y(value)));
            svg.append(Chart.text(8, y(value) + 4, "unit", Markdown.number(value)));
        }
        int label = TOP + 10;
        Map<Boolean, Integer> drawn = new HashMap<>();
        for (Map.Entry<Entrant, List<Series>> entrant : byEntrant().entrySet()) {
            int before = drawn.merge(entrant.getKey().isSuspension(), 1, Integer::sum) - 1; // of the same colour
            svg.append(path(entrant.getKey(), entrant.getValue(), DASHES.get(before % DASHES.size()), label));
            label += 20;
        }
        return svg.append("</svg>\n").toString();
    }

    private Map<Entrant, List<Series>> byEntrant() {
        return all.stream()
                .sorted(Comparator.comparing(Series::size))
                .collect(Collectors.groupingBy(
                        Series::entrant, () -> new EnumMap<>(Entrant.class), Collectors.toList()));
    }

    private String path(Entrant entrant, List<Series> points, String dashes, int labelY) {
        String kind = entrant.isSuspension() ? "curve our-curve" : "curve";
        String style = "class=\"%s\" stroke-dasharray=\"%s\"".formatted(kind, dashes);
        String coordinates = points.stream()
                .map(one -> x(one.size()) + "," + y(one.median()))
                .collect(Collectors.joining(" "));
        int labelX = LEFT + PLOT_WIDTH + 12;
        return "<polyline %s points=\"%s\"/>\n".formatted(style, coordinates)
                + "<polyline %s points=\"%d,%d %d,%d\"/>\n"
                        .formatted(style, labelX, labelY - 4, labelX + 28, labelY - 4)
                + Chart.text(labelX + 34, labelY, "name", entrant.title);
    }

    private int x(int size) {
        double smallest = all.stream().mapToInt(Series::size).min().orElse(1);
        double largest = all.stream().mapToInt(Series::size).max().orElse(1);
        return LEFT + (int) (share(size, smallest, largest) * PLOT_WIDTH);
    }

    private int y(double value) {
        return TOP + PLOT_HEIGHT - (int) (share(value, least, most) * PLOT_HEIGHT);
    }

    private static double share(double value, double least, double most) {
        return least < most ? Math.log(value / least) / Math.log(most / least) : 0;
    }

    private static String line(int x1, int y1, int x2, int y2) {
        return "<line class=\"grid\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>\n".formatted(x1, y1, x2, y2);
    }
}
