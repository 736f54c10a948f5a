package suspension.benchmarks;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** How much is measured. */
record Settings(String name, Set<Workload> workloads, boolean growth, int rounds, int warmups, int runs) {

    private static final int[] GROWTH = {1_000, 10_000, 100_000, 1_000_000};

    /** @param arguments "short" or "full", and the workloads if not all of that set */
    static Settings of(List<String> arguments) {
        String name = arguments.isEmpty() ? "short" : arguments.get(0);
        Set<Workload> chosen = EnumSet.noneOf(Workload.class);
        arguments.stream().skip(1).map(Workload::valueOf).forEach(chosen::add);
        return switch (name) {
            case "short" -> new Settings(name, chosen.isEmpty() ? shortSet() : chosen, false, 2, 3, 3);
            case "full" -> new Settings(name, chosen.isEmpty() ? EnumSet.allOf(Workload.class) : chosen, true, 5, 8, 5);
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
        return name + ": " + rounds + " rounds of " + runs + " runs after " + warmups + " to warm up, of "
                + Arrays.toString(workloads.toArray());
    }
}
