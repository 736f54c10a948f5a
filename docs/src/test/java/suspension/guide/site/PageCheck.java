package suspension.guide.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;

/**
 * Whether the pages are those that the navigation has, on each of them, and whether each page is made as all are: one title, a
 * first paragraph, and at its end the section on what goes wrong.
 */
final class PageCheck {

    /** Pages that teach nothing that can go wrong. */
    private static final Set<String> NO_MISTAKES = Set.of("index", "api", "compatibility", "questions");

    private final Navigation navigation;
    private final Path site;
    private final List<String> complaints = new ArrayList<>();

    private PageCheck(Navigation navigation, Path site) {
        this.navigation = navigation;
        this.site = site;
    }

    static List<String> complaints(Path sources, Path site) throws IOException {
        PageCheck check = new PageCheck(Navigation.read(sources.resolve("pages.txt")), site);
        check.sources(sources);
        for (String id : check.navigation.pages()) {
            check.page(id);
        }
        return check.complaints;
    }

    private void sources(Path directory) throws IOException {
        Set<String> listed = new HashSet<>(navigation.pages());
        if (listed.size() < navigation.pages().size()) {
            complaints.add("pages.txt lists a page twice");
        }
        try (Stream<Path> files = Files.list(directory)) {
            Set<String> there = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".adoc"))
                    .map(name -> name.replace(".adoc", ""))
                    .collect(Collectors.toSet());
            there.stream()
                    .filter(id -> !listed.contains(id))
                    .forEach(id -> complaints.add("pages.txt does not list " + id));
            listed.stream()
                    .filter(id -> !there.contains(id))
                    .forEach(id -> complaints.add("pages.txt lists " + id + ", which is not there"));
        }
    }

    private void page(String id) throws IOException {
        Path file = site.resolve(id + ".html");
        if (!Files.exists(file)) {
            complaints.add(id + ".html is not there");
            return;
        }
        Document page = Jsoup.parse(Files.readString(file));
        List<String> links = page.select("nav.pages a:not([href^=#])").eachAttr("href");
        require(
                id,
                links.equals(navigation.pages().stream()
                        .map(other -> other + ".html")
                        .toList()),
                "the navigation has other pages than pages.txt");
        require(
                id,
                page.select("nav.pages [aria-current]").eachAttr("href").equals(List.of(id + ".html")),
                "the navigation does not mark it");
        require(id, page.select("h1").size() == 1, "it needs one title");
        Elements headings = page.select("article h2");
        Element first = page.selectFirst("article .paragraph");
        boolean opened = first != null && (headings.isEmpty() || before(first, headings.get(0), page));
        require(id, opened, "it needs a first paragraph that says what it is for");
        boolean mistakes = !headings.isEmpty() && headings.last().text().equals("What goes wrong");
        require(id, mistakes || NO_MISTAKES.contains(id) || isDoor(id), "its last section must be 'What goes wrong'");
    }

    private boolean isDoor(String id) {
        return navigation.groups().stream()
                .anyMatch(
                        group -> group.title().equals("Doors") && group.pages().contains(id));
    }

    private static boolean before(Element first, Element second, Document page) {
        Elements all = page.getAllElements();
        return all.indexOf(first) < all.indexOf(second);
    }

    private void require(String id, boolean holds, String complaint) {
        if (!holds) {
            complaints.add(id + ": " + complaint);
        }
    }
}
