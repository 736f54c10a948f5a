package suspension.guide.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compares the messages that pages of the guide show with what was really said. Each is a file of {@code messages}. Where
 * lines break, numbers of lines, tasks and threads, and times do not count.
 *
 * <p>{@code -Dmessages.update=true} writes the files anew.
 */
public final class Shown {

    private static final Path FOLDER = Path.of(System.getProperty("messages.folder", "src/test/resources/messages"));

    private static final int WIDTH = 92;

    private Shown() {}

    /** Asserts that a page shows an exception as the top of its stack trace has it. */
    public static void as(String file, Throwable thrown) {
        as(file, thrown.toString());
    }

    /** Asserts that a page shows a text. */
    public static void as(String file, String said) {
        Path shown = FOLDER.resolve(file);
        try {
            if (Boolean.getBoolean("messages.update")) {
                Files.writeString(shown, wrapped(said));
            }
            assertThat(normalised(said)).isEqualTo(normalised(Files.readString(shown)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String normalised(String text) {
        return text.replaceAll(" @[^' ]+#\\d+'", "'") // kotlinx adds it to names of threads, under -ea
                .replaceAll("\\.(java|kt):\\d+", ".$1:N")
                .replaceAll("\\b(Task|loop|parallel)-\\d+(-\\d+)?", "$1-N")
                .replaceAll("thread '([a-z]+)[-\\d]*'", "thread '$1'") // virtual ones have the loop's name
                .replaceAll("(lambda\\$\\w+\\$)\\d+", "$1N")
                .replaceAll(" \\((up to )?[\\d.]+ (ms|s|min)[^)]*\\)", "")
                .replaceAll("[\\d.]+ (ms|s)\\b", "N $1")
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static String wrapped(String text) {
        StringBuilder lines = new StringBuilder();
        for (String line : text.lines().toList()) {
            String rest = line;
            while (rest.length() > WIDTH && !rest.startsWith(" ")) { // a stack, or a tree
                int end = rest.lastIndexOf(' ', WIDTH);
                end = end < 0 ? rest.indexOf(' ') : end;
                if (end < 0) {
                    break;
                }
                lines.append(rest, 0, end).append('\n');
                rest = rest.substring(end + 1);
            }
            lines.append(rest).append('\n');
        }
        return lines.toString();
    }
}
