package suspension.guide.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkCheckTest {

    @TempDir
    private Path site;

    @BeforeEach
    void aSiteOfTwoPages() throws IOException {
        Files.createDirectories(site.resolve("api/suspension"));
        Files.writeString(
                site.resolve("api/suspension/Async.html"), "<section id='gather(java.util.List)'>gather</section>");
        Files.writeString(site.resolve("other.html"), "<h2 id='here'>Here</h2><a href='#here'>here</a>");
        Files.writeString(site.resolve("picture.svg"), "<svg/>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a href='other.html'>a page</a>",
                "<a href='other.html#here'>a place</a>",
                "<a href='api/suspension/Async.html#gather(java.util.List)'>a method</a>",
                "<img src='picture.svg' alt='a picture'>",
                "<a href='https://docs.python.org/3/library/asyncio.html'>a known host</a>"
            })
    void linksThatLeadSomewhereAreFine(String html) throws IOException {
        page(html);

        assertThat(LinkCheck.complaints(site)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    <a href='missing.html'>x</a> | leads to a file that is not there
                    <a href='other.html#there'>x</a> | leads to a place that is not there
                    <a href='api/suspension/Async.html#gather()'>x</a> | leads to a place that is not there
                    <a href='#nowhere'>x</a> | leads to a place that is not there
                    <a href='../other.html'>x</a> | leads out of the site
                    <a href='api'>x</a> | leads to a file that is not there
                    <img src='missing.svg' alt='x'> | leads to a file that is not there
                    <script src='missing.js'></script> | leads to a file that is not there
                    <img src='picture.svg'> | has no text for who cannot see it
                    <a href='http://docs.python.org/3/'>x</a> | is not https
                    <a href='https://example.org/'>x</a> | leads to a host that LinkCheck does not list
                    <a href='file:///etc/hosts'>x</a> | is not https""")
    void linksThatLeadNowhereAreFound(String html, String complaint) throws IOException {
        page(html);

        assertThat(LinkCheck.complaints(site)).singleElement().asString().contains("index.html: ", complaint);
    }

    @Test
    void aPlaceThatIsRenamedBreaksTheLinkOfAnotherPage() throws IOException {
        page("<a href='other.html#here'>a place</a>");
        Files.writeString(site.resolve("other.html"), "<h2 id='moved'>Here</h2>");

        assertThat(LinkCheck.complaints(site)).hasSize(1);
    }

    private void page(String html) throws IOException {
        Files.writeString(site.resolve("index.html"), html);
    }
}
