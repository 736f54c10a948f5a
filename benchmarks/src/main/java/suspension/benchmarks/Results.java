package suspension.benchmarks;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a report is made of. */
record Results(String title, List<Series> series, List<Report.Absence> absences) {

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
        return of(benchmark, Entrant.SUSPENSION).map(suspension -> one.median() / suspension.median());
    }

    /** As JSON has it. */
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("title", title);
        map.put("series", series.stream().map(Results::toMap).toList());
        map.put("absences", absences.stream().map(Results::toMap).toList());
        return map;
    }

    private static Map<String, Object> toMap(Series one) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("workload", one.workload().name());
        map.put("unit", one.workload().unit.text);
        map.put("entrant", one.entrant().name());
        map.put("size", one.actualSize());
        map.put("median", one.median());
        map.put("rounds", one.rounds());
        return map;
    }

    private static Map<String, Object> toMap(Report.Absence absence) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("entrant", absence.entrant().name());
        Workload workload = absence.workload();
        map.put("workload", workload == null ? "all" : workload.name());
        map.put("reason", absence.reason());
        return map;
    }
}
