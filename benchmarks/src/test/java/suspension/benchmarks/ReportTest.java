package suspension.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ReportTest {

    private static final Series SUSPENSION =
            series(Entrant.SUSPENSION, 100_000, List.of(List.of(1.0, 2.0), List.of(3.0, 2.0)));
    private static final Series ASYNCIO =
            series(Entrant.ASYNCIO, 100_000, List.of(List.of(10.0, 12.0), List.of(8.0, 10.0)));
    private static final Series PLATFORM = series(Entrant.SUSPENSION_PLATFORM, 2_000, List.of(List.of(40.0)));
    private static final Results RESULTS = new Results(
            "Measured <here>",
            List.of(SUSPENSION, PLATFORM, ASYNCIO),
            List.of(
                    new Absence(Entrant.UVLOOP, null, "No module named \"uvloop\""),
                    new Absence(Entrant.JOX, Workload.RESUME_ALL, "has other means")));

    private static Series series(Entrant entrant, int actualSize, List<List<Double>> rounds) {
        return new Series(Workload.RESUME_ALL, 100_000, entrant, actualSize, rounds);
    }

    @Test
    void medianAndSpreadAreThoseOfAllRounds() {
        assertThat(SUSPENSION.median()).isEqualTo(2.0);
        assertThat(SUSPENSION.spread()).isCloseTo(0.35, within(1e-9));
        assertThat(ASYNCIO.quantile(1)).isEqualTo(12.0);
    }

    @Test
    void tableGivesMedianSpreadRangeAndRatioToSuspension() {
        assertThat(new Markdown(RESULTS, "").text())
                .contains("| Suspension | 100,000 | 2.00 | ±35 % | 1.00 | 3.00 | 1.00 |")
                .contains("| asyncio | 100,000 | 10.0 | ±14 % | 8.00 | 12.0 | 5.00 |");
    }

    @Test
    void smallerSizesAreNamed() {
        assertThat(new Markdown(RESULTS, "").text()).contains("| Suspension, JDK 17 | 2,000 | 40.0 |");
        assertThat(new Markdown(RESULTS, "").overview()).contains("| 40.0\\* |");
    }

    @Test
    void whatCannotRunIsNamedWithTheReason() {
        assertThat(new Markdown(RESULTS, "").text())
                .contains("- uvloop: No module named \"uvloop\".")
                .contains("- Jox: \"start, suspend on one event, resume and collect\": has other means.");
    }

    @Test
    void aimsSayByHowMuchTheyAreMissed() {
        Aim aim = new Aim(Workload.RESUME_ALL, Entrant.SUSPENSION, Entrant.ASYNCIO, 0.1);
        assertThat(aim.line(RESULTS.series()))
                .hasValueSatisfying(line -> assertThat(line).contains("| 0.10 | 0.20 | missed by 100 % |"));
        assertThat(new Markdown(RESULTS, "").text()).contains("| 0.33 | 0.20 | reached |");
    }

    @Test
    void chartIsWellFormedAndHasABarForEachEntrant() throws Exception {
        String svg = new Chart(RESULTS.series()).svg();
        assertThat(parsed(svg).getElementsByTagName("rect").getLength())
                .as("a bar for each, and the paper")
                .isEqualTo(4);
        assertThat(svg).contains("prefers-color-scheme: dark");
    }

    @Test
    void severalSizesMakeAChartOfGrowth() throws Exception {
        Series more = new Series(Workload.RESUME_ALL, 1_000_000, Entrant.ASYNCIO, 1_000_000, List.of(List.of(20.0)));
        Results grown = new Results("grown", List.of(SUSPENSION, ASYNCIO, more), List.of());
        assertThat(RESULTS.growth()).isEmpty();
        assertThat(grown.growth()).singleElement().satisfies(chart -> {
            assertThat(chart.fileName()).isEqualTo("resume-all-growth.svg");
            assertThat(parsed(chart.svg()).getElementsByTagName("polyline").getLength())
                    .as("a curve and its legend for each entrant")
                    .isEqualTo(4);
        });
    }

    @Test
    void everyEntrantHasItsOwnKindOfCurve() throws Exception {
        List<Series> all = Arrays.stream(Entrant.values())
                .map(entrant -> series(entrant, 100_000, List.of(List.of(1.0))))
                .toList();
        NodeList curves = parsed(new GrowthChart(all).svg()).getElementsByTagName("polyline");
        Set<String> kinds = new HashSet<>();
        for (int i = 0; i < curves.getLength(); i += 2) {
            NamedNodeMap attributes = curves.item(i).getAttributes();
            kinds.add(attributes.getNamedItem("class") + " " + attributes.getNamedItem("stroke-dasharray"));
        }
        assertThat(kinds).hasSameSizeAs(Entrant.values());
    }

    @Test
    void growthAndRatioLeaveOutWhoDidLess() {
        Series more = new Series(Workload.RESUME_ALL, 1_000_000, Entrant.ASYNCIO, 1_000_000, List.of(List.of(20.0)));
        Results grown = new Results("grown", List.of(SUSPENSION, PLATFORM, ASYNCIO, more), List.of());
        assertThat(grown.growth())
                .singleElement()
                .satisfies(chart -> assertThat(chart.svg()).doesNotContain("JDK 17"));
        assertThat(Results.ratio(RESULTS.series(), PLATFORM)).isEmpty();
    }

    @Test
    void numbersHaveThreeDigitsThatMeanSomething() {
        assertThat(List.of(0.0, 0.00213, 0.0149, 0.198, 1.61, 34.6, 192.4, 1_675.2))
                .extracting(Markdown::number)
                .containsExactly("0.00", "0.00213", "0.0149", "0.198", "1.61", "34.6", "192", "1,675");
    }

    private static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    @Test
    void rawFiguresAreKeptAsJson(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("results.json");
        RESULTS.write(directory);
        assertThat(Results.read(file)).isEqualTo(RESULTS);
        assertThat(file)
                .content()
                .contains("\"title\": \"Measured <here>\"")
                .contains("\"reason\": \"No module named \\\"uvloop\\\"\"");
    }

    @Test
    void otherJsonIsRefused(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("other.json");
        for (String other : List.of("", "{}", "[", "{\"series\": [{\"size\": 7}]}")) {
            Files.writeString(file, other);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Results.read(file))
                    .withMessageContaining("other.json");
        }
    }

    @Test
    void whoeverFailsNowIsNamedInTheComparison() {
        Absence failed = Absence.failed(Entrant.SUSPENSION, Workload.QUEUE, 7, new IllegalStateException("hangs"));
        Results now = new Results("now", List.of(ASYNCIO), List.of(failed));
        assertThat(new Comparison(RESULTS, now).text()).contains("| QUEUE | Suspension | | | | **failed** |");
        assertThat(now.hasFailures()).isTrue();
        assertThat(RESULTS.hasFailures()).isFalse();
    }

    @Test
    void changesBeyondBothSpreadsAreNamed() {
        assertThat(changeTo(5.0, 5.2)).contains("| 2.00 ±35 % | 5.10 ±2 % | 2.55 | **worse** |");
        assertThat(changeTo(0.1, 0.1)).contains("| 0.05 | better |");
        assertThat(changeTo(2.0, 2.6)).contains("| 1.15 | same |");
    }

    private static String changeTo(double... figures) {
        Series changed = series(
                Entrant.SUSPENSION,
                100_000,
                List.of(DoubleStream.of(figures).boxed().toList()));
        return new Comparison(RESULTS, new Results("now", List.of(changed, ASYNCIO), List.of())).text();
    }

    @Test
    void onlyTheSameWorkOfSuspensionIsComparedWithAnEarlierRun() {
        Series smaller = series(Entrant.SUSPENSION, 1_000, List.of(List.of(2.0)));
        String text =
                new Comparison(RESULTS, new Results("now", List.of(smaller, PLATFORM, ASYNCIO), List.of())).text();
        assertThat(text.lines().filter(line -> line.startsWith("| start")))
                .singleElement()
                .asString()
                .contains("Suspension, JDK 17");
        assertThat(new Markdown(RESULTS, text).text()).contains("Measured <here>", "Suspension, JDK 17 | 40.0");
    }

    @Test
    void nothingToCompareWithIsSaid() {
        assertThat(new Comparison(RESULTS, new Results("now", List.of(ASYNCIO), List.of())).text())
                .contains("Nothing of Suspension was measured in both.");
    }

    @Test
    void failureIsExplainedByItsOrigin() {
        Exception failure = new IllegalStateException("Benchmark error");
        failure.addSuppressed(new IllegalStateException("wrapped", new IllegalStateException("Other work was done")));
        assertThat(Absence.failed(Entrant.JOX, Workload.QUEUE, 1_000, failure).reason())
                .isEqualTo("failed with 1,000: Other work was done");
    }

    @Test
    void sizesAndSetsComeFromTheArguments() {
        assertThat(Settings.of(List.of("full")).workloads()).hasSize(Workload.values().length);
        assertThat(Settings.of(List.of("full", "TURNS")).workloads()).containsExactly(Workload.TURNS);
        assertThat(Settings.of(List.of("full")).sizes(Workload.RESUME_ALL)).hasSize(4);
        assertThat(Settings.of(List.of("short")).sizes(Workload.RESUME_ALL)).containsExactly(100_000);
        assertThat(Settings.of(List.of("short", "--against", "results.json")))
                .isEqualTo(Settings.of(List.of("--against", "results.json")))
                .extracting(Settings::against)
                .isEqualTo(Path.of("results.json"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(List.of("short", "--against")))
                .withMessage("Nothing follows --against");
        assertThat(Settings.of(List.of("full", "--rounds", "2")).rounds()).isEqualTo(2);
        assertThatIllegalArgumentException().isThrownBy(() -> Settings.of(List.of("--rounds", "0")));
    }
}
