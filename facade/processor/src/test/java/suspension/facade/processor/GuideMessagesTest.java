package suspension.facade.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages that the guide shows, as files of its own. Where lines break does not count. */
final class GuideMessagesTest {

    private static final Path FOLDER = Path.of("../../docs/src/test/resources/messages");

    @TempDir
    Path folder;

    @Test
    void classThatIsNotKotlins() throws Exception {
        String said = new UserCode(folder)
                .source(
                        "shop/Report",
                        "package shop;\n\n@suspension.facade.SuspendFacade(String.class)\nclass Report {}\n")
                .compile()
                .get(0);
        isShown("facade-not-kotlin.txt", said);
    }

    @Test
    void functionThatIsMissingAtRunTime() throws Exception {
        UserCode code = new UserCode(folder.resolve("user")).source("user/Report", """
                package user;
                @suspension.facade.SuspendFacade(shapes.Registry.class)
                public class Report {
                    public static void describe() {
                        JavaRegistry.describe();
                    }
                }
                """);
        assertThat(code.compile()).isEmpty();
        assertThat(new UserCode(folder.resolve("api"))
                        .source("shapes/Registry", """
                package shapes;
                public final class Registry {
                    private Registry() {}
                    public static final Registry INSTANCE = new Registry();
                }
                """)
                        .compile())
                .isEmpty();
        code.with(folder.resolve("api/classes"));
        isShown(
                "facade-missing.txt",
                catchThrowable(() -> code.run("user.Report", "describe")).toString());
    }

    private static void isShown(String file, String said) throws IOException {
        if (Boolean.getBoolean("messages.update")) {
            Files.writeString(FOLDER.resolve(file), said.strip() + "\n");
        }
        assertThat(squeezed(said)).isEqualTo(squeezed(Files.readString(FOLDER.resolve(file))));
    }

    private static String squeezed(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
