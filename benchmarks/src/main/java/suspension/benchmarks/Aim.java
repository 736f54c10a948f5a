package suspension.benchmarks;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How Suspension is to compare: its median is at most so many times the other's; with nobody to compare with, at most so
 * much.
 */
record Aim(Workload workload, Entrant suspension, @Nullable Entrant other, double limit) {

    static final List<Aim> ALL = List.of(
            new Aim(Workload.START_AND_COLLECT, Entrant.SUSPENSION, Entrant.ASYNCIO, 1 / 10.0),
            new Aim(Workload.START_AND_COLLECT, Entrant.SUSPENSION, Entrant.UVLOOP, 1 / 10.0),
            new Aim(Workload.LONE_YIELDS, Entrant.SUSPENSION, Entrant.ASYNCIO, 1 / 10.0),
            new Aim(Workload.LONE_YIELDS, Entrant.SUSPENSION, Entrant.UVLOOP, 1 / 10.0),
            new Aim(Workload.RESUME_ALL, Entrant.SUSPENSION, Entrant.ASYNCIO, 1 / 3.0),
            new Aim(Workload.RESUME_ALL, Entrant.SUSPENSION, Entrant.UVLOOP, 1 / 3.0),
            new Aim(Workload.TURNS, Entrant.SUSPENSION, Entrant.ASYNCIO, 1 / 2.0),
            new Aim(Workload.TURNS, Entrant.SUSPENSION, Entrant.UVLOOP, 1 / 2.0),
            new Aim(Workload.START_AND_COLLECT, Entrant.SUSPENSION_KOTLIN, Entrant.KOTLIN, 1.1),
            new Aim(Workload.START_AND_COLLECT, Entrant.SUSPENSION_KOTLIN, Entrant.KOTLIN_EXECUTOR, 1.1),
            new Aim(Workload.RESUME_ALL, Entrant.SUSPENSION_KOTLIN, Entrant.KOTLIN, 1.1),
            new Aim(Workload.RESUME_ALL, Entrant.SUSPENSION_KOTLIN, Entrant.KOTLIN_EXECUTOR, 1.1),
            new Aim(Workload.MEMORY, Entrant.SUSPENSION_KOTLIN, Entrant.KOTLIN, 1.3),
            new Aim(Workload.RESUME_ALL, Entrant.SUSPENSION, Entrant.VIRTUAL_THREADS, 3),
            new Aim(Workload.SLEEPERS, Entrant.SUSPENSION, null, 350));

    /** A line of a table, or nothing if one of the two was not measured. */
    Optional<String> line(List<Series> benchmark) {
        if (benchmark.get(0).workload() != workload || benchmark.get(0).size() != workload.size) {
            return Optional.empty();
        }
        return Results.of(benchmark, suspension)
                .flatMap(ours -> compared(ours, benchmark))
                .map(this::line);
    }

    private Optional<Double> compared(Series ours, List<Series> benchmark) {
        return other == null
                ? Optional.of(ours.median())
                : Results.of(benchmark, other).map(theirs -> ours.median() / theirs.median());
    }

    private String line(double ratio) {
        return "| %s | %s to %s | %.2f | %.2f | %s |%n"
                .formatted(
                        workload.title,
                        suspension.title,
                        other == null ? workload.unit.text : other.title,
                        limit,
                        ratio,
                        ratio <= limit ? "reached" : "missed by %.0f %%".formatted((ratio / limit - 1) * 100));
    }
}
