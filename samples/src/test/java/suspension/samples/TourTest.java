package suspension.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TourTest {

    private static final Sample GREETING = new Sample("Greeting", args -> System.out.printf("Hello%nWorld%n"));
    private static final Sample RUDE = new Sample("Greeting", args -> System.out.println("Go away"));
    private static final Sample FAILING = new Sample("Greeting", args -> {
        throw new IOException("no voice");
    });

    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

    @Test
    void printsNameOutputAndTotalTime() {
        assertThat(tour(false).visit(List.of(GREETING))).isTrue();

        assertThat(printed().toList())
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("== Greeting"),
                        line -> assertThat(line).isEqualTo("Hello"),
                        line -> assertThat(line).isEqualTo("World"),
                        line -> assertThat(line).matches("-- total time: \\d\\.\\d s"),
                        line -> assertThat(line).isEmpty(),
                        line -> assertThat(line).matches("1 samples in \\d\\.\\d s"));
    }

    @Test
    void checkSaysThatPromisesAreKept() {
        assertThat(tour(true).visit(List.of(GREETING))).isTrue();

        assertThat(printed()).endsWith("All of them did what they promise");
    }

    @Test
    void checkFailsAndSaysWhatDiffers() {
        assertThat(tour(true).visit(List.of(GREETING, RUDE))).isFalse();

        assertThat(printed())
                .endsWith(
                        "Greeting: line 1 is 'Go away', but was to be 'Hello'",
                        "Greeting: line 2 is missing, but was to be 'World'");
    }

    @Test
    void withoutCheckNothingIsCompared() {
        assertThat(tour(false).visit(List.of(RUDE))).isTrue();
    }

    @Test
    void sampleThatFailsFailsTheTourWhichGoesOn() {
        assertThat(tour(false).visit(List.of(FAILING, GREETING))).isFalse();

        assertThat(printed()).containsSubsequence("World", "Greeting: it failed with java.io.IOException: no voice");
    }

    @Test
    void everyProgramOfThePackageIsOnTheTour() throws Exception {
        assertThat(Tour.SAMPLES)
                .extracting(Sample::name)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(programs());
    }

    @Test
    void everySampleHasAPromise() {
        assertThat(Tour.SAMPLES)
                .allSatisfy(
                        sample -> assertThat(Promise.of(sample.name()).lines()).isNotEmpty());
    }

    private static List<String> programs() throws IOException, URISyntaxException {
        Path classes = Path.of(Tour.class.getResource("Tour.class").toURI()).getParent();
        try (Stream<Path> files = Files.list(classes)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".class") && !name.equals("package-info.class"))
                    .map(name -> name.substring(0, name.length() - ".class".length()))
                    .filter(name -> !name.equals("Tour") && !name.equals("Pictures") && hasMain(name))
                    .toList();
        }
    }

    private static boolean hasMain(String simpleName) {
        try {
            Class<?> type = Class.forName("suspension.samples." + simpleName);
            return Modifier.isStatic(type.getMethod("main", String[].class).getModifiers());
        } catch (NoSuchMethodException e) {
            return false;
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private Tour tour(boolean check) {
        return new Tour(new PrintStream(screen, true, StandardCharsets.UTF_8), check);
    }

    private Stream<String> printed() {
        return screen.toString(StandardCharsets.UTF_8).lines();
    }
}
