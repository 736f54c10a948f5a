package suspension.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Measures, and writes what came out: {@code results.json}, {@code report.md} and a chart for each benchmark. */
public final class Report {

    private Report() {}

    /** Runs the benchmarks named by the arguments, see {@code README.md}. */
    public static void main(String[] arguments) throws IOException {
        Locale.setDefault(Locale.ROOT); // a chart's coordinates are not for people
        System.setProperty("jmh.ignoreLock", "true");
        System.setProperty("jmh.blackhole.mode", "FULL_DONTINLINE"); // JMH starts a JVM to find out, and none is used
        Path directory = Path.of(System.getProperty("benchmarks.report", "target/report"));
        Settings settings;
        Results before;
        try {
            settings = Settings.of(List.of(arguments));
            before = settings.against() == null ? null : Results.read(settings.against());
        } catch (IllegalArgumentException | IOException e) {
            System.err.println(e + "\nThe workloads are " + List.of(Workload.values()));
            System.exit(2);
            return;
        }
        Host host = Host.find();
        HttpTarget target = HttpTarget.start();
        try {
            Results results = new Rounds(host, settings, title(host, settings)).run(directory);
            write(results, before, directory);
            System.out.println("Written to " + directory.toAbsolutePath());
            System.exit(results.hasFailures() ? 1 : 0);
        } finally {
            target.close();
        }
    }

    private static String title(Host host, Settings settings) {
        return "Measured " + Instant.now().truncatedTo(ChronoUnit.MINUTES) + " on " + host.processors() + "; "
                + host.versions() + "; " + settings;
    }

    private static void write(Results results, @Nullable Results before, Path directory) throws IOException {
        results.write(directory);
        String changes = before == null ? "" : new Comparison(before, results).text();
        Markdown markdown = new Markdown(results, changes);
        Files.writeString(directory.resolve("report.md"), markdown.text());
        for (List<Series> benchmark : results.benchmarks()) {
            Files.writeString(directory.resolve(Chart.fileName(benchmark)), new Chart(benchmark).svg());
        }
        for (GrowthChart chart : results.growth()) {
            Files.writeString(directory.resolve(chart.fileName()), chart.svg());
        }
        System.out.println(markdown.overview() + changes);
    }
}
