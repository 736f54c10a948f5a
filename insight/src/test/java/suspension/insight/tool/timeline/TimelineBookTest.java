package suspension.insight.tool.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import suspension.insight.tool.timeline.TimelineBook.Chapter;

/** The page with several timelines, in a real browser. */
class TimelineBookTest {

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void writePage() throws IOException {
        file = directory.resolve("book.html");
        List<Chapter> chapters = List.of(
                new Chapter("Shop", "1.0 s", "Hello\nWorld", Timelines.small()),
                new Chapter(Timelines.HOSTILE, "", Timelines.HOSTILE, null),
                new Chapter("Last", "", "", Timelines.hostile()));
        TimelineBook.write("The <tour>", "What ran when.", chapters, file);
    }

    @AfterEach
    void consoleIsEmpty() {
        assertThat(Browser.complaints()).isEmpty();
    }

    @Test
    void eachChapterHasItsOutputAndItsTimeline() {
        ShownPage page = ShownPage.open(file, 1200, 900, "light");

        assertThat(page.text("h1")).isEqualTo("The <tour>");
        assertThat(page.text("#chapter-0 .printed")).isEqualTo("Hello\nWorld");
        assertThat(page.text("#chapter-0 .timeline")).contains("web-1", "send mail");
        assertThat((String) page.ask("return document.querySelector('#chapter-1 .printed').textContent"))
                .isEqualTo(Timelines.HOSTILE);
        assertThat(page.text("#chapter-1")).contains("It has no loop");
        page.ask("document.querySelector('#chapter-2').scrollIntoView()");
        assertThat((long) page.ask("return document.querySelectorAll('#chapter-2 .timeline').length"))
                .isEqualTo(1);
    }

    @Test
    void keysAndClicksBelongToTheTimelineThatHasTheFocus() {
        ShownPage page = ShownPage.open(file, 1200, 900, "dark");
        double span = page.number("view.view.to - view.view.from");

        page.press("+");
        assertThat(page.number("view.view.to - view.view.from")).isEqualTo(span);
        page.clickTask(3, 500_000);
        page.press("+");
        assertThat(page.number("view.view.to - view.view.from")).isLessThan(span);
        assertThat(page.text("#chapter-0 .panel h2")).isEqualTo("charge card");
        page.press(Keys.ESCAPE);
        assertThat((Boolean) page.ask("return view.parts.panel.hidden")).isTrue();
    }

    @Test
    void wheelScrollsThePage() {
        ShownPage page = ShownPage.open(file, 1200, 500, "light");

        boolean passedOn = page.ask("""
                return view.parts.lanes.dispatchEvent(new WheelEvent('wheel', {deltaY: 200, cancelable: true}))""");

        assertThat(passedOn).isTrue();
    }

    @Test
    void phoneShowsTimelinesUnderTheirOutput() {
        ShownPage page = ShownPage.open(file, 390, 800, "light");

        assertThat(page.number("document.documentElement.scrollWidth")).isEqualTo(390);
        assertThat(page.number("view.root.getBoundingClientRect().top"))
                .isGreaterThanOrEqualTo(
                        page.number("document.querySelector('.printed').getBoundingClientRect().bottom"));
    }
}
