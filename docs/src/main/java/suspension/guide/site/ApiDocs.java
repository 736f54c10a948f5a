package suspension.guide.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;

/** The API documentation of the modules that users call, as each module's build made it. */
final class ApiDocs {

    /** Where it comes from, by its directory under {@code api}. */
    private static final Map<String, String> MODULES = new LinkedHashMap<>();

    static {
        MODULES.put("java-api", "java-api");
        MODULES.put("testing", "testing");
        MODULES.put("facade", "facade/api");
        MODULES.put("spring", "integrations/spring");
    }

    private final Path root;
    private final Path output;

    ApiDocs(Path root, Path output) {
        this.root = root;
        this.output = output;
    }

    List<SearchEntry> copy() throws IOException {
        List<SearchEntry> entries = new ArrayList<>();
        for (Map.Entry<String, String> module : MODULES.entrySet()) {
            Path from = root.resolve(module.getValue()).resolve("target/reports/apidocs");
            if (!Files.exists(from.resolve("index.html"))) {
                throw new IOException("There is no API documentation in " + from
                        + ": build the modules together, with mvn verify -pl docs -am -DskipTests");
            }
            Site.copy(from, output.resolve(module.getKey()));
        }
        return entries;
    }

    /**
     * Lets links leave out the Java module, in whose directory Javadoc puts the packages: {@code
     * api/java-api/suspension/Task.html} leads to {@code api/java-api/suspension/suspension/Task.html}.
     */
    Document straighten(Document page) throws IOException {
        for (var link : page.select("a[href^=api/]")) {
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
