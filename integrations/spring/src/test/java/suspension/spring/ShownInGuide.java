package suspension.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Messages that the guide shows, as files of its own. Where lines break does not count. */
public final class ShownInGuide {

    private static final Path FOLDER =
            Path.of(System.getProperty("messages.folder", "../../docs/src/test/resources/messages"));

    private ShownInGuide() {}

    /** Asserts that the guide shows the text. {@code -Dmessages.update=true} writes what it shows. */
    public static void as(String file, String said) {
        try {
            if (Boolean.getBoolean("messages.update")) {
                Files.writeString(FOLDER.resolve(file), said.strip() + "\n");
            }
            assertThat(squeezed(said)).isEqualTo(squeezed(Files.readString(FOLDER.resolve(file))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String squeezed(String text) {
        return text.replaceAll("\\.java:\\d+", ".java:N")
                .replaceAll("Task-\\d+", "Task-N")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
