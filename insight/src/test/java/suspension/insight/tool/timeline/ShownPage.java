package suspension.insight.tool.timeline;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/** A page in the browser, with its timeline's view, which is a property of its element. */
final class ShownPage {

    private static final String VIEW = "const view = document.querySelector('.timeline').timeline; ";
    private final ChromeDriver driver = Browser.driver();

    private ShownPage() {}

    static ShownPage open(Path file, int width, int height, String scheme) {
        Browser.look(width, height, scheme);
        ShownPage page = new ShownPage();
        page.driver.get(file.toUri().toString());
        page.driver.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                (function look() {
                  const view = document.querySelector('.timeline').timeline;
                  if (view && view.pending === null) {
                    done();
                  } else {
                    requestAnimationFrame(look);
                  }
                })();""");
        return page;
    }

    /** Runs a script in which {@code view} is the timeline's view. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    <T> T ask(String script, Object... arguments) {
        return (T) driver.executeScript(VIEW + "if (view) view.draw(); " + script, arguments);
    }

    double number(String expression) {
        return ((Number) ask("return " + expression)).doubleValue();
    }

    String text(String selector) {
        return driver.findElement(By.cssSelector(selector)).getText();
    }

    /** The names of the lanes that are in sight, from top to bottom, with their notes. */
    List<String> names() {
        return ask("return [...document.querySelectorAll('.name')]"
                + ".sort((a, b) => a.dataset.row - b.dataset.row)"
                + ".map((name) => [...name.children].slice(1).map((part) => part.textContent).join(' ').trim())");
    }

    void press(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    void click(String selector) {
        driver.findElement(By.cssSelector(selector)).click();
    }

    void type(String selector, String text) {
        WebElement field = driver.findElement(By.cssSelector(selector));
        field.sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE);
        field.sendKeys(text);
    }

    /** The colour of a pixel in a task's lane at a time, as "r,g,b". */
    String colourAt(int task, long micros, int above) {
        return ask("""
                const row = view.layout.rows[view.layout.rowOfTask[view.model.taskIndex(arguments[0])]];
                const x = Math.round(view.scale.x(arguments[1]));
                const y = Math.round(row.y + row.height / 2 - view.top - arguments[2]);
                const probe = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true});
                probe.drawImage(view.parts.lanes, -x, -y);
                const pixel = probe.getImageData(0, 0, 1, 1).data;
                return [...pixel].slice(0, 3).join()""", task, micros, above);
    }

    /** A colour of the style sheet, as "r,g,b". */
    String colour(String name) {
        return ask("""
                const hex = getComputedStyle(document.documentElement).getPropertyValue('--' + arguments[0]).trim();
                return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)).join()""", name);
    }

    /** Presses the pointer at a place of a task's lane. */
    void clickTask(int task, long micros) {
        Map<String, Number> place = ask("""
                const row = view.layout.rows[view.layout.rowOfTask[view.model.taskIndex(arguments[0])]];
                const box = view.parts.lanes.getBoundingClientRect();
                return {x: box.left + view.scale.x(arguments[1]), y: box.top + row.y + row.height / 2 - view.top}""", task, micros);
        mouse("mousePressed", place.get("x").doubleValue(), place.get("y").doubleValue());
        mouse("mouseReleased", place.get("x").doubleValue(), place.get("y").doubleValue());
    }

    void mouse(String type, double x, double y) {
        driver.executeCdpCommand(
                "Input.dispatchMouseEvent",
                Map.of("type", type, "x", x, "y", y, "button", "left", "buttons", 1, "clickCount", 1));
    }

    void wheel(double x, double y, int deltaY) {
        driver.executeCdpCommand(
                "Input.dispatchMouseEvent",
                Map.of("type", "mouseWheel", "x", x, "y", y, "deltaX", 0, "deltaY", deltaY));
    }

    ChromeDriver driver() {
        return driver;
    }
}
