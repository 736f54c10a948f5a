package suspension.guide.site;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** What is around each page: the header, the navigation, and the way to the next page. */
final class Frame {

    private final String template;
    private final Navigation navigation;
    private final Map<String, Page> pages;
    private final String version;

    Frame(String template, Navigation navigation, Map<String, Page> pages, String version) {
        this.template = template;
        this.navigation = navigation;
        this.pages = pages;
        this.version = version;
    }

    Document around(Page page) {
        Document document = Jsoup.parse(template);
        document.outputSettings().prettyPrint(false);
        boolean home = navigation.before(page.id()).isEmpty();
        document.title(home ? page.title() : page.title() + " – Suspension");
        part(document, "meta[name=description]").attr("content", page.summary());
        part(document, "article").append(page.body().html());
        part(document, ".version").text(version);
        fill(part(document, ".pages"), page);
        Element pager = part(document, ".pager");
        neighbour(pager, navigation.before(page.id()), "prev", "Before");
        neighbour(pager, navigation.after(page.id()), "next", "Next");
        nameLinks(document);
        wrapTables(document);
        shortenDigits(document);
        return document;
    }

    private void fill(Element list, Page current) {
        for (Navigation.Group group : navigation.groups()) {
            if (!group.title().isEmpty()) {
                list.appendElement("h2").text(group.title());
            }
            Element links = list.appendElement("ul");
            for (String id : group.pages()) {
                Page page = page(id);
                Element item = links.appendElement("li");
                Element link = item.appendElement("a").attr("href", page.file()).text(page.title());
                if (page.equals(current)) {
                    link.attr("aria-current", "page");
                    outline(item, page);
                }
            }
        }
    }

    private static void outline(Element item, Page page) {
        Element sections = item.appendElement("ul");
        for (Element heading : page.body().select("h2[id]")) {
            sections.appendElement("li")
                    .appendElement("a")
                    .attr("href", "#" + heading.id())
                    .text(heading.text());
        }
        if (sections.childrenSize() == 0) {
            sections.remove();
        }
    }

    private void neighbour(Element pager, Optional<String> id, String relation, String label) {
        id.map(this::page).ifPresent(page -> {
            Element link = pager.appendElement("a").attr("href", page.file()).attr("rel", relation);
            link.appendElement("span").text(label);
            link.appendText(page.title());
        });
    }

    /** {@code xref:page.adoc[]} has the title of the page for a text. */
    private void nameLinks(Document document) {
        for (Page page : pages.values()) {
            for (Element link : document.select("article a[href=" + page.file() + "]")) {
                if (link.text().equals(page.file())) {
                    link.text(page.title());
                }
            }
        }
    }

    private Page page(String id) {
        return Objects.requireNonNull(pages.get(id), id);
    }

    /** So that on a narrow screen a table scrolls by itself. */
    private static void wrapTables(Document document) {
        document.select("table.tableblock").wrap("<div class=\"wide\"></div>");
    }

    /** What samples promise to print has this for ports, line numbers and the like. */
    private static void shortenDigits(Document document) {
        for (Element code : document.select("pre:contains(<digits>)")) {
            code.html(code.html().replace("&lt;digits&gt;", "…"));
        }
    }

    private static Element part(Document document, String selector) {
        return document.expectFirst(selector);
    }
}
