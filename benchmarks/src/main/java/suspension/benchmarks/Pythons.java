package suspension.benchmarks;

import java.io.File;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** For each entrant that needs one, the first of the Pythons found that can import it. */
final class Pythons {

    private static final String CHECK = """
            import sys
            assert sys.version_info >= (3, 11), 'Python 3.11 or newer is needed'
            import %s as module
            print(getattr(module, '__version__', ''), 'on Python', sys.version.split()[0])
            """;

    /** What an executable said to the check. */
    private record Answer(String executable, Command.Outcome outcome) {

        boolean canImport() {
            return outcome.status() == 0;
        }
    }

    private final Map<Entrant, Answer> answers = new EnumMap<>(Entrant.class);

    private Pythons() {}

    /** From {@code benchmarks.pythons}: executables separated by the path separator, the one to prefer first. */
    static Pythons find() {
        List<String> executables = Arrays.stream(
                        System.getProperty("benchmarks.pythons", "").split(File.pathSeparator, 0))
                .filter(executable -> !executable.isEmpty())
                .toList();
        Pythons found = new Pythons();
        for (Entrant entrant : Entrant.values()) {
            if (entrant.isPython()) {
                found.answers.put(entrant, answer(entrant, executables.isEmpty() ? List.of("python3") : executables));
            }
        }
        return found;
    }

    /** Of the first that can import it; else of the first. */
    private static Answer answer(Entrant entrant, List<String> executables) {
        Answer first = answer(entrant, executables.get(0));
        return first.canImport()
                ? first
                : executables.stream()
                        .skip(1)
                        .map(executable -> answer(entrant, executable))
                        .filter(Answer::canImport)
                        .findFirst()
                        .orElse(first);
    }

    private static Answer answer(Entrant entrant, String executable) {
        String check = CHECK.formatted(entrant.implementation);
        return new Answer(executable, Command.ask(executable, "-c", check));
    }

    /** What runs the entrant. */
    String executable(Entrant entrant) {
        return answerTo(entrant).executable();
    }

    /** Why the entrant cannot run, or null. */
    @Nullable
    String obstacle(Entrant entrant) {
        Answer answer = answerTo(entrant);
        return answer.canImport() ? null : answer.outcome().lastLine();
    }

    private Answer answerTo(Entrant entrant) {
        Answer answer = answers.get(entrant);
        if (answer == null) {
            throw new IllegalArgumentException(entrant.title + " needs no Python");
        }
        return answer;
    }

    /** Who runs on which, for the title of a report. */
    String versions() {
        return answers.entrySet().stream()
                .filter(entry -> entry.getValue().canImport())
                .map(entry -> entry.getKey().title + " "
                        + entry.getValue().outcome().lastLine().strip())
                .collect(Collectors.joining(", "));
    }
}
