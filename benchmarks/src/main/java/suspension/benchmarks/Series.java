package suspension.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** What one entrant's runs of one workload gave: a figure of each run, a list for each round. Less is better. */
record Series(Workload workload, int size, Entrant entrant, int actualSize, List<List<Double>> rounds) {

    private List<Double> sorted() {
        List<Double> all = new ArrayList<>();
        rounds.forEach(all::addAll);
        all.sort(null);
        return all;
    }

    double median() {
        return quantile(0.5);
    }

    /** Half of the distance between the quartiles, as a share of the median. */
    double spread() {
        return (quantile(0.75) - quantile(0.25)) / 2 / Math.abs(median());
    }

    double quantile(double share) {
        List<Double> all = sorted();
        double position = share * (all.size() - 1);
        int below = (int) position;
        int above = Math.min(below + 1, all.size() - 1);
        return all.get(below) + (position - below) * (all.get(above) - all.get(below));
    }
}
