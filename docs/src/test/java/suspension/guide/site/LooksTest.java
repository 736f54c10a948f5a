package suspension.guide.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a page is seen. */
class LooksTest {

    private static final String FINE = """
            <!doctype html><html lang=en><head><meta name=viewport content="width=device-width"><title>Tasks</title>
            <link rel=icon href="data:,"><style>body { background: #fff; color: #222; margin: 0 }</style></head>
            <body><main><article><h1>Tasks</h1><p>Text</p></article></main></body></html>""";

    private static Browser browser;

    @TempDir
    private Path directory;

    @BeforeAll
    static void openBrowser() {
        browser = Browser.start();
    }

    @AfterAll
    static void closeBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void aGoodPageHasNoComplaints() throws IOException {
        show(FINE);

        assertThat(Looks.complaints(browser)).isEmpty();
        assertThat(Looks.tooLong(browser)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    <title>Tasks</title> | '' | it has no title
                    <h1>Tasks</h1> | '' | it shows 0 h1
                    <h1>Tasks</h1> | <h1 hidden>Tasks</h1> | it shows 0 h1
                    <p>Text</p> | <div style='width: 400px'>wide</div> | pixels too wide: div.: wide
                    <p>Text</p> | <img src='missing.png'> | it does not show
                    <p>Text</p> | <p style='color: #888'>grey</p> | p  is faint (3.5): grey
                    <p>Text</p> | <p style='background: #000'><b>black</b></p> | b  is faint
                    <p>Text</p> | <script>console.error('oh no')</script> | oh no
                    <p>Text</p> | <script src='missing.js'></script> | missing.js
                    <p>Text</p> | <script>nothing.here()</script> | nothing is not defined""")
    void whatIsWrongIsSeen(String part, String other, String complaint) throws IOException {
        show(FINE.replace(part, other));

        assertThat(Looks.complaints(browser))
                .anySatisfy(found -> assertThat(found).contains(complaint));
    }

    @Test
    void aLongPageIsSeen() throws IOException {
        show(FINE.replace("<p>Text</p>", "<p style='height: 7600px'>Text</p>"));

        assertThat(Looks.tooLong(browser)).hasSize(1);
    }

    private void show(String html) throws IOException {
        Path page = directory.resolve("page.html");
        Files.writeString(page, html);
        List<String> old = browser.complaints();
        assertThat(old).isEmpty();
        browser.look(360, 700, "light");
        browser.open(page);
    }
}
