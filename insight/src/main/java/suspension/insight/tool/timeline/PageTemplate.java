package suspension.insight.tool.timeline;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Puts a page together: the frame, style and scripts are resources beside this class. */
final class PageTemplate {

    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");
    private static final List<String> SCRIPTS = List.of(
            "dom.js",
            "time.js",
            "model.js",
            "layout.js",
            "hits.js",
            "colours.js",
            "drawing.js",
            "arrows.js",
            "overview.js",
            "names.js",
            "details.js",
            "summary.js",
            "controls.js",
            "interaction.js",
            "view.js",
            "start.js");

    private PageTemplate() {}

    /**
     * Writes a page in UTF-8.
     *
     * @param kind a class of the style sheet, for the page's body
     * @param body HTML
     */
    static void write(Path file, String title, String kind, String body) throws IOException {
        Map<String, String> parts = Map.of(
                "title", escape(title),
                "class", kind,
                "style", resource("page.css"),
                "scripts", SCRIPTS.stream().map(PageTemplate::resource).collect(Collectors.joining("\n")),
                "body", body);
        // Unlike Files' own writers, one that puts up with half a surrogate pair.
        try (Writer out = new OutputStreamWriter(Files.newOutputStream(file), StandardCharsets.UTF_8)) {
            fill(resource("page.html"), parts, out);
        }
    }

    /** An element that shows a timeline, and the data that it shows. */
    static String timeline(String id, String size, Timeline timeline) {
        return """
                <div class="timeline" data-source="%s" data-size="%s"></div>
                <script type="application/json" id="%s">%s</script>
                """.formatted(id, size, id, TimelineData.of(timeline));
    }

    /** Text that HTML takes for text, in an element or an attribute. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static void fill(String template, Map<String, String> parts, Writer out) throws IOException {
        Matcher places = PLACE.matcher(template);
        int done = 0;
        while (places.find()) {
            out.append(template, done, places.start());
            out.append(Objects.requireNonNull(parts.get(places.group(1))));
            done = places.end();
        }
        out.append(template, done, template.length());
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(PageTemplate.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("The resource " + name + " of the timeline page cannot be read", e);
        }
    }
}
