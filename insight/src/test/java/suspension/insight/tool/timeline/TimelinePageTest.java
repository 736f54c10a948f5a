package suspension.insight.tool.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** The page in a real browser. */
class TimelinePageTest {

    private static final int WEB_1_ORDER = 1;
    private static final int CHARGE_CARD = 3;

    @TempDir
    private static Path directory;

    @BeforeAll
    static void writePages() throws IOException {
        TimelinePage.write(Timelines.small(), directory.resolve("small.html"));
        TimelinePage.write(Timelines.hostile(), directory.resolve("hostile.html"));
        TimelinePage.write(Timelines.empty(), directory.resolve("empty.html"));
    }

    @AfterEach
    void consoleIsEmpty() {
        assertThat(Browser.complaints()).isEmpty();
    }

    @Test
    void tasksHaveLanesUnderTheirCreatorsTheirLoopAndItsGroup() {
        assertThat(wide().names())
                .containsExactly(
                        "web 2 loops",
                        "web-1 4 tasks",
                        "lag ≤ 9 ms",
                        "order",
                        "reserve stock",
                        "charge card",
                        "send mail",
                        "web-2 2 tasks",
                        "report",
                        "read rows",
                        "jobs 14 tasks",
                        "lag ≤ 240 ms",
                        "scheduler",
                        "resize… ×4",
                        "resize… ×4",
                        "resize… ×4",
                        "clean up");
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void slicesAndWaitsHaveTheColoursOfTheTheme(String scheme) {
        ShownPage page = ShownPage.open(directory.resolve("small.html"), 1400, 800, scheme);

        assertThat(page.colourAt(WEB_1_ORDER, 40_000, 0)).isEqualTo(page.colour("slice"));
        assertThat(page.colourAt(WEB_1_ORDER, 855_000, 4)).isEqualTo(page.colour("wait-rest"));
        assertThat(page.colourAt(2, 280_000, 4)).isEqualTo(page.colour("wait-kotlin"));
        assertThat(page.colourAt(CHARGE_CARD, 300_000, 4)).isEqualTo(page.colour("wait-lock"));
        assertThat(page.colourAt(CHARGE_CARD, 66_000, 0)).isEqualTo(page.colour("ready"));
        assertThat(page.colourAt(CHARGE_CARD, 600_000, -6)).isEqualTo(page.colour("call"));
        assertThat(page.colourAt(CHARGE_CARD, 66_000, 8)).isEqualTo("0,0,0");
    }

    @ParameterizedTest
    @CsvSource({"light, dark", "dark, light"})
    void themeIsTheSystemsUntilItIsToggled(String scheme, String other) {
        ShownPage page = ShownPage.open(directory.resolve("small.html"), 1000, 600, scheme);
        String before = page.colour("slice");
        assertThat((String) page.ask("return document.documentElement.dataset.theme"))
                .isEqualTo(scheme);

        page.press("t");

        assertThat((String) page.ask("return document.documentElement.dataset.theme"))
                .isEqualTo(other);
        assertThat(page.colourAt(WEB_1_ORDER, 40_000, 0))
                .isEqualTo(page.colour("slice"))
                .isNotEqualTo(before);
    }

    @Test
    void wheelZoomsWhereThePointerIs() {
        ShownPage page = wide();
        double before = page.number("view.scale.time(300)");

        page.ask("""
                view.parts.lanes.dispatchEvent(new WheelEvent('wheel', {deltaY: -300, cancelable: true,
                    clientX: view.parts.lanes.getBoundingClientRect().left + 300}))""");

        assertThat(page.number("view.scale.time(300)")).isCloseTo(before, within(1.0));
        assertThat(span(page)).isLessThan(600_000);
    }

    @Test
    void keysZoomPanAndFit() {
        ShownPage page = wide();

        page.press("+", "+");
        assertThat(span(page)).isCloseTo(1_040_000 / 2.56, within(10.0));
        double middle = page.number("view.view.from + view.view.to") / 2;
        page.press(Keys.ARROW_RIGHT);
        assertThat(page.number("view.view.from + view.view.to") / 2).isGreaterThan(middle);
        page.press(Keys.ARROW_LEFT, "-");
        assertThat(span(page)).isCloseTo(1_040_000 / 1.6, within(10.0));
        page.press("0");
        assertThat(span(page)).isEqualTo(1_040_000);
    }

    @Test
    void zoomGoesToMicrosecondsAndTheAxisSaysSo() {
        ShownPage page = wide();

        page.ask("view.setView(645000, 645000)");

        assertThat(span(page)).isEqualTo(10);
        assertThat(page.text(".base")).isEqualTo("0.644 s +");
    }

    @Test
    void dragMovesTheRecording() {
        ShownPage page = wide();
        page.press("+", "+");
        double from = page.number("view.view.from");

        page.mouse("mousePressed", 800, 300);
        page.mouse("mouseMoved", 700, 300);
        page.mouse("mouseReleased", 700, 300);

        double expected = from + 100 * page.number("view.scale.perPixel");
        assertThat(page.number("view.view.from")).isCloseTo(expected, within(10.0));
        assertThat(page.number("view.selected.task")).as("nothing was clicked").isEqualTo(-1);
    }

    @Test
    void searchGoesFromMatchToMatchAndTheOthersFade() {
        ShownPage page = wide();

        page.press("/");
        page.type(".search input", "RE");
        assertThat(page.text(".found")).isEqualTo("1 of 15");
        assertThat((String) page.ask("return view.model.nameOf(view.selected.task)"))
                .isEqualTo("report");
        page.press(Keys.ENTER);
        assertThat((String) page.ask("return view.model.nameOf(view.selected.task)"))
                .isEqualTo("resize-1");
        page.click("[data-do=previousMatch]");
        assertThat(page.text(".found")).isEqualTo("1 of 15");
        assertThat((long) page.ask("return document.querySelectorAll('.name.match').length"))
                .isEqualTo(6);
        assertThat(page.colourAt(50, 690_000, 0)).isNotEqualTo(page.colour("slice"));

        page.type(".search input", "nothing of the kind");
        assertThat(page.text(".found")).isEqualTo("none");
    }

    @Test
    void matchInAFoldedLoopIsUnfolded() {
        ShownPage page = wide();
        page.press("c");
        assertThat(page.names()).containsExactly("web 2 loops", "web-1 4 tasks", "web-2 2 tasks", "jobs 14 tasks");

        page.type(".search input", "send mail");

        assertThat(page.names()).contains("send mail", "web-2 2 tasks").doesNotContain("report");
    }

    @Test
    void clickOnATaskTellsWhatIsKnownOfIt() {
        ShownPage page = wide();

        page.clickTask(CHARGE_CARD, 500_000);

        assertThat(page.text(".panel"))
                .containsSubsequence("charge card", "returned", "Loop", "web-1", "Creator", "order")
                .containsSubsequence("Created", "0.060 s", "Ended", "0.700 s", "Ran", "83 ms in 3 slices")
                .containsSubsequence("Longest slice", "55 ms at 0.645 s", "On threads", "260 ms in 1 call")
                .containsSubsequence("Waits by reason", "thread call", "290 ms", "lock", "250 ms")
                .containsSubsequence("Where it waited", "PaymentClient.charge", "shop.Orders.handle(Orders.java:42)");
        page.click(".panel .link");
        assertThat(page.text(".panel h2")).isEqualTo("order");
        assertThat(page.text(".panel")).containsSubsequence("3 children", "reserve stock", "charge card", "send mail");
    }

    @Test
    void failedTaskTellsItsError() {
        ShownPage page = wide();

        page.clickTask(11, 370_000);

        assertThat(page.text(".panel .outcome")).isEqualTo("failed SQLException: connection reset");
    }

    @Test
    void summaryLeadsToWhatIsLong() {
        ShownPage page = wide();
        assertThat(page.text(".panel"))
                .containsSubsequence("Blocked loops", "clean up · 260 ms", "shop.Thumbnails.compress")
                .containsSubsequence("Tasks by outcome", "16", "returned", "2", "failed", "1", "cancelled", "1")
                .containsSubsequence("Loops and their lag", "web-1", "35 %", "9 ms", "jobs", "240 ms", "200 ms")
                .containsSubsequence("Longest slices", "clean up", "280 ms", "Waits by reason", "group");

        page.click(".row-button + .row-button");

        assertThat((String) page.ask("return view.model.nameOf(view.selected.task)"))
                .isEqualTo("reserve stock");
        assertThat(page.number("view.view.from")).isEqualTo(352_000 - 2 * 68_000);
    }

    @Test
    void loopsAndGroupsFold() {
        ShownPage page = wide();

        page.ask("document.querySelector('.name.loop').click()");
        assertThat(page.names()).contains("web-1 4 tasks").doesNotContain("order");
        page.ask("document.querySelector('.name.group').click()");
        assertThat(page.names()).startsWith("web 2 loops", "jobs 14 tasks");
        page.ask("document.querySelector('.name.group').click()");
        assertThat(page.names()).contains("web-2 2 tasks", "read rows").doesNotContain("order");
    }

    @Test
    void keyboardReachesLanesTheirEventsAndTheirDetails() {
        ShownPage page = wide();

        page.press(Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ARROW_DOWN);
        assertThat(page.number("view.selected.row")).isEqualTo(3);
        assertThat(page.text(".spoken")).isEqualTo("order, returned");
        page.press(".", ".");
        assertThat(page.text(".tooltip"))
                .contains("order", "waits (gather) for 640 ms", "3 tasks: reserve stock", "woken by charge card");
        page.press(",");
        assertThat(page.text(".tooltip")).contains("has the turn for 35 ms");
        page.press(Keys.ENTER);
        assertThat(page.text(".panel h2")).isEqualTo("order");
        page.press(Keys.ESCAPE);
        assertThat((Boolean) page.ask("return view.parts.panel.hidden")).isTrue();
        page.press("?");
        assertThat(page.text("dialog")).contains("Keys", "zoom to the selected task");
        page.press(Keys.ESCAPE);
        assertThat((Boolean) page.ask("return view.parts.help.open")).isFalse();
    }

    @Test
    void everythingToPressHasANameAndShowsTheFocus() {
        ShownPage page = wide();

        assertThat((long) page.ask("""
                return [...document.querySelectorAll('button, input, [tabindex="0"]')]
                    .filter((one) => (one.textContent + (one.ariaLabel ?? '')).trim() === '').length""")).isZero();
        page.press(Keys.TAB);
        assertThat((String) page.ask("return getComputedStyle(document.activeElement).outlineStyle"))
                .isEqualTo("solid");
    }

    @Test
    void tooltipTellsWhatIsUnderThePointer() {
        ShownPage page = wide();

        page.ask("view.hover({x: view.scale.x(800000), y: view.layout.rows.at(-1).y + 10, pageX: 900, pageY: 500})");

        assertThat(page.text(".tooltip"))
                .contains("clean up blocks the loop", "for 260 ms on thread jobs", "java.lang.Thread.sleep");
    }

    @Test
    void legendBringsOutOneReason() {
        ShownPage page = wide();

        page.ask("[...document.querySelectorAll('button.chip')].find((chip) => chip.textContent === 'lock').click()");

        assertThat(page.colourAt(CHARGE_CARD, 300_000, 4)).isEqualTo(page.colour("wait-lock"));
        assertThat(page.colourAt(2, 280_000, 4)).isNotEqualTo(page.colour("wait-kotlin"));
    }

    @Test
    void phoneShowsLanesAndAPanelFromBelow() {
        ShownPage page = ShownPage.open(directory.resolve("small.html"), 390, 780, "light");
        assertThat(page.number("document.documentElement.scrollWidth")).isEqualTo(390);
        assertThat(page.number("view.width")).isGreaterThan(250);

        page.click("[data-do=toggleSummary]");

        assertThat(page.number("view.parts.panel.getBoundingClientRect().width"))
                .isEqualTo(390);
        assertThat(page.number("view.parts.panel.getBoundingClientRect().top")).isGreaterThan(200);
        assertThat(page.text(".panel h2")).isEqualTo("Summary");
    }

    @Test
    void emptyRecordingSaysSo() {
        ShownPage page = ShownPage.open(directory.resolve("empty.html"), 1000, 600, "light");

        assertThat(page.text(".empty")).startsWith("Nothing happened on a loop in this recording of 5 s.");
        page.press("+", "/", "c", "n", ".", Keys.ARROW_DOWN, Keys.ENTER, Keys.ESCAPE);
    }

    @Test
    void namesAreTextWhateverTheyLookLike() {
        ShownPage page = ShownPage.open(directory.resolve("hostile.html"), 1000, 600, "dark");

        assertThat((String) page.ask("return document.querySelector('.title').textContent"))
                .isEqualTo(Timelines.HOSTILE);
        assertThat((String) page.ask("return JSON.stringify(view.model.tasks.name[1])"))
                .isEqualTo("\"%s\\ud83d\"", Timelines.RIGHT_TO_LEFT.substring(0, Timelines.RIGHT_TO_LEFT.length() - 1));
        page.clickTask(1, 300);
        assertThat((String) page.ask("return document.querySelector('.panel h2').textContent"))
                .isEqualTo(Timelines.HOSTILE);
        assertThat((long) page.ask("return document.scripts.length")).isEqualTo(2);
        page.type(".search input", "</SCRIPT>");
        assertThat(page.text(".found")).isEqualTo("1 of 1");
    }

    @Test
    void pageAsksForNothingElse() {
        assertThat((long) wide().ask("return performance.getEntriesByType('resource').length"))
                .isZero();
    }

    private ShownPage wide() {
        return ShownPage.open(directory.resolve("small.html"), 1400, 800, "light");
    }

    private static double span(ShownPage page) {
        return page.number("view.view.to - view.view.from");
    }
}
