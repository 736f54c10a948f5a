package suspension.insight.tool.timeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A page with several timelines, each beside what its program printed. One HTML file, like {@link TimelinePage}. */
public final class TimelineBook {

    private TimelineBook() {}

    /**
     * A program that ran.
     *
     * @param heading its name
     * @param note a few words on how it went
     * @param printed what it printed
     * @param timeline what its loops did; null if it had none
     */
    public record Chapter(
            String heading,
            String note,
            String printed,
            @Nullable Timeline timeline) {}

    /**
     * Writes the page.
     *
     * @param title its title
     * @param introduction a sentence or two under the title
     * @param chapters in their order
     * @param file written anew if it exists
     * @throws IOException if the file cannot be written
     */
    public static void write(String title, String introduction, List<Chapter> chapters, Path file) throws IOException {
        String body = """
                <header class="book-head">
                <div><h1>%s</h1><p>%s</p></div>
                <button type="button" data-theme-toggle aria-label="Change between light and dark">◐</button>
                </header>
                <nav class="contents" aria-label="Contents">%s</nav>
                <main>
                %s</main>
                """.formatted(
                        PageTemplate.escape(title),
                        PageTemplate.escape(introduction),
                        joined(chapters, TimelineBook::link),
                        joined(chapters, TimelineBook::section));
        PageTemplate.write(file, title, "book", body);
    }

    private static String joined(List<Chapter> chapters, ChapterPart part) {
        return IntStream.range(0, chapters.size())
                .mapToObj(index -> part.of(chapters.get(index), index))
                .collect(Collectors.joining());
    }

    private static String link(Chapter chapter, int index) {
        return "<a href=\"#chapter-%d\">%s</a>".formatted(index, PageTemplate.escape(chapter.heading()));
    }

    private static String section(Chapter chapter, int index) {
        return """
                <section class="chapter" id="chapter-%d" aria-labelledby="heading-%d">
                <h2 id="heading-%d">%s</h2><p class="note">%s</p>
                <div class="pages">
                <pre class="printed" tabindex="0" aria-label="What it printed">%s</pre>
                %s</div>
                </section>
                """.formatted(
                        index,
                        index,
                        index,
                        PageTemplate.escape(chapter.heading()),
                        PageTemplate.escape(chapter.note()),
                        PageTemplate.escape(chapter.printed()),
                        timeline(chapter.timeline(), "timeline-" + index));
    }

    private static String timeline(@Nullable Timeline timeline, String id) {
        return timeline == null
                ? "<p class=\"no-timeline\">It has no loop, and so no timeline.</p>\n"
                : PageTemplate.timeline(id, "small", timeline);
    }

    /** HTML of one chapter. */
    private interface ChapterPart {
        String of(Chapter chapter, int index);
    }
}
