package suspension.samples;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromiseTest {

    private final Promise promise = new Promise(ofSeconds(2), ofMillis(2900), List.of("start", "port <digits>"));

    @Test
    void sameLinesInTimeKeepIt() {
        assertThat(promise.brokenBy(run(2000, "start", "port 8080"))).isEmpty();
        assertThat(promise.brokenBy(run(2899, "start", "port 1"))).isEmpty();
    }

    @Test
    void otherLineBreaksIt() {
        assertThat(promise.brokenBy(run(2000, "Start", "port x")))
                .containsExactly(
                        "line 1 is 'Start', but was to be 'start'",
                        "line 2 is 'port x', but was to be 'port <digits>'");
    }

    @Test
    void missingOrAdditionalLineBreaksIt() {
        assertThat(promise.brokenBy(run(2000, "start")))
                .containsExactly("line 2 is missing, but was to be 'port <digits>'");
        assertThat(promise.brokenBy(run(2000, "start", "port 1", "end")))
                .containsExactly("line 3 is 'end', but was to be missing");
    }

    @Test
    void beingTooFastOrTooSlowBreaksIt() {
        String limits = ", but was to take at least 2.00 s and less than 2.90 s";

        assertThat(promise.brokenBy(run(1500, "start", "port 1"))).containsExactly("it took 1.50 s" + limits);
        assertThat(promise.brokenBy(run(2900, "start", "port 1"))).containsExactly("it took 2.90 s" + limits);
    }

    @Test
    void charactersThatPatternsGiveAMeaningStandForThemselves() {
        Promise literal = new Promise(ofSeconds(0), ofSeconds(1), List.of("main() -> [.*]"));

        assertThat(literal.brokenBy(run(0, "main() -> [.*]"))).isEmpty();
        assertThat(literal.brokenBy(run(0, "main() -> [xy]"))).hasSize(1);
    }

    @Test
    void fileHoldsTheTimeAndThenTheLines() throws IOException {
        assertThat(Promise.of("Greeting"))
                .isEqualTo(new Promise(ofSeconds(0), ofMillis(9900), List.of("Hello", "World")));
    }

    @Test
    void sampleWithoutPromiseIsRefused() {
        assertThatThrownBy(() -> Promise.of("Nothing"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Nothing");
    }

    private static Sample.Run run(long millis, String... lines) {
        return new Sample.Run(List.of(lines), ofMillis(millis));
    }
}
