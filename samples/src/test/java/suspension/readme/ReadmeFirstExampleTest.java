package suspension.readme;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static suspension.Async.gather;
import static suspension.Async.sleep;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import suspension.Async;

/** The first code block of the README, run; {@link ReadmeTest} checks that it is the same to the letter. */
class ReadmeFirstExampleTest {

    static final class FirstExample {

        static String brew(String name) {
            System.out.println("Brewing " + name + "...");
            sleep(ofSeconds(2)); // suspends this coroutine; the loop goes on
            return name;
        }

        public static void main(String[] args) {
            List<String> cups =
                    Async.run(() -> gather(() -> brew("Masala"), () -> brew("Green"), () -> brew("Ginger")));
            System.out.println(cups); // after 2 s, not 6
        }
    }

    @Test
    void firstExample() {
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        long start = System.nanoTime();
        try {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            FirstExample.main(new String[0]);
        } finally {
            System.setOut(out);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "Brewing Masala...", "Brewing Green...", "Brewing Ginger...", "[Masala, Green, Ginger]");
        assertThat(System.nanoTime() - start).isBetween(2_000_000_000L, 4_000_000_000L);
    }
}
