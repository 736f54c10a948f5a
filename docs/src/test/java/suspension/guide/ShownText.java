package suspension.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Texts that pages show: files in {@code messages}, compared with what is really printed, logged or thrown. Line numbers,
 * times, numbers of lambdas and line breaks may differ. {@code -Dmessages.write=docs/src/test/resources/messages} writes
 * the files instead.
 */
final class ShownText {

    private ShownText() {}

    /** Compares a file with what was printed, logged or thrown. */
    static void assertShown(String file, String actual) {
        String directory = System.getProperty("messages.write", "");
        try {
            if (!directory.isEmpty()) {
                Path path = Path.of(directory).resolve(file);
                Files.createDirectories(Objects.requireNonNull(path.getParent()));
                Files.writeString(path, actual.stripTrailing() + "\n");
            }
            String shown = directory.isEmpty() ? read(file) : actual;
            assertThat(normalised(actual)).as("what %s shows", file).isEqualTo(normalised(shown));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(String file) throws IOException {
        try (InputStream in = ShownText.class.getResourceAsStream("/messages/" + file)) {
            assertThat(in)
                    .as("messages/%s; -Dmessages.write=docs/src/test/resources/messages makes it", file)
                    .isNotNull();
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** A stack trace, of which only the frames in this package are left. */
    static String stackTrace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return text.toString()
                .lines()
                .filter(line -> !line.strip().startsWith("at ") || line.contains("at suspension.guide."))
                .filter(line -> !line.strip().startsWith("...") && !line.contains(".lambda$"))
                .map(line -> line.replace("\t", "    "))
                .collect(Collectors.joining("\n"));
    }

    private static String normalised(String text) {
        return text.replaceAll(" @[^'#]*#\\d+'", "'") // what Kotlin's debug mode adds to the name of a thread
                .replaceAll("(\\w+\\.(?:java|kt)):\\d+", "$1")
                .replaceAll("\\b\\d+(?:\\.\\d+)? ms\\b", "N ms")
                .replaceAll(" \\((?:up to )?\\d+(?:\\.\\d+)? m?s\\)", "")
                .replaceAll("lambda\\$(\\w+)\\$\\d+", "lambda\\$$1")
                .replaceAll("\\b(Task|loop)-\\d+", "$1-N")
                .replaceAll("(thread '[a-z]+)(?:-(?:\\d+|N))+'", "$1'")
                .replaceAll("\\b(seed = )\\d+", "$1N")
                .replaceAll("\\bSchedule \\d+ of\\b", "Schedule N of")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
