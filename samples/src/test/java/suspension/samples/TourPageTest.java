package suspension.samples;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static suspension.Async.sleep;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import suspension.Async;

class TourPageTest {

    private static final Sample NAP = new Sample(
            "Nap",
            args -> Async.run(() -> {
                System.out.println("Good night");
                sleep(ofMillis(10));
            }));
    private static final Sample GREETING = new Sample("Greeting", args -> System.out.println("Hello"));

    @TempDir
    private Path directory;

    @Test
    void sampleIsShownWithItsOutputAndItsTimeline() throws Exception {
        assertThat(pageOf(NAP))
                .contains(">Nap</h2>", "Good night", "\"outcome\":[\"returned\"]", "\"reasons\":[\"sleep\"]");
    }

    @Test
    void sampleWithoutALoopHasNoTimeline() throws Exception {
        assertThat(pageOf(GREETING))
                .contains(">Greeting</h2>", "Hello", "It has no loop")
                .doesNotContain("\"outcome\"");
    }

    @Test
    void samplesAreRecordedApart() throws Exception {
        assertThat(pageOf(NAP, NAP).split("\"outcome\":\\[\"returned\"]", -1)).hasSize(3);
    }

    private String pageOf(Sample... samples) throws Exception {
        TourPage page = new TourPage();
        PrintStream screen = new PrintStream(OutputStream.nullOutputStream());
        assertThat(new Tour(screen, false, page).visit(List.of(samples))).isTrue();
        Path file = directory.resolve("made").resolve("tour.html");
        page.write(file);
        return Files.readString(file);
    }
}
