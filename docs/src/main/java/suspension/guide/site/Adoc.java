package suspension.guide.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;
import org.asciidoctor.Asciidoctor;
import org.asciidoctor.Attributes;
import org.asciidoctor.Options;
import org.asciidoctor.SafeMode;
import org.asciidoctor.ast.Cursor;
import org.asciidoctor.log.LogRecord;
import org.asciidoctor.log.Severity;

/**
 * Asciidoctor, with the attributes that all pages have. What it warns of, such as an included file or tag that is not there,
 * is kept as a complaint.
 */
final class Adoc implements AutoCloseable {

    private final Asciidoctor asciidoctor = Asciidoctor.Factory.create();
    private final Path directory;
    private final Attributes attributes;
    private String page = "";
    private final List<String> complaints = new ArrayList<>();

    Adoc(Path root, Path directory) {
        this.directory = directory;
        this.attributes = attributes(root);
        asciidoctor.registerLogHandler(this::note);
        Logger.getLogger("asciidoctor").setUseParentHandlers(false);
    }

    private static Attributes attributes(Path root) {
        return Attributes.builder()
                .attribute("attribute-missing", "warn")
                .attribute("outfilesuffix", ".html")
                .attribute("relfilesuffix", ".html")
                .attribute("idprefix", "")
                .attribute("idseparator", "-")
                .attribute("sectanchors", "")
                .attribute("showtitle", "")
                .attribute("source-highlighter", "rouge")
                .attribute("rouge-css", "class")
                .attribute("figure-caption!", "")
                .attribute("table-caption!", "")
                // Where what pages include is,
                .attribute("root", root.toString())
                .attribute(
                        "java",
                        root.resolve("docs/src/test/java/suspension/guide").toString())
                .attribute(
                        "kotlin",
                        root.resolve("docs/src/test/kotlin/suspension/guide").toString())
                .attribute(
                        "messages",
                        root.resolve("docs/src/test/resources/messages").toString())
                .attribute(
                        "samples",
                        root.resolve("samples/src/main/java/suspension/samples").toString())
                .attribute(
                        "expected",
                        root.resolve("samples/src/main/resources/expected").toString())
                // and what they show and link to, in the site.
                .attribute("pictures", "pictures")
                .attribute("api", "api")
                .build();
    }

    /** Reads {@code id.adoc}, and gives it as HTML without a frame. */
    String html(String id) throws IOException {
        Path file = directory.resolve(id + ".adoc");
        if (!Files.exists(file)) {
            throw new IOException("pages.txt lists " + id + ", but there is no " + file.getFileName());
        }
        page = id;
        return asciidoctor.convert(
                Files.readString(file),
                Options.builder()
                        .safe(SafeMode.UNSAFE)
                        .standalone(false)
                        .baseDir(directory.toFile())
                        .option("docname", id)
                        .attributes(attributes)
                        .build());
    }

    private void note(LogRecord warning) {
        if (warning.getSeverity().compareTo(Severity.WARN) >= 0) {
            Cursor place = warning.getCursor();
            String line = place == null ? "" : ", line " + place.getLineNumber();
            complaints.add(page + ".adoc" + line + ": " + warning.getMessage());
        }
    }

    List<String> complaints() {
        return List.copyOf(complaints);
    }

    @Override
    public void close() {
        asciidoctor.close();
    }
}
