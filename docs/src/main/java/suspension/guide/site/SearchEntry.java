package suspension.guide.site;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the search may find: a section of a page, or a part of the API.
 *
 * @param url its address in the site
 * @param page the page's title, or the class
 * @param heading the section's heading, or the method; empty for the page or the class itself
 * @param text its text
 */
record SearchEntry(String url, String page, String heading, String text) {

    static List<SearchEntry> of(Page page) {
        return page.sections().stream()
                .map(section -> section.anchor().isEmpty()
                        ? new SearchEntry(page.file(), page.title(), "", section.text())
                        : new SearchEntry(
                                page.file() + "#" + section.anchor(), page.title(), section.heading(), section.text()))
                .toList();
    }

    /** A script, because a page that comes from a directory may load those, but no data. */
    static String script(List<SearchEntry> entries) {
        return entries.stream()
                .map(SearchEntry::json)
                .collect(Collectors.joining(",\n", "window.searchEntries = [\n", "\n];\n"));
    }

    private String json() {
        return Stream.of(url, page, heading, text).map(SearchEntry::quoted).collect(Collectors.joining(",", "[", "]"));
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            switch (c) {
                case '"', '\\' -> quoted.append('\\').append((char) c);
                default -> {
                    if (c < ' ') {
                        quoted.append(' ');
                    } else {
                        quoted.append((char) c);
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }
}
