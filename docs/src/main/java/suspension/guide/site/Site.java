package suspension.guide.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Makes the site: has Asciidoctor read the pages, puts them into their frame with the navigation, and adds what they need:
 * the search, the pictures and the API documentation. All addresses are relative, so that the site works from a directory.
 */
final class Site {

    private static final String LUNR = "/META-INF/resources/webjars/lunr/2.3.9/lunr.min.js";

    private final Path root;
    private final Path output;

    private Site(Path root, Path output) {
        this.root = root;
        this.output = output;
    }

    /** Takes the root of the repository, the directory of the site, and the version. */
    public static void main(String[] args) throws IOException {
        new Site(Path.of(args[0]).toRealPath(), Path.of(args[1])).make(args[2]);
    }

    private void make(String version) throws IOException {
        empty(output);
        Path source = root.resolve("docs/src/main/asciidoc");
        Navigation navigation = Navigation.read(source.resolve("pages.txt"));
        Map<String, Page> pages = pages(source, navigation);
        ApiDocs api = new ApiDocs(root, output.resolve("api"));
        List<SearchEntry> found = new ArrayList<>();
        Frame frame = new Frame(resource("page.html"), navigation, pages, version);
        for (Page page : pages.values()) {
            found.addAll(SearchEntry.of(page));
        }
        found.addAll(api.copy());
        for (Page page : pages.values()) {
            Files.writeString(
                    output.resolve(page.file()),
                    api.straighten(frame.around(page)).outerHtml());
        }
        Path assets = Files.createDirectories(output.resolve("assets"));
        for (String asset : List.of("guide.css", "theme.js", "guide.js", "icon.svg")) {
            Files.writeString(assets.resolve(asset), resource(asset));
        }
        Files.writeString(assets.resolve("lunr.js"), resource(LUNR));
        Files.writeString(assets.resolve("search-index.js"), SearchEntry.script(found));
        copy(root.resolve("samples/pictures"), output.resolve("pictures"));
    }

    private Map<String, Page> pages(Path source, Navigation navigation) throws IOException {
        Map<String, Page> pages = new LinkedHashMap<>();
        try (Adoc adoc = new Adoc(root, source)) {
            for (String id : navigation.pages()) {
                pages.put(id, Page.of(id, adoc.html(id)));
            }
            if (!adoc.complaints().isEmpty()) {
                throw new IOException("Asciidoctor complains:\n" + String.join("\n", adoc.complaints()));
            }
        }
        return pages;
    }

    static String resource(String name) throws IOException {
        try (InputStream in = Site.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException(name + " is not in the class path");
            }
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    private static void empty(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                files.sorted(Comparator.reverseOrder()).forEach(file -> {
                    try {
                        Files.delete(file);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
            }
        }
        Files.createDirectories(directory);
    }
}
