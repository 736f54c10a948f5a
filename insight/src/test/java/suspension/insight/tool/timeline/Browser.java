package suspension.insight.tool.timeline;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * The Chromium that this machine has, without a window; one for all tests of a JVM. Nothing is downloaded: without it
 * tests are skipped, or fail if {@code CI_BROWSER=required} is in the environment. {@code CI_BROWSER=skip} skips them.
 */
final class Browser {

    private static final String END_OF_LOG = "end of the log";

    private static final List<String> BROWSERS =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
    private static ChromeDriver shared;

    private Browser() {}

    static synchronized ChromeDriver driver() {
        Assumptions.assumeFalse("skip".equals(System.getenv("CI_BROWSER")), "CI_BROWSER=skip");
        if (shared == null) {
            Optional<Path> browser = BROWSERS.stream().flatMap(Browser::inPath).findFirst();
            Optional<Path> driver = inPath("chromedriver").findFirst();
            require(browser.isPresent() && driver.isPresent());
            shared = start(browser.orElseThrow(), driver.orElseThrow());
            Runtime.getRuntime().addShutdownHook(new Thread(shared::quit, "close the browser"));
        }
        return shared;
    }

    /**
     * What the page has written to the console as warnings and errors since this was last asked. The browser's log arrives
     * in order but late, so this writes a line of its own, and reads until that has come.
     */
    static List<String> complaints() {
        driver().executeScript("console.warn(arguments[0])", END_OF_LOG);
        List<String> complaints = new ArrayList<>();
        long patience = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (System.nanoTime() < patience) {
            for (LogEntry entry : driver().manage().logs().get(LogType.BROWSER)) {
                if (entry.getMessage().contains(END_OF_LOG)) {
                    return complaints;
                }
                if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
                    complaints.add(entry.getMessage());
                }
            }
        }
        throw new AssertionError("The browser's log has no end; until now it has " + complaints);
    }

    private static void require(boolean found) {
        String message = "The pages are tested in Chromium, and chromium or chromedriver is not in the path: "
                + "apt-get install chromium chromium-driver";
        if (!found && "required".equals(System.getenv("CI_BROWSER"))) {
            throw new AssertionError(message);
        }
        Assumptions.assumeTrue(found, message);
    }

    private static ChromeDriver start(Path browser, Path driver) {
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser.toFile());
        options.setCapability("goog:loggingPrefs", logs);
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--no-first-run",
                "--force-device-scale-factor=1");
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(driver.toFile())
                .usingAnyFreePort()
                .withSilent(true)
                .build();
        ChromeDriver started = new ChromeDriver(service, options);
        started.manage().timeouts().scriptTimeout(Duration.ofSeconds(30)).pageLoadTimeout(Duration.ofSeconds(30));
        return started;
    }

    private static Stream<Path> inPath(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable);
    }

    /** Sets the size of the window, also smaller than windows can be, and what the system prefers. */
    static void look(int width, int height, String scheme) {
        driver().executeCdpCommand(
                        "Emulation.setDeviceMetricsOverride",
                        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
        Map<String, String> preference = Map.of("name", "prefers-color-scheme", "value", scheme);
        driver().executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(preference)));
    }
}
