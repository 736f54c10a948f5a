package suspension.differential;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds a Python whose asyncio is the one to compare with: 3.13 or newer. {@code SUSPENSION_PYTHON} may name one. */
final class PythonFinder {

    static final String NEEDED =
            "CPython 3.13 or newer, named by SUSPENSION_PYTHON or found in PATH as python3.x or python3";

    private static final List<String> NAMES = List.of("python3.13", "python3.14", "python3.15", "python3");

    private PythonFinder() {}

    static Optional<Path> find() {
        return candidates().stream().filter(PythonFinder::isNewEnough).findFirst();
    }

    private static List<Path> candidates() {
        String named = System.getenv("SUSPENSION_PYTHON");
        if (named != null) {
            return List.of(Path.of(named));
        }
        List<Path> candidates = new ArrayList<>();
        for (String name : NAMES) {
            directories().map(directory -> directory.resolve(name)).forEach(candidates::add);
        }
        Path versions = Path.of(System.getProperty("user.home"), ".pyenv", "versions");
        for (int minor = 13; minor < 20; minor++) {
            candidates.addAll(installed(versions, "3." + minor + "."));
        }
        candidates.removeIf(candidate -> !Files.isExecutable(candidate));
        return candidates;
    }

    private static Stream<Path> directories() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(path)
                .map(Path::of);
    }

    private static List<Path> installed(Path versions, String prefix) {
        List<Path> installed = new ArrayList<>();
        try (var directories = Files.newDirectoryStream(versions, prefix + "*")) {
            directories.forEach(directory -> installed.add(directory.resolve("bin/python")));
        } catch (IOException e) {
            return List.of();
        }
        return installed;
    }

    private static boolean isNewEnough(Path python) {
        String question = "import sys; print(sys.implementation.name == 'cpython' and sys.version_info >= (3, 13))";
        try {
            Process process = new ProcessBuilder(python.toString(), "-c", question).start();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor(10, TimeUnit.SECONDS) && answer.strip().equals("True");
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
