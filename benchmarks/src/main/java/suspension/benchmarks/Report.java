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
        Settings settings = Settings.of(List.of(arguments));
        Results before = settings.against() == null ? null : Results.read(settings.against());
        Host host = Host.find();
        HttpTarget target = HttpTarget.start();
        try {
            write(new Rounds(host, settings).run(title(host, settings)), before, directory);
        } finally {
            target.close();
        }
        System.out.println("Written to " + directory.toAbsolutePath());
    }

    private static String title(Host host, Settings settings) {
        return "Measured " + Instant.now().truncatedTo(ChronoUnit.MINUTES) + " on " + host.processors() + "; "
                + host.versions() + "; " + settings;
    }

    private static void write(Results results, @Nullable Results before, Path directory) throws IOException {
        Files.createDirectories(directory);
        results.write(directory.resolve("results.json"));
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
