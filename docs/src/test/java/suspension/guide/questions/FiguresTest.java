package suspension.guide.questions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The figures in the guide's tables are those of the reports: each row is a row there, as far as it goes. */
class FiguresTest {

    private static final Path BASE = Path.of(System.getProperty("guide.basedir", ""));

    private static final List<String> REPORTS = List.of("../benchmarks/README.md", "../facade/corpus/README.md");

    @ParameterizedTest
    @ValueSource(strings = {"questions.adoc", "facade-rules.adoc", "insight.adoc"})
    void figuresAreMeasured(String page) throws IOException {
        List<Map<String, String>> measured = new ArrayList<>();
        for (String report : REPORTS) {
            measured.addAll(rows(Files.readAllLines(BASE.resolve(report))));
        }
        List<Map<String, String>> shown =
                shown(Files.readAllLines(BASE.resolve("src/main/asciidoc").resolve(page)));
        assertThat(shown)
                .hasSizeGreaterThan(2)
                .allSatisfy(row -> assertThat(measured)
                        .as("a row of a report with %s", row)
                        .anyMatch(each -> each.entrySet().containsAll(row.entrySet())));
    }

    /** Returns the rows of the tables that follow the mark. */
    private static List<Map<String, String>> shown(List<String> page) {
        List<Map<String, String>> rows = new ArrayList<>();
        boolean isInside = false;
        List<String> table = new ArrayList<>();
        for (String line : page) {
            if (line.equals("[.figures]")) {
                isInside = true;
            } else if (isInside && line.startsWith("| ")) {
                table.add(line + " |");
            } else if (isInside && line.equals("|===") && !table.isEmpty()) {
                rows.addAll(rows(table));
                table.clear();
                isInside = false;
            }
        }
        return rows;
    }

    private static List<Map<String, String>> rows(List<String> lines) {
        List<Map<String, String>> rows = new ArrayList<>();
        List<String> head = List.of();
        for (String line : lines) {
            if (!line.startsWith("|")) {
                head = List.of();
            } else if (head.isEmpty()) {
                head = cells(line);
            } else if (!line.startsWith("|--")) {
                List<String> cells = cells(line);
                Map<String, String> row = new HashMap<>();
                for (int i = 0; i < Math.min(head.size(), cells.size()); i++) {
                    row.put(head.get(i), cells.get(i));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private static List<String> cells(String line) {
        String inner = line.strip().substring(1, line.strip().length() - 1);
        return List.of(inner.split("\\|", -1)).stream()
                .map(cell -> cell.replaceAll("[\\\\*]", "").strip())
                .toList();
    }
}
