package suspension.guide.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Every page in a real browser, from its directory, as a reader without a network has it. */
@Tag("site")
class GuideInBrowserTest {

    private static Browser browser;

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

    static Stream<String> pages() throws IOException {
        return Navigation.read(SiteTest.SOURCES.resolve("pages.txt")).pages().stream();
    }

    @BeforeEach
    void aReaderWhoIsNewHere() {
        browser.look(1280, 1000, "light");
        open("index");
        browser.ask("localStorage.clear()");
    }

    @AfterEach
    void consoleIsEmpty() {
        assertThat(browser.complaints()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void pageIsReadableInLightAndDarkAndOnAPhone(String page) {
        open(page);
        assertThat(Looks.complaints(browser)).as("light").isEmpty();
        assertThat(Looks.tooLong(browser)).isEmpty();
        browser.look(1280, 1000, "dark");
        assertThat(Looks.complaints(browser)).as("dark").isEmpty();
        browser.look(360, 700, "light");
        assertThat(Looks.complaints(browser)).as("phone").isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"light, dark", "dark, light"})
    void themeIsTheSystemsUntilItIsToggledAndThenKept(String scheme, String other) {
        browser.look(1280, 1000, scheme);
        open("index");
        assertThat(scheme()).isEqualTo(scheme);

        find(".theme").click();
        assertThat(scheme()).isEqualTo(other);

        open("first-steps");
        assertThat(scheme()).isEqualTo(other);
    }

    @Test
    void apiHasTheThemeTooAndAWayBack() {
        find(".theme").click();
        browser.open(SiteTest.SITE.resolve("api/java-api/suspension/suspension/Async.html"));

        assertThat(Looks.complaints(browser)).isEmpty();
        assertThat(scheme()).isEqualTo("dark");
        find(".to-guide").click();
        assertThat(browser.driver().getCurrentUrl()).endsWith("site/index.html");
    }

    @Test
    void searchGoesToTheSectionThatItFinds() {
        press("/");
        press("blocking and suspending");
        result();
        press(Keys.ARROW_DOWN, Keys.ARROW_UP);
        assertThat(find("#results [aria-selected=true]").getText()).contains("Blocking and suspending");

        press(Keys.ENTER);

        assertThat(browser.driver().getCurrentUrl()).endsWith("first-steps.html#blocking-and-suspending");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    TaskGroup | api/java-api/suspension/suspension/TaskGroup.html
                    gather | api/java-api/suspension/suspension/Async.html#gather(
                    javaBody | api/kotlin/suspension-bridge/suspension.bridge/java-body.html
                    AsyncTimeoutExc | api/java-api/suspension/suspension/AsyncTimeoutException.html
                    forgotten awaits | first-steps.html#what-goes-wrong
                    asyncio vocabulary | index.html
                    suspennding | first-steps.html""")
    void searchFinds(String words, String address) {
        press("/");
        press(words);
        result();

        List<String> found = browser.ask("return [...document.querySelectorAll('#results a')].map((a) => a.href)");
        assertThat(found).anySatisfy(href -> assertThat(href).contains("/site/" + address));
    }

    @Test
    void searchSaysThatItFoundNothingAndEscapeClosesIt() {
        press("/");
        press("xylophone");
        browser.await("document.querySelector('#results').textContent.includes('Nothing was found for “xylophone”.')");

        press(Keys.ESCAPE);

        assertThat(find("#results").isDisplayed()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void navigationShowsWhereTheReaderIs(String page) {
        browser.look(1280, 500, "light");
        open(page);

        WebElement current = find("nav.pages [aria-current]");
        assertThat(current.getRect().getY()).isBetween(50, 450);
        assertThat(browser.<Number>ask("return scrollY").intValue()).isZero();
    }

    @Test
    void onAPhoneThePagesAreBehindAButton() {
        browser.look(360, 700, "light");
        open("index");
        assertThat(find("nav.pages").isDisplayed()).isFalse();

        find(".menu").click();
        assertThat(Looks.complaints(browser)).isEmpty();
        find("nav.pages a[href='first-steps.html']").click();

        assertThat(browser.driver().getTitle()).isEqualTo("First steps – Suspension");
        assertThat(find("nav.pages").isDisplayed()).isFalse();
    }

    private static String scheme() {
        return browser.<List<Number>>ask("""
                const canvas = document.createElement('canvas').getContext('2d');
                canvas.fillStyle = getComputedStyle(document.body).backgroundColor;
                canvas.fillRect(0, 0, 1, 1);
                return [...canvas.getImageData(0, 0, 1, 1).data]""").get(0).intValue() > 127 ? "light" : "dark";
    }

    private static void result() {
        browser.await("document.querySelector('#results:not([hidden]) a')");
    }

    private static void open(String page) {
        browser.open(SiteTest.SITE.resolve(page + ".html"));
    }

    private static WebElement find(String selector) {
        return browser.driver().findElement(By.cssSelector(selector));
    }

    private static void press(CharSequence... keys) {
        browser.driver().switchTo().activeElement().sendKeys(keys);
    }
}
