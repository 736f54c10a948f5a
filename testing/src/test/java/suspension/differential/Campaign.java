package suspension.differential;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Many random programs: how many agree, and of those that do not, the smallest of each kind. */
final class Campaign {

    private final Comparison comparison;
    private final Shrinker shrinker;
    private final int maxShrunk;
    private final Consumer<Verdict> report;

    /** How many programs come down to the same operations. */
    private final Map<String, Integer> kinds = new HashMap<>();

    private int same;
    private int intended;
    private int different;
    private int shrunk;

    /** @param report is told of the smallest program of each kind of difference */
    Campaign(Comparison comparison, int maxShrunk, Consumer<Verdict> report) {
        this.comparison = comparison;
        this.shrinker = new Shrinker(comparison);
        this.maxShrunk = maxShrunk;
        this.report = report;
    }

    /** Programs of the seeds from the first on. */
    void run(long firstSeed, int count) {
        List<Program> programs = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            programs.add(Generator.program(firstSeed + i));
        }
        for (Verdict verdict : comparison.compare(programs)) {
            if (verdict.isSame()) {
                same++;
            } else if (verdict.isIntended()) {
                intended++;
            } else {
                different++;
                shrink(verdict);
            }
        }
    }

    private void shrink(Verdict verdict) {
        if (shrunk++ < maxShrunk) {
            Verdict smallest = shrinker.shrink(verdict);
            if (kinds.merge(kind(smallest), 1, Integer::sum) == 1) {
                report.accept(smallest);
            }
        }
    }

    private static String kind(Verdict verdict) {
        Set<String> operations = new TreeSet<>();
        collect(verdict.program().steps(), operations);
        return operations.toString();
    }

    private static void collect(Object value, Set<String> operations) {
        if (value instanceof Step step) {
            operations.add(step.operation());
            collect(step.arguments(), operations);
        } else if (value instanceof List<?> list) {
            list.forEach(element -> collect(element, operations));
        }
    }

    int differences() {
        return different;
    }

    String summary() {
        StringBuilder text = new StringBuilder()
                .append(same)
                .append(" the same, ")
                .append(intended)
                .append(" as intended, ")
                .append(different)
                .append(" different");
        kinds.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .forEach(kind -> text.append("\n  ")
                        .append(kind.getValue())
                        .append(" of ")
                        .append(kind.getKey()));
        return text.toString();
    }
}
