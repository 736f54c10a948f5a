package suspension.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MistakesTest {

    @ParameterizedTest
    @ValueSource(strings = {"CpuHeavyWork", "BeginnersMistakes"})
    void keepsItsPromise(String sample) throws Exception {
        Runs.assertKeepsItsPromise(sample);
    }

    @Test
    void computingStopsTheLoopUnlessAThreadDoesIt() throws Exception {
        List<String> printed = Runs.of("CpuHeavyWork").lines();

        assertThat(printed.get(0)).startsWith("On the loop").endsWith("stood still");
        assertThat(printed.get(1)).startsWith("In a thread").endsWith("went on");
    }

    @Test
    void everyMistakeIsShownWithItsPlaceInTheCode() throws Exception {
        assertThat(Runs.of("BeginnersMistakes").lines())
                .filteredOn(line -> line.contains("(BeginnersMistakes.java:"))
                .satisfiesExactly(
                        line -> assertThat(line).contains("callWithoutLoop"),
                        line -> assertThat(line).contains("blockTheLoop"),
                        line -> assertThat(line).contains("brewLater"));
    }
}
