package suspension.facade.corpus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import suspension.facade.corpus.KotlinFunction.Unreachable;

/**
 * What was found out about a library.
 *
 * @param library the library
 * @param functions all functions that are not private
 * @param byJavac those that javac can call
 * @param byFacade those that typed facades call
 * @param facades the facades
 */
record Measured(
        Library library,
        List<KotlinFunction> functions,
        Set<KotlinFunction> byJavac,
        Set<KotlinFunction> byFacade,
        TypedFacades facades) {

    static final String HEADER = """
            | library | suspend functions | flows | by javac alone | by a facade | left out | not public |
            |---|---:|---:|---:|---:|---|---|
            """;

    static Measured of(Library library, Path folder) throws IOException {
        List<KotlinFunction> functions = KotlinJar.functionsOf(library.jar());
        List<KotlinFunction> open =
                functions.stream().filter(KotlinFunction::isPublic).toList();
        TypedFacades facades = new TypedFacades(folder.resolve("facades"));
        return new Measured(
                library,
                functions,
                new JavacAlone().callable(open, folder.resolve("alone")),
                facades.callable(open),
                facades);
    }

    /** Returns the functions that a facade should call and does not. */
    List<KotlinFunction> missing() {
        return functions.stream()
                .filter(each -> each.unreachable() == null && !byFacade.contains(each))
                .toList();
    }

    /** Returns the library's row of the table. */
    String row() {
        List<KotlinFunction> open =
                functions.stream().filter(KotlinFunction::isPublic).toList();
        long suspending = open.stream().filter(KotlinFunction::isSuspend).count();
        return "| " + library.title() + " | " + suspending + " | " + (open.size() - suspending) + " | "
                + share(byJavac.size(), open.size()) + " | " + share(byFacade.size(), open.size()) + " | "
                + counted(true) + " | " + counted(false) + " |\n";
    }

    private static String share(int part, int all) {
        return part + " (" + (100 * part / all) + " %)";
    }

    private String counted(boolean isPublic) {
        Map<Unreachable, Integer> counts = new EnumMap<>(Unreachable.class);
        for (KotlinFunction each : functions) {
            Unreachable reason = each.unreachable();
            if (reason != null && reason.isPublic() == isPublic) {
                counts.merge(reason, 1, Integer::sum);
            }
        }
        List<String> reasons = new ArrayList<>();
        counts.forEach((reason, count) -> reasons.add(count + " " + reason));
        if (isPublic && !missing().isEmpty()) {
            reasons.add(missing().size() + " not covered");
        }
        return String.join(", ", reasons);
    }
}
