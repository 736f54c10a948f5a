package suspension.facade.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How much of other people's libraries Java can call. */
class CorpusTest {

    private static final Map<Library, Measured> MEASURED = new EnumMap<>(Library.class);
    private static final Path README = Path.of("README.md");
    private static final String BEGIN = "<!-- measured -->\n";
    private static final String END = "<!-- end -->\n";

    @BeforeAll
    static void measure(@TempDir Path folder) throws IOException {
        for (Library each : Library.values()) {
            MEASURED.put(each, Measured.of(each, folder.resolve(each.name())));
        }
    }

    @ParameterizedTest
    @EnumSource
    void facadesCompileWithoutWarnings(Library library) {
        assertThat(MEASURED.get(library).facades().complaints()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void facadesCallWhateverJavaCanReach(Library library) {
        assertThat(MEASURED.get(library).missing()).isEmpty();
    }

    /** A function that a handle could not be made for is no surprise at its first call. */
    @ParameterizedTest
    @EnumSource
    void handlesFit(Library library) throws Exception {
        TypedFacades facades = MEASURED.get(library).facades();
        URL[] classes = {facades.classes().toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(classes, CorpusTest.class.getClassLoader())) {
            for (String each : facades.behind()) {
                assertThat(Class.forName(each, true, loader)).isNotNull();
            }
        }
    }

    @Test
    void tableIsWhatWasMeasured() throws IOException {
        String table =
                MEASURED.values().stream().map(Measured::row).collect(Collectors.joining("", Measured.HEADER, ""));
        String readme = Files.readString(README);
        int begin = readme.indexOf(BEGIN) + BEGIN.length();
        int end = readme.indexOf(END);
        if (Boolean.getBoolean("corpus.update")) {
            Files.writeString(README, readme.substring(0, begin) + table + readme.substring(end));
        } else {
            assertThat(readme.substring(begin, end))
                    .as("the table in README.md, which -Dcorpus.update=true writes anew")
                    .isEqualTo(table);
        }
    }
}
