package suspension.guide;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static suspension.Async.gather;
import static suspension.Async.sleep;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import suspension.Async;

/** What the first page shows. */
class FirstExampleTest {

    // tag::brew[]
    static String brew(String tea) {
        System.out.println("Brewing " + tea + "...");
        sleep(ofSeconds(2)); // suspends this body; the other goes on
        return tea;
    }
    // end::brew[]

    // tag::main[]
    public static void main(String[] args) {
        Async.run(() -> {
            List<String> cups = gather(() -> brew("Masala"), () -> brew("Green"));
            System.out.println(cups); // after 2 s, not 4
        });
    }
    // end::main[]

    @Test
    void printsWhatTheFirstPageSays() throws IOException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream screen = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        long start = System.nanoTime();
        try {
            main(new String[0]);
        } finally {
            System.setOut(screen);
        }

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .isEqualTo(Files.readString(Path.of("src/test/resources/messages/first-example.txt")));
        assertThat((System.nanoTime() - start) / 1e9).isBetween(2.0, 3.9);
    }
}
