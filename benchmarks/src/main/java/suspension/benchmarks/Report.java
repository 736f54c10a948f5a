package suspension.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Lets the entrants run in turn, A B C A B C, so that a machine that slows down slows all of them, and writes what came
 * out: {@code results.json}, {@code report.md} and a chart for each benchmark.
 */
public final class Report {

    /** A benchmark that an entrant does not take part in, and why. */
    record Absence(Entrant entrant, @Nullable Workload workload, String reason) {}

    private final Host host;
    private final Settings settings;
    private final List<Series> series = new ArrayList<>();
    private final List<Absence> absences = new ArrayList<>();
    private final List<Entrant> present = new ArrayList<>();

    private Report(Host host, Settings settings) {
        this.host = host;
        this.settings = settings;
    }

    /** Runs the benchmarks named by the arguments, see {@code README.md}. */
    public static void main(String[] arguments) throws IOException {
        Locale.setDefault(Locale.ROOT); // a chart's coordinates are not for people
        System.setProperty("jmh.ignoreLock", "true");
        Path directory = Path.of(System.getProperty("benchmarks.report", "target/report"));
        Report report = new Report(Host.find(), Settings.of(List.of(arguments)));
        HttpTarget target = HttpTarget.start();
        try {
            report.measure();
        } finally {
            target.close();
        }
        report.write(directory);
        System.out.println("Written to " + directory.toAbsolutePath());
    }

    private void measure() {
        for (Entrant entrant : Entrant.values()) {
            String obstacle = host.obstacle(entrant);
            if (obstacle == null) {
                present.add(entrant);
            } else {
                absences.add(new Absence(entrant, null, obstacle));
            }
        }
        for (Workload workload : settings.workloads()) {
            List<Entrant> able = present.stream()
                    .filter(entrant -> !isLeftOut(entrant, workload))
                    .toList();
            for (int size : settings.sizes(workload)) {
                measure(workload, size, able);
            }
        }
    }

    private boolean isLeftOut(Entrant entrant, Workload workload) {
        String reason = entrant.leavesOut(workload);
        if (reason != null) {
            absences.add(new Absence(entrant, workload, reason));
        }
        return reason != null;
    }

    private void measure(Workload workload, int size, List<Entrant> able) {
        Map<Entrant, List<List<Double>>> rounds = new LinkedHashMap<>();
        able.forEach(entrant -> rounds.put(entrant, new ArrayList<>()));
        for (int round = 1; round <= settings.rounds(); round++) {
            for (Map.Entry<Entrant, List<List<Double>>> taking : List.copyOf(rounds.entrySet())) {
                Entrant entrant = taking.getKey();
                System.out.printf("%s of %,d, round %d: %s%n", workload, size, round, entrant.title);
                Measurement one = new Measurement(
                        host, entrant, workload, entrant.sizeOf(workload, size), settings.warmups(), settings.runs());
                try {
                    taking.getValue().add(one.figures());
                } catch (RunnerException | RuntimeException e) {
                    absences.add(new Absence(entrant, workload, "failed: " + e.getMessage()));
                    rounds.remove(entrant);
                }
            }
        }
        rounds.forEach((entrant, figures) ->
                series.add(new Series(workload, size, entrant, entrant.sizeOf(workload, size), figures)));
    }

    private void write(Path directory) throws IOException {
        Files.createDirectories(directory);
        String title = "Measured " + Instant.now().truncatedTo(ChronoUnit.MINUTES) + " on " + host.processors() + "; "
                + host.versions() + "; " + settings;
        Results results = new Results(title, series, absences);
        Files.writeString(directory.resolve("results.json"), Json.of(results.toMap()));
        Files.writeString(directory.resolve("report.md"), new Markdown(results).text());
        for (List<Series> benchmark : results.benchmarks()) {
            Files.writeString(directory.resolve(Chart.fileName(benchmark)), new Chart(benchmark).svg());
        }
        for (GrowthChart chart : results.growth()) {
            Files.writeString(directory.resolve(chart.fileName()), chart.svg());
        }
        System.out.println(new Markdown(results).overview());
    }
}
