package suspension.facade.processor.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Decides which methods a function with defaults and value classes becomes. */
final class Overloads {

    /** What tells which parameters are left out are the bits of a positive long, */
    static final int MOST_OMITTED = 63;

    /** and of an int where the caller chooses. */
    static final int MOST_OPTIONS = 32;

    private Overloads() {}

    /** Says why a function has not each form that its defaults ask for; empty if it has. */
    static String lacking(FacadeMethod method) {
        int numbered = Calls.numbered(method.inherited().defaults());
        if (numbered <= MOST_OPTIONS || !needsOptions(method.full().given())) {
            return "";
        }
        return numbered <= MOST_OMITTED
                ? "has no object for its defaults, because it has more than " + MOST_OPTIONS + " parameters"
                : "takes all its arguments, because it has more than " + MOST_OMITTED + " parameters";
    }

    /** Returns the methods beside the full one, the most wanted first. */
    static List<Variant> of(FacadeMethod method, String options) {
        Variant full = method.full();
        int numbered = Calls.numbered(method.inherited().defaults());
        List<Variant> plain = new ArrayList<>();
        if (numbered <= MOST_OMITTED) {
            for (List<FacadeParameter> given : runs(full.given())) {
                plain.add(new Variant(full.name(), given, null, false));
            }
        }
        if (numbered <= MOST_OPTIONS && needsOptions(full.given())) {
            plain.add(new Variant(full.name(), required(full.given()), options, false));
        }
        List<Variant> all = new ArrayList<>(plain);
        if (full.canBeWrapped()) {
            all.add(full.wrapped());
        }
        plain.stream().filter(Variant::canBeWrapped).map(Variant::wrapped).forEach(all::add);
        return all;
    }

    /** The parameters that are given where a run at the end, or before a last lambda, is left out. */
    private static List<List<FacadeParameter>> runs(List<FacadeParameter> parameters) {
        List<List<FacadeParameter>> runs = new ArrayList<>(runsBefore(parameters, parameters.size()));
        int last = parameters.size() - 1;
        if (last >= 0 && parameters.get(last).isLambda()) {
            runsBefore(parameters, last).stream()
                    .filter(run -> runs.stream().noneMatch(run::equals))
                    .forEach(runs::add);
        }
        return runs;
    }

    private static List<List<FacadeParameter>> runsBefore(List<FacadeParameter> parameters, int end) {
        List<List<FacadeParameter>> runs = new ArrayList<>();
        for (int start = end - 1; start >= 0 && parameters.get(start).hasDefault(); start--) {
            List<FacadeParameter> given = new ArrayList<>(parameters.subList(0, start));
            given.addAll(parameters.subList(end, parameters.size()));
            runs.add(0, given);
        }
        return runs;
    }

    /** Whether there are defaults of which the runs do not reach each combination. */
    private static boolean needsOptions(List<FacadeParameter> parameters) {
        long defaults = parameters.stream().filter(FacadeParameter::hasDefault).count();
        if (defaults == 0) {
            return false;
        }
        return defaults > 1 || runs(parameters).isEmpty();
    }

    private static List<FacadeParameter> required(List<FacadeParameter> parameters) {
        return IntStream.range(0, parameters.size())
                .mapToObj(parameters::get)
                .filter(each -> !each.hasDefault())
                .toList();
    }
}
