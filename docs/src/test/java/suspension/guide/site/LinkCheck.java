package suspension.guide.site;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Whether what the pages of a site link to is there: pages, places in pages, pictures, scripts. What the API documentation
 * links to is not looked at, but that links into it find their place.
 */
final class LinkCheck {

    /** Where links may lead out of the site. None of them is asked. */
    private static final Set<String> HOSTS = Set.of(
            "docs.oracle.com",
            "docs.python.org",
            "docs.spring.io",
            "github.com",
            "kotlinlang.org",
            "openjdk.org",
            "projectreactor.io",
            "semver.org",
            "www.apache.org");

    private final Path site;
    private final Map<Path, Set<String>> anchors = new HashMap<>();
    private final List<String> complaints = new ArrayList<>();

    private LinkCheck(Path site) {
        this.site = site.toAbsolutePath().normalize();
    }

    static List<String> complaints(Path site) throws IOException {
        LinkCheck check = new LinkCheck(site);
        try (Stream<Path> files = Files.list(check.site)) {
            for (Path page : files.filter(file -> file.toString().endsWith(".html"))
                    .sorted()
                    .toList()) {
                check.page(page);
            }
        }
        return check.complaints;
    }

    private void page(Path page) throws IOException {
        Document document = Jsoup.parse(Files.readString(page));
        for (Element element : document.select("[href], [src]")) {
            String link = element.hasAttr("href") ? element.attr("href") : element.attr("src");
            String wrong = link.matches("[a-z]+:.*") ? outside(link) : inside(page, link);
            if (!wrong.isEmpty()) {
                complaints.add(page.getFileName() + ": " + link + " " + wrong);
            }
        }
        for (Element image : document.select("img:not([alt]), img[alt='']")) {
            complaints.add(page.getFileName() + ": " + image.attr("src") + " has no text for who cannot see it");
        }
    }

    private static String outside(String link) {
        URI uri = URI.create(link);
        if (!"https".equals(uri.getScheme())) {
            return "is not https";
        }
        return HOSTS.contains(uri.getHost()) ? "" : "leads to a host that LinkCheck does not list";
    }

    private String inside(Path page, String link) throws IOException {
        String[] parts = link.split("#", 2);
        Path file = parts[0].isEmpty()
                ? page
                : page.resolveSibling(decoded(parts[0])).normalize();
        if (!file.startsWith(site)) {
            return "leads out of the site";
        }
        if (!Files.isRegularFile(file)) {
            return "leads to a file that is not there";
        }
        boolean found = parts.length == 1 || anchors(file).contains(decoded(parts[1]));
        return found ? "" : "leads to a place that is not there";
    }

    private Set<String> anchors(Path file) throws IOException {
        Set<String> found = anchors.get(file);
        if (found == null) {
            found = Jsoup.parse(Files.readString(file)).select("[id]").stream()
                    .map(Element::id)
                    .collect(Collectors.toSet());
            anchors.put(file, found);
        }
        return found;
    }

    private static String decoded(String link) {
        return URLDecoder.decode(link.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
