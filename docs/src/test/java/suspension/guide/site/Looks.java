package suspension.guide.site;

import java.util.ArrayList;
import java.util.List;

/** What a reader would complain of in the page that a browser shows. */
final class Looks {

    /** Five large screens. */
    private static final long LONGEST = 7500;

    private static final String FAINT = """
            const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
            function pixel(colour) {
              canvas.clearRect(0, 0, 1, 1);
              canvas.fillStyle = colour;
              canvas.fillRect(0, 0, 1, 1);
              return [...canvas.getImageData(0, 0, 1, 1).data];
            }
            function ground(element) {
              for (let at = element; at; at = at.parentElement) {
                const colour = pixel(getComputedStyle(at).backgroundColor);
                if (colour[3] === 255) {
                  return colour;
                }
              }
              return [255, 255, 255, 255];
            }
            function light([red, green, blue]) {
              const [r, g, b] = [red, green, blue].map((value) => value / 255)
                  .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
              return 0.2126 * r + 0.7152 * g + 0.0722 * b;
            }
            const found = new Set();
            for (const element of document.querySelectorAll('body *')) {
              const text = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE)
                  .map((node) => node.textContent.trim()).join('');
              if (text && element.checkVisibility({checkOpacity: true, checkVisibilityCSS: true})) {
                const [a, b] = [light(pixel(getComputedStyle(element).color)), light(ground(element))];
                const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
                if (contrast < 4.5) {
                  found.add(`${element.tagName.toLowerCase()} ${element.className} is faint (${contrast.toFixed(1)}): ${text.slice(0, 40)}`);
                }
              }
            }
            return [...found];""";

    private static final String WIDEST = """
            const widest = [...document.querySelectorAll('main *, header *')]
                .filter((element) => element.getBoundingClientRect().right > document.documentElement.clientWidth)
                .filter((element) => !element.parentElement.closest('pre, .wide, .imageblock'))
                .map((element) => `${element.tagName.toLowerCase()}.${element.className}: ${element.textContent.slice(0, 30)}`);
            return widest[0] || ''""";

    private Looks() {}

    static List<String> complaints(Browser browser) {
        List<String> complaints = new ArrayList<>(browser.complaints());
        String title = browser.ask("return document.title");
        if (title.isBlank()) {
            complaints.add("it has no title");
        }
        long headings =
                browser.ask("return [...document.querySelectorAll('h1')].filter((h) => h.checkVisibility()).length");
        if (headings != 1) {
            complaints.add("it shows " + headings + " h1");
        }
        long wider = browser.ask("return document.documentElement.scrollWidth - document.documentElement.clientWidth");
        if (wider > 0) {
            complaints.add("it is " + wider + " pixels too wide: " + browser.<String>ask(WIDEST));
        }
        List<String> broken = browser.ask("return [...document.images]"
                + ".filter((image) => !image.complete || image.naturalWidth === 0).map((image) => image.src)");
        broken.forEach(image -> complaints.add("it does not show " + image));
        complaints.addAll(browser.<List<String>>ask(FAINT));
        return complaints;
    }

    static List<String> tooLong(Browser browser) {
        long height = browser.<Number>ask("return document.querySelector('article').getBoundingClientRect().height")
                .longValue();
        return height <= LONGEST ? List.of() : List.of("it is " + height + " pixels long");
    }
}
