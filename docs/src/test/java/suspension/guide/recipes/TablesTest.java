package suspension.guide.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every example in the tables of three pages stands in a test that is compiled and run, to the letter but for white space. An
 * example is what stands between {@code `+} and {@code +`}.
 */
class TablesTest {

    private static final Path BASE = Path.of(System.getProperty("guide.basedir", ""));

    private static final Path PAGES = BASE.resolve("src/main/asciidoc");

    private static final List<Path> SOURCES = List.of(
            BASE.resolve("src/test/java/suspension/guide/recipes"),
            BASE.resolve("src/test/java/suspension/guide/shop"),
            BASE.resolve("src/test/kotlin/suspension/guide/recipes"));

    private static final Pattern EXAMPLE = Pattern.compile("`\\+(.*?)\\+`");

    private final List<String> tested = tested();

    @TestFactory
    Stream<DynamicTest> asyncio() {
        return examplesOf("from-asyncio.adoc");
    }

    @TestFactory
    Stream<DynamicTest> kotlin() {
        return examplesOf("from-runblocking.adoc");
    }

    @TestFactory
    Stream<DynamicTest> callsOfKotlin() {
        return examplesOf("kotlin.adoc");
    }

    private Stream<DynamicTest> examplesOf(String page) {
        List<String> examples = EXAMPLE.matcher(read(PAGES.resolve(page)))
                .results()
                .map(MatchResult::group)
                .map(example -> example.substring(2, example.length() - 2))
                .toList();
        assertThat(examples).hasSizeGreaterThan(5);
        return examples.stream().map(example -> DynamicTest.dynamicTest(example, () -> isTested(example)));
    }

    private void isTested(String example) {
        assertThat(tested).as("a test that holds %s", example).anyMatch(file -> file.contains(squeezed(example)));
    }

    private static List<String> tested() {
        List<String> files = new ArrayList<>();
        for (Path folder : SOURCES) {
            try (Stream<Path> found = Files.list(folder)) {
                found.forEach(file -> files.add(squeezed(read(file))));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
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
