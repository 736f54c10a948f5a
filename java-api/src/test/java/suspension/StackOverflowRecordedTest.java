package suspension;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStreamReader;
import java.io.Reader;
import java.util.Objects;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The same while the shipped settings record all events: what is recorded needs room on the stack too. */
class StackOverflowRecordedTest extends StackOverflowTest {

    private static Recording recording = new Recording();

    @BeforeAll
    static void start() throws Exception {
        try (Reader settings = new InputStreamReader(
                Objects.requireNonNull(EventLoop.class.getResourceAsStream("/suspension.jfc")), UTF_8)) {
            recording = new Recording(Configuration.create(settings));
        }
        recording.start();
        EventLoop.start("noticed").close(); // once it has begun, the recording is known to loops
    }

    @AfterAll
    static void stop() throws Exception {
        try (Recording ended = recording) {
            ended.stop();
            assertThat(ended.getSize()).isPositive();
        }
    }
}
