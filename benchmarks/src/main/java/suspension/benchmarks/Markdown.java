package suspension.benchmarks;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The report to read. */
final class Markdown {

    private final Results results;
    private final String changes;

    /** @param changes what a {@link Comparison} says, or nothing */
    Markdown(Results results, String changes) {
        this.results = results;
        this.changes = changes;
    }

    String text() {
        StringBuilder text = new StringBuilder("# Benchmarks, side by side\n\n");
        text.append(results.title()).append(".\n\n").append(overview()).append('\n');
        text.append(changes.isEmpty() ? "" : changes + "\n");
        text.append(aims()).append('\n').append(absences());
        results.growth().forEach(chart -> text.append("\n![How it grows](%s)\n".formatted(chart.fileName())));
        results.benchmarks().forEach(benchmark -> text.append('\n').append(section(benchmark)));
        return text.toString();
    }

    /** All medians in one table: a line for each benchmark, a column for each entrant. */
    String overview() {
        Set<Entrant> entrants = results.series().stream()
                .map(Series::entrant)
                .sorted()
                .collect(Collectors.toCollection(java.util.LinkedHashSet::new));
        StringBuilder text = new StringBuilder("| median |");
        entrants.forEach(entrant -> text.append(' ').append(entrant.title).append(" |"));
        text.append("\n|---|").append("---:|".repeat(entrants.size())).append('\n');
        for (List<Series> benchmark : results.benchmarks()) {
            text.append("| ")
                    .append(title(benchmark))
                    .append(", ")
                    .append(benchmark.get(0).workload().unit.text);
            text.append(" |");
            for (Entrant entrant : entrants) {
                String cell = Results.of(benchmark, entrant)
                        .map(one -> number(one.median()) + (one.isWhole() ? "" : "\\*"))
                        .orElse("");
                text.append(' ').append(cell).append(" |");
            }
            text.append('\n');
        }
        return text.append("\n\\* of fewer tasks: the details name how many.\n").toString();
    }

    static String title(List<Series> benchmark) {
        Series first = benchmark.get(0);
        return "%s (%,d)".formatted(first.workload().title, first.size());
    }

    private static String section(List<Series> benchmark) {
        StringBuilder text = new StringBuilder("## ").append(title(benchmark)).append("\n\n");
        text.append("![")
                .append(title(benchmark))
                .append("](")
                .append(Chart.fileName(benchmark))
                .append(")\n\n");
        text.append("| ").append(benchmark.get(0).workload().unit.text);
        text.append(
                " | size | median | spread | least | most | to Suspension |\n|---|---:|---:|---:|---:|---:|---:|\n");
        for (Series one : benchmark) {
            text.append("| %s | %,d | %s | ±%.0f %% | %s | %s | %s |%n"
                    .formatted(
                            one.entrant().title,
                            one.actualSize(),
                            number(one.median()),
                            one.spread() * 100,
                            number(one.quantile(0)),
                            number(one.quantile(1)),
                            Results.ratio(benchmark, one).map(Markdown::number).orElse("")));
        }
        return text.toString();
    }

    private String aims() {
        StringBuilder text =
                new StringBuilder("## Aims\n\n| of | ratio of | at most | measured | |\n|---|---|---:|---:|---|\n");
        for (List<Series> benchmark : results.benchmarks()) {
            Aim.ALL.forEach(aim -> aim.line(benchmark).ifPresent(text::append));
        }
        return text.toString();
    }

    private String absences() {
        StringBuilder text = new StringBuilder("## Not run\n\n");
        for (Absence absence : results.absences()) {
            Workload workload = absence.workload();
            text.append("- ").append(absence.entrant().title).append(": ");
            text.append(workload == null ? "" : "\"" + workload.title + "\": ")
                    .append(absence.reason())
                    .append(".\n");
        }
        return text.toString();
    }

    /** With three digits that mean something, or four before the point. */
    static String number(double value) {
        int digits = value == 0 ? 1 : (int) Math.floor(Math.log10(Math.abs(value))) + 1;
        return ("%,." + Math.max(0, 3 - digits) + "f").formatted(value);
    }
}
