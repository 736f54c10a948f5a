package suspension.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every code block of the README stands in a test that is compiled and run: in a file of
 * this folder, or of the Kotlin one beside it, to the letter but for white space.
 */
class ReadmeTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    /** Tests, and the shop, which has tests of its own. */
    private static final List<Path> FOLDERS = List.of(
            Path.of("src/test/java/suspension/readme"),
            Path.of("src/test/kotlin/suspension/readme"),
            Path.of("shop/src/main/java/shop"));

    private final String readme = read(ROOT.resolve("README.md"));
    private final List<String> tested = tested();

    @TestFactory
    Stream<DynamicTest> eachCodeBlockIsTested() {
        List<DynamicTest> tests = new ArrayList<>();
        String[] parts = readme.split("```", -1);
        for (int i = 1; i < parts.length; i += 2) {
            String language = parts[i].lines().findFirst().orElse("");
            if (language.equals("java") || language.equals("kotlin")) {
                String code = parts[i].substring(language.length());
                tests.add(
                        DynamicTest.dynamicTest(code.strip().lines().findFirst().orElse(""), () -> isTested(code)));
            }
        }
        assertThat(tests).hasSizeGreaterThan(3);
        return tests.stream();
    }

    @Test
    void theTwoCommandsAreThoseThatTheBuildRuns() {
        assertThat(readme).contains("\nmvn verify\n", "\nmvn -q compile exec:exec\n");
        assertThat(read(ROOT.resolve(".ci/run"))).contains("mvn -Ppublish verify ", "mvn -q compile exec:exec");
    }

    private void isTested(String code) {
        assertThat(tested).as("a test that holds %s", code).anyMatch(file -> file.contains(squeezed(code)));
    }

    private static List<String> tested() {
        List<String> files = new ArrayList<>();
        for (Path folder : FOLDERS) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> found = Files.list(folder)) {
                    found.forEach(file -> files.add(squeezed(read(file))));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return files;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String squeezed(String code) {
        return code.replaceAll("\\s+", "");
    }
}
