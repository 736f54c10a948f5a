package suspension.benchmarks;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a report is made of. */
record Results(String title, List<Series> series, List<Absence> absences) {

    private static final Gson JSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    /** The series of one workload and size, of all entrants: a benchmark. */
    List<List<Series>> benchmarks() {
        Map<String, List<Series>> benchmarks = new LinkedHashMap<>();
        for (Series one : series) {
            benchmarks
                    .computeIfAbsent(one.workload() + " " + one.size(), key -> new ArrayList<>())
                    .add(one);
        }
        return List.copyOf(benchmarks.values());
    }

    /** The workloads that were measured in several sizes, each with all its series. */
    List<GrowthChart> growth() {
        Map<Workload, List<Series>> byWorkload = new EnumMap<>(Workload.class);
        series.forEach(one -> byWorkload
                .computeIfAbsent(one.workload(), key -> new ArrayList<>())
                .add(one));
        return byWorkload.values().stream()
                .filter(all -> all.stream().mapToInt(Series::size).distinct().count() > 1)
                .map(GrowthChart::new)
                .toList();
    }

    static Optional<Series> of(List<Series> benchmark, Entrant entrant) {
        return benchmark.stream().filter(one -> one.entrant() == entrant).findFirst();
    }

    /** How many times as much as Suspension's median, where there is one to compare with. */
    static Optional<Double> ratio(List<Series> benchmark, Series one) {
        return of(benchmark, Entrant.SUSPENSION)
                .filter(suspension -> one.isWhole())
                .map(suspension -> one.median() / suspension.median());
    }

    /** @throws IllegalArgumentException if these are not the results of such a report as this */
    static Results read(Path file) throws IOException {
        try (Reader reader = Files.newBufferedReader(file)) {
            Results read = JSON.fromJson(reader, Results.class);
            if (read == null || read.series == null || read.series.stream().anyMatch(one -> one.actualSize() == 0)) {
                throw new IllegalArgumentException(
                        file + " holds no results, or those of another version of the report");
            }
            return read;
        } catch (JsonParseException e) {
            throw new IllegalArgumentException(file + " is no results.json: " + e.getMessage(), e);
        }
    }

    /** Whether somebody failed who should have run. */
    boolean hasFailures() {
        return absences.stream().anyMatch(Absence::isFailure);
    }

    void write(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("results.json"), JSON.toJson(this) + "\n");
    }
}
