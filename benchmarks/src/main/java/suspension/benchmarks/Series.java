package suspension.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** What one entrant's runs of one workload gave: a figure of each run, a list for each round. Less is better. */
record Series(Workload workload, int size, Entrant entrant, int actualSize, List<List<Double>> rounds) {

    private static final int ENOUGH_ROUNDS = 4;

    /** Whether the other is of the same work, done by the same entrant. */
    boolean isOfTheSame(Series other) {
        return workload == other.workload
                && size == other.size
                && actualSize == other.actualSize
                && entrant == other.entrant;
    }

    /** Whether the entrant did as much as it stands for. */
    boolean isWhole() {
        return actualSize == size;
    }

    private List<Double> sorted() {
        List<Double> all = new ArrayList<>();
        rounds.forEach(all::addAll);
        all.sort(null);
        return all;
    }

    double median() {
        return quantile(0.5);
    }

    /** Half of the distance between the deciles, as a share of the median. */
    double spread() {
        return deviation() / Math.abs(median());
    }

    /** Half of the distance between the deciles. */
    private double deviation() {
        return (quantile(0.9) - quantile(0.1)) / 2;
    }

    /**
     * Whether the medians differ by more than the sum of both spreads; by twice that, if one is of so few rounds that they
     * do not show how much processes differ.
     */
    boolean differsFrom(Series other) {
        int few = Math.min(rounds.size(), other.rounds.size()) < ENOUGH_ROUNDS ? 2 : 1;
        return Math.abs(median() - other.median()) > few * (deviation() + other.deviation());
    }

    double quantile(double share) {
        List<Double> all = sorted();
        double position = share * (all.size() - 1);
        int below = (int) position;
        int above = Math.min(below + 1, all.size() - 1);
        return all.get(below) + (position - below) * (all.get(above) - all.get(below));
    }
}
