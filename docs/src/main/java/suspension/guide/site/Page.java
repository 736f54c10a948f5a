package suspension.guide.site;

import java.util.ArrayList;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/**
 * A page of the guide as Asciidoctor wrote it, without a frame.
 *
 * @param id the name of its file, without the ending
 * @param body its text
 */
record Page(String id, Element body) {

    /**
     * The text under one heading, up to the next.
     *
     * @param anchor the heading's, which is empty for the title of the page
     * @param heading the heading
     * @param text the text
     */
    record Section(String anchor, String heading, String text) {}

    static Page of(String id, String html) {
        Document document = Jsoup.parseBodyFragment(html);
        document.outputSettings().prettyPrint(false);
        return new Page(id, document.body());
    }

    String title() {
        Element title = body.selectFirst("h1");
        if (title == null) {
            throw new IllegalStateException(id + ".adoc has no title: begin it with '= Title'");
        }
        return title.text();
    }

    String file() {
        return id + ".html";
    }

    /** What it is for, which its first paragraph says. */
    String summary() {
        Element first = body.selectFirst(".paragraph p");
        return first == null ? title() : first.text();
    }

    List<Section> sections() {
        Sections sections = new Sections();
        body.traverse(sections);
        return sections.all();
    }

    private static final class Sections implements NodeVisitor {

        private final List<Section> done = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();
        private Element heading = new Element("h1");

        @Override
        public void head(Node node, int depth) {
            if (node instanceof Element element && isHeading(element)) {
                end();
                heading = element;
            } else if (node instanceof TextNode words && !isIn(words, "h1, h2, h3, h4, .conum")) {
                text.append(words.getWholeText());
            } else if (node instanceof Element element && element.isBlock()) {
                text.append(' ');
            }
        }

        private static boolean isIn(TextNode words, String selector) {
            Element parent = words.parent();
            return parent != null && parent.closest(selector) != null;
        }

        private static boolean isHeading(Element element) {
            return element.normalName().matches("h[1-4]");
        }

        private void end() {
            if (!heading.text().isEmpty()) {
                done.add(new Section(
                        heading.id(),
                        heading.text(),
                        text.toString().replaceAll("\\s+", " ").strip()));
            }
            text.setLength(0);
        }

        List<Section> all() {
            end();
            return done;
        }
    }
}
