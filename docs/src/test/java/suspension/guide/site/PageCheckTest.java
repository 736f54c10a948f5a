package suspension.guide.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageCheckTest {

    private static final String TASKS = """
            <nav class=pages><a href=index.html>Home</a><a href=tasks.html aria-current=page>Tasks</a>
            <a href=#start>Start</a></nav>
            <article><h1>Tasks</h1><div class=paragraph><p>What it is for.</p></div>
            <h2 id=start>Start</h2><h2>What goes wrong</h2></article>
            """;

    @TempDir
    private Path directory;

    @BeforeEach
    void twoPages() throws IOException {
        Files.createDirectories(directory.resolve("site"));
        file("pages.txt", "// two\nindex\n\n== Learn\ntasks\n");
        file("index.adoc", "");
        file("tasks.adoc", "");
        file("site/tasks.html", TASKS);
        file("site/index.html", """
                <nav class=pages><a href=index.html aria-current=page>Home</a><a href=tasks.html>Tasks</a></nav>
                <article><h1>Home</h1><div class=paragraph><p>What it is for.</p></div></article>""");
    }

    @Test
    void pagesOfTheCommonFormAreFine() throws IOException {
        assertThat(complaints()).isEmpty();
    }

    @Test
    void aPageThatIsNotListedIsFound() throws IOException {
        file("locks.adoc", "");

        assertThat(complaints()).containsExactly("pages.txt does not list locks");
    }

    @Test
    void aPageThatIsListedButNotThereIsFound() throws IOException {
        Files.delete(directory.resolve("tasks.adoc"));
        Files.delete(directory.resolve("site/tasks.html"));

        assertThat(complaints())
                .containsExactly("pages.txt lists tasks, which is not there", "tasks.html is not there");
    }

    @Test
    void aPageThatIsListedTwiceIsFound() throws IOException {
        file("pages.txt", "index\ntasks\ntasks\n");

        assertThat(complaints()).contains("pages.txt lists a page twice");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    <h2>What goes wrong</h2> | '' | its last section must be 'What goes wrong'
                    What goes wrong | More | its last section must be 'What goes wrong'
                    <h1>Tasks</h1> | '' | it needs one title
                    <div class=paragraph> | <div> | it needs a first paragraph that says what it is for
                    <a href=tasks.html | <a href=locks.html | the navigation has other pages than pages.txt
                    aria-current=page | '' | the navigation does not mark it""")
    void aPageThatIsMadeOtherwiseIsFound(String part, String other, String complaint) throws IOException {
        file("site/tasks.html", TASKS.replace(part, other));

        assertThat(complaints()).contains("tasks: " + complaint);
    }

    private List<String> complaints() throws IOException {
        return PageCheck.complaints(directory, directory.resolve("site"));
    }

    private void file(String name, String content) throws IOException {
        Files.writeString(directory.resolve(name), content);
    }
}
