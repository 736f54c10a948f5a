package suspension.guide.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Some messages that pages show are compared where they arise: by tests of other modules. */
class OtherModulesTest {

    private static final Path ROOT = Path.of(System.getProperty("guide.basedir", ""), "..");

    @ParameterizedTest
    @CsvSource({
        "facade-not-kotlin.txt, facade/processor/src/test/java/suspension/facade/processor/GuideMessagesTest.java",
        "facade-missing.txt, facade/processor/src/test/java/suspension/facade/processor/GuideMessagesTest.java",
        "service-one-loop.txt, integrations/spring/src/test/java/suspension/spring/StartupFailureTest.java",
        "service-no-loops.txt, integrations/spring/src/test/java/suspension/spring/StartupFailureTest.java",
        "service-no-room.txt, integrations/spring/src/test/java/suspension/spring/web/WebConfigurationTest.java",
        "service-transaction.txt, integrations/spring/src/test/java/suspension/spring/transaction/JdbcTransactionTest.java"
    })
    void messageIsComparedThere(String message, String test) throws IOException {
        assertThat(ROOT.resolve("docs/src/test/resources/messages").resolve(message))
                .exists();
        assertThat(Files.readString(ROOT.resolve(test))).contains('"' + message + '"');
    }
}
