package suspension.guide.site;

import static java.nio.file.StandardOpenOption.APPEND;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** The API documentation of the modules that users call, as each module's build made it. */
final class ApiDocs {

    /** Where it comes from, by its directory under {@code api}. */
    private static final Map<String, String> MODULES = new LinkedHashMap<>();

    static {
        MODULES.put("java-api", "java-api");
        MODULES.put("testing", "testing");
        MODULES.put("facade", "facade/api");
        MODULES.put("spring", "integrations/spring");
        MODULES.put("remote", "remote");
        MODULES.put("temporal", "integrations/temporal");
    }

    private final Path root;
    private final Path output;

    ApiDocs(Path root, Path output) {
        this.root = root;
        this.output = output;
    }

    List<SearchEntry> copy() throws IOException {
        List<SearchEntry> entries = new ArrayList<>(kotlin());
        for (Map.Entry<String, String> module : MODULES.entrySet()) {
            Path from = root.resolve(module.getValue()).resolve("target/reports/apidocs");
            require(from);
            Path to = output.resolve(module.getKey());
            Site.copy(from, to);
            dress(to);
            entries.addAll(entries(module.getKey(), Files.readString(to.resolve("index-all.html"))));
        }
        return entries;
    }

    private static void dress(Path module) throws IOException {
        Path style = module.resolve("stylesheet.css");
        String plain = Files.readString(style).replace("@import url('resources/fonts/dejavu.css');", "");
        Files.writeString(style, plain + Site.resource("api.css"));
        Files.writeString(module.resolve("script.js"), Site.resource("api.js"), APPEND);
    }

    private static void require(Path directory) throws IOException {
        if (!Files.exists(directory.resolve("index.html"))) {
            throw new IOException("There is no API documentation in " + directory
                    + ": build the modules together, as CONTRIBUTING.md says");
        }
    }

    /** What Kotlin calls, as Dokka wrote it. */
    private List<SearchEntry> kotlin() throws IOException {
        Path from = root.resolve("docs/target/kotlin-api");
        require(from);
        Site.copy(from, output.resolve("kotlin"));
        List<SearchEntry> entries = new ArrayList<>();
        try (Stream<Path> files = Files.list(from.resolve("suspension-bridge/suspension.bridge"))) {
            for (Path file : files.filter(file -> !file.endsWith("index.html") && !Files.isDirectory(file))
                    .sorted()
                    .toList()) {
                Document page = Jsoup.parse(Files.readString(file));
                String url = "api/kotlin/" + from.relativize(file).toString().replace('\\', '/');
                String text = page.select(".main-content p.paragraph").text();
                entries.add(new SearchEntry(
                        url, "suspension.bridge", page.expectFirst("h1").text(), text));
            }
        }
        return entries;
    }

    /** The types and methods in Javadoc's index, each once, however many overloads it has. */
    private static List<SearchEntry> entries(String module, String index) {
        Map<String, SearchEntry> entries = new LinkedHashMap<>();
        for (Element link : Jsoup.parse(index).select("dt > a.type-name-link, dt > a.member-name-link")) {
            Element term = link.parent();
            Element explanation = term == null ? null : term.nextElementSibling();
            String text = explanation == null ? "" : explanation.text();
            String url = "api/" + module + "/" + link.attr("href");
            String type =
                    withoutAnchor(link.attr("href")).replaceFirst(".*/", "").replace(".html", "");
            String member = link.hasClass("type-name-link") ? "" : link.text().replaceFirst("\\(.*", "");
            entries.putIfAbsent(withoutAnchor(url) + "#" + member, new SearchEntry(url, type, member, text));
        }
        return List.copyOf(entries.values());
    }

    /**
     * Lets links leave out the Java module, in whose directory Javadoc puts the packages: {@code
     * api/java-api/suspension/Task.html} leads to {@code api/java-api/suspension/suspension/Task.html}.
     */
    Document straighten(Document page) throws IOException {
        for (Element link : page.select("a[href^=api/]")) {
            String[] parts = link.attr("href").split("/", 3);
            if (parts.length == 3 && !Files.exists(output.resolve(parts[1]).resolve(withoutAnchor(parts[2])))) {
                for (String module : modules(output.resolve(parts[1]))) {
                    if (Files.exists(output.resolve(parts[1]).resolve(module).resolve(withoutAnchor(parts[2])))) {
                        link.attr("href", "api/" + parts[1] + "/" + module + "/" + parts[2]);
                    }
                }
            }
        }
        return page;
    }

    private static String withoutAnchor(String href) {
        return href.replaceFirst("#.*", "");
    }

    private static List<String> modules(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> Files.exists(file.resolve("module-summary.html")))
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }
}
