package suspension.insight.tool.timeline;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The page that shows a timeline: a lane for each task under its loop and group, to zoom, to search, and to click. It is
 * one HTML file, which needs nothing else and no network.
 */
public final class TimelinePage {

    private TimelinePage() {}

    /**
     * Writes the page.
     *
     * @param timeline what it shows
     * @param file written anew if it exists
     * @throws IOException if the file cannot be written
     */
    public static void write(Timeline timeline, Path file) throws IOException {
        String body = PageTemplate.timeline("timeline-data", "whole", timeline);
        PageTemplate.write(file, timeline.title(), "whole-page", body);
    }
}
