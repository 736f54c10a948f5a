package suspension.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import suspension.bridge.task.BodyTask;

/** What the classes call must be in each version of kotlinx-coroutines that they may meet at run time. */
class OtherKotlinxVersionsTest {

    /** They are static functions beside the interfaces in 1.8, and in them in 1.11. */
    private static final List<String> DEFAULTS_OF_INTERFACES =
            List.of("cancel$default", "close$default", "invokeOnCompletion$default");

    @Test
    void noClassCallsTheDefaultsOfInterfaces() throws Exception {
        Path classes = Path.of(BodyTask.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<Path> files = Files.walk(classes)) {
            List<Path> all =
                    files.filter(each -> each.toString().endsWith(".class")).toList();
            assertThat(all).isNotEmpty();
            for (Path each : all) {
                assertThat(constantsOf(each)).as(each.toString()).doesNotContain(DEFAULTS_OF_INTERFACES);
            }
        }
    }

    private static String constantsOf(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
}
