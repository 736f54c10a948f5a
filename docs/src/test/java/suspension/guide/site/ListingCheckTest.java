package suspension.guide.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListingCheckTest {

    private static final String FINE = """
            = Title

            .A title
            [source,java]
            ----
            include::{java}/TasksTest.java[tag=gather,indent=0]

            include::{root}/samples/pom.xml[tag=tea]
            ----

            * an item
              of two lines

             * another one
            """;

    @TempDir
    private Path root;

    @BeforeEach
    void aRepository() throws IOException {
        file(
                "pom.xml",
                "<modules><module>samples</module><module>docs</module></modules>"
                        + "<profiles><modules><module>benchmarks</module></modules></profiles>");
        file("samples/pom.xml", "");
        file("benchmarks/src/main/java/Fast.java", "");
        file("notes/Code.java", "");
        file("docs/src/test/java/suspension/guide/TasksTest.java", "");
    }

    @Test
    void listingsThatIncludeWhatIsTestedAreFine() throws IOException {
        file("docs/src/main/asciidoc/page.adoc", FINE);

        assertThat(ListingCheck.complaints(root)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "----\nint x = 1;\n----",
                "----\ninclude::{java}/TasksTest.java[tag=a]\nint x = 1;\n----",
                "```java\nint x = 1;\n```",
                "....\nint x = 1;\n....",
                "++++\n<pre>int x = 1;</pre>\n++++",
                "-----\nint x = 1;\n-----",
                "[listing]\nint x = 1;",
                "[source,java]\nint x = 1;",
                "[source,java]\n[%linenums]\nint x = 1;",
                "text\n\n  int x = 1;",
                "----\ninclude::{java}/MissingTest.java[]\n----",
                "----\ninclude::{root}/notes/Code.java[]\n----",
                "----\ninclude::{root}/benchmarks/src/main/java/Fast.java[]\n----",
                "----\ninclude::{unknown}/Code.java[]\n----",
                "include::{root}/notes/Code.java[]",
                "----\ninclude::{java}/TasksTest.java[tag=a]"
            })
    void codeThatNothingCompilesIsFound(String page) throws IOException {
        file("docs/src/main/asciidoc/page.adoc", FINE + "\n" + page + "\n");

        assertThat(ListingCheck.complaints(root))
                .isNotEmpty()
                .allSatisfy(found -> assertThat(found).startsWith("page.adoc"));
    }

    private void file(String name, String content) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
