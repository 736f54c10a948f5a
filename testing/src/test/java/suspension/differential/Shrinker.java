package suspension.differential;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes a program that differs smaller, as long as it still differs. */
final class Shrinker {

    private static final int MAX_ROUNDS = 200;
    private static final int BATCH = 400;

    private final Comparison comparison;

    Shrinker(Comparison comparison) {
        this.comparison = comparison;
    }

    Verdict shrink(Verdict different) {
        Verdict smallest = different;
        for (int round = 0; round < MAX_ROUNDS; round++) {
            Verdict smaller = smaller(smallest);
            if (smaller == null) {
                break;
            }
            smallest = smaller;
        }
        return smallest;
    }

    private Verdict smaller(Verdict verdict) {
        Map<String, Program> candidates = new LinkedHashMap<>();
        for (List<Step> steps : variants(verdict.program().steps())) {
            Program program = Program.of(steps);
            candidates.putIfAbsent(program.toString(), program);
        }
        List<Program> ordered = new ArrayList<>(candidates.values());
        ordered.sort(Comparator.comparing(Program::size)
                .thenComparing(p -> p.toString().length()));
        for (int from = 0; from < ordered.size(); from += BATCH) {
            for (Verdict candidate :
                    comparison.compare(ordered.subList(from, Math.min(ordered.size(), from + BATCH)))) {
                if (candidate.isDifferent()) {
                    return candidate;
                }
            }
        }
        return null;
    }

    private static List<List<Step>> variants(List<Step> steps) {
        List<List<Step>> variants = new ArrayList<>();
        for (int size = steps.size(); size > 0; size /= 2) {
            for (int from = 0; from + size <= steps.size(); from += size) {
                variants.add(replaced(steps, from, from + size, List.of()));
            }
        }
        for (int i = 0; i < steps.size(); i++) {
            for (List<Step> instead : instead(steps.get(i))) {
                variants.add(replaced(steps, i, i + 1, instead));
            }
        }
        return variants;
    }

    private static <T> List<T> replaced(List<T> list, int from, int to, List<? extends T> instead) {
        List<T> changed = new ArrayList<>(list.subList(0, from));
        changed.addAll(instead);
        changed.addAll(list.subList(to, list.size()));
        return changed;
    }

    /** Simpler steps instead of this one: what it holds, or the same with less. */
    private static List<List<Step>> instead(Step step) {
        List<List<Step>> instead = new ArrayList<>();
        for (int i = 0; i < step.arguments().size(); i++) {
            Object argument = step.arguments().get(i);
            if (isSteps(argument)) {
                instead.add(step.steps(i));
            }
            for (Object simpler : simpler(step, i, argument)) {
                instead.add(List.of(step.with(i, simpler)));
            }
        }
        return instead;
    }

    private static boolean isSteps(Object argument) {
        return argument instanceof List<?> list
                && !list.isEmpty()
                && list.stream().allMatch(Step.class::isInstance);
    }

    private static List<Object> simpler(Step step, int index, Object argument) {
        List<Object> simpler = new ArrayList<>();
        if (argument instanceof Integer number && number > Generator.MAX_NUMBER) { // a delay; tasks keep their numbers
            for (int smaller = 1; smaller < 8; smaller++) {
                simpler.add(smaller);
            }
        } else if (isSteps(argument)) {
            simpler.addAll(variants(step.steps(index)));
        } else if (argument instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                simpler.add(replaced(List.copyOf(list), i, i + 1, List.of()));
                if (list.get(i) instanceof List<?> item && isSteps(item.get(1))) { // what gather runs
                    for (List<Step> steps : variants(new Step(0, "", List.copyOf(item)).steps(1))) {
                        simpler.add(replaced(List.copyOf(list), i, i + 1, List.of(List.of(item.get(0), steps))));
                    }
                }
            }
        }
        return simpler;
    }
}
