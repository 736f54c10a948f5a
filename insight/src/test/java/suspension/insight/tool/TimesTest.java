package suspension.insight.tool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1 ns",
        "999, 999 ns",
        "1000, 1.0 µs",
        "9949, 9.9 µs",
        "9950, 10 µs",
        "999499, 999 µs",
        "999500, 1.0 ms",
        "9949999, 9.9 ms",
        "12345678, 12 ms",
        "999499999, 999 ms",
        "999500000, 1.0 s",
        "9949999999, 9.9 s",
        "59400000000, 59 s",
        "59500000000, 59 s",
        "60000000000, 1 min",
        "185000000000, 3 min 5 s",
        "3600000000000, 1 h",
        "7500000000000, 2 h 5 min",
        "273600000000000, 3 d 4 h",
        "-1500, -1.5 µs",
    })
    void hasTwoOrThreeDigitsAndAUnit(long nanos, String text) {
        assertThat(Times.text(nanos)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"1000000000, 1 s", "500000000, 0.5 s", "10000000000, 10 s"})
    void secondsHaveAFractionIfTheyNeedOne(long nanos, String text) {
        assertThat(Times.seconds(nanos)).isEqualTo(text);
    }
}
