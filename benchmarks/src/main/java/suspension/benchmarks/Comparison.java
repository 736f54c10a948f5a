package suspension.benchmarks;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What became of Suspension's figures since an earlier run. */
record Comparison(Results before, Results now) {

    /** A table with a line for each benchmark and kind of Suspension that both have measured. */
    String text() {
        String lines = now.series().stream()
                .filter(one -> one.entrant().isSuspension())
                .flatMap(one -> counterpart(one).map(old -> line(old, one)).stream())
                .collect(Collectors.joining());
        String title = "## Since the earlier run\n\n" + before.title() + ".\n\n";
        lines += now.absences().stream()
                .filter(absence -> absence.isFailure() && absence.entrant().isSuspension())
                .map(absence ->
                        "| %s | %s | | | | **failed** |%n".formatted(absence.workload(), absence.entrant().title))
                .collect(Collectors.joining());
        if (lines.isEmpty()) {
            return title + "Nothing of Suspension was measured in both.\n";
        }
        return title + "| of | | before | now | now to before | |\n|---|---|---:|---:|---:|---|\n" + lines;
    }

    private Optional<Series> counterpart(Series one) {
        return before.series().stream().filter(one::isOfTheSame).findFirst();
    }

    private static String line(Series old, Series one) {
        return "| %s | %s | %s ±%.0f %% | %s ±%.0f %% | %.2f | %s |%n"
                .formatted(
                        Markdown.title(List.of(one)),
                        one.entrant().title,
                        Markdown.number(old.median()),
                        old.spread() * 100,
                        Markdown.number(one.median()),
                        one.spread() * 100,
                        one.median() / old.median(),
                        verdict(old, one));
    }

    private static String verdict(Series old, Series one) {
        if (!one.differsFrom(old)) {
            return "same";
        }
        return one.median() > old.median() ? "**worse**" : "better";
    }
}
