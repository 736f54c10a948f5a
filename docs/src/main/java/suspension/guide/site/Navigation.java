package suspension.guide.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The pages in the order of reading, as {@code pages.txt} lists them: a page to a line, {@code == Title} for a group, and
 * {@code //} for a comment.
 */
record Navigation(List<Group> groups) {

    /**
     * Pages under one heading.
     *
     * @param title the heading, which is empty for pages before the first one
     * @param pages the names of their files, without the ending
     */
    record Group(String title, List<String> pages) {}

    static Navigation read(Path file) throws IOException {
        return parse(Files.readAllLines(file));
    }

    static Navigation parse(List<String> lines) {
        List<Group> groups = new ArrayList<>();
        groups.add(new Group("", new ArrayList<>()));
        for (String line : lines) {
            if (line.startsWith("== ")) {
                groups.add(new Group(line.substring(3).strip(), new ArrayList<>()));
            } else if (!line.isBlank() && !line.startsWith("//")) {
                groups.get(groups.size() - 1).pages().add(line.strip());
            }
        }
        groups.removeIf(group -> group.pages().isEmpty());
        return new Navigation(List.copyOf(groups));
    }

    List<String> pages() {
        return groups.stream().flatMap(group -> group.pages().stream()).toList();
    }

    Optional<String> before(String page) {
        return neighbour(page, -1);
    }

    Optional<String> after(String page) {
        return neighbour(page, 1);
    }

    private Optional<String> neighbour(String page, int step) {
        List<String> pages = pages();
        int index = pages.indexOf(page) + step;
        return index >= 0 && index < pages.size() ? Optional.of(pages.get(index)) : Optional.empty();
    }
}
