package suspension.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How much is measured, and the results that it is compared with. */
record Settings(
        String name,
        Set<Workload> workloads,
        boolean growth,
        int rounds,
        Timing timing,
        @Nullable Path against) {

    /** How long one process warms up on small pieces, and then on all of the work; how many runs count, and how long each of
     * them repeats the work. */
    record Timing(int warmUpMillis, int runs, int runMillis) {}

    private static final int[] GROWTH = {1_000, 10_000, 100_000, 1_000_000};

    /** @param arguments "short" or "full", the workloads if not all of that set, and "--against" with earlier results */
    static Settings of(List<String> arguments) {
        List<String> words = new ArrayList<>(arguments);
        int option = words.indexOf("--against");
        Path against = null;
        if (option >= 0) {
            words.remove(option);
            if (option == words.size()) {
                throw new IllegalArgumentException("Name the results after --against");
            }
            against = Path.of(words.remove(option));
        }
        String name = words.isEmpty() ? "short" : words.remove(0);
        Set<Workload> chosen = EnumSet.noneOf(Workload.class);
        words.stream().map(Workload::valueOf).forEach(chosen::add);
        return of(name, chosen, against);
    }

    private static Settings of(String name, Set<Workload> chosen, @Nullable Path against) {
        return switch (name) {
            case "short" -> {
                Set<Workload> workloads = chosen.isEmpty() ? shortSet() : chosen;
                yield new Settings(name, workloads, false, 2, new Timing(500, 3, 100), against);
            }
            case "full" -> {
                Set<Workload> workloads = chosen.isEmpty() ? EnumSet.allOf(Workload.class) : chosen;
                yield new Settings(name, workloads, true, 5, new Timing(800, 2, 200), against);
            }
            default -> throw new IllegalArgumentException("Say short or full, not " + name);
        };
    }

    private static Set<Workload> shortSet() {
        return EnumSet.of(
                Workload.START_AND_COLLECT,
                Workload.RESUME_ALL,
                Workload.LONE_YIELDS,
                Workload.TURNS,
                Workload.AWAIT_READY,
                Workload.MEMORY,
                Workload.EMPTY_RUN);
    }

    /** The sizes in which a workload is measured. */
    int[] sizes(Workload workload) {
        return switch (workload) {
            case GATHER -> new int[] {10, 1_000, 100_000};
            case START_AND_COLLECT, RESUME_ALL -> growth ? GROWTH : new int[] {workload.size};
            default -> new int[] {workload.size};
        };
    }

    @Override
    public String toString() {
        return "%s: %d rounds of %d runs of %d ms after %d ms to warm up, of %s"
                .formatted(name, rounds, timing.runs(), timing.runMillis(), timing.warmUpMillis(), workloads);
    }
}
