package suspension.insight.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {

    private static final Option INTERVAL = Option.of("--interval", "SECONDS", "");
    private static final Option TIMES = Option.of("--times", "N", "");
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Command top = new TopCommand();

    private Arguments parse(String... typed) throws Failure {
        return Arguments.parse(top, Arrays.asList(typed));
    }

    @Test
    void optionsStandAnywhere() throws Failure {
        for (Arguments each : new Arguments[] {
            parse("--json", "4711", "--times", "3"),
            parse("4711", "--times=3", "--json"),
            parse("--times", "3", "--json", "4711")
        }) {
            assertThat(each.pid()).isEqualTo(4711);
            assertThat(each.has(Option.JSON)).isTrue();
            assertThat(each.has(Option.WIDE)).isFalse();
            assertThat(each.count(TIMES, 1)).isEqualTo(3);
        }
    }

    @Test
    void afterTwoDashesAllAreOperands() throws Failure {
        assertThat(parse("--", "--json").operand()).isEqualTo("--json");
    }

    @Test
    void whatIsNotGivenHasADefault() throws Failure {
        assertThat(parse("1").seconds(INTERVAL, SECOND, SECOND)).isEqualTo(SECOND);
        assertThat(parse("1").count(TIMES, 7)).isEqualTo(7);
        assertThat(parse().operand()).isNull();
    }

    @Test
    void secondsMayHaveAFraction() throws Failure {
        assertThat(parse("--interval", "1.5").seconds(INTERVAL, SECOND, SECOND)).isEqualTo(Duration.ofMillis(1500));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.5", "-1", "x", "NaN", "1e300"})
    void otherSecondsAreRefused(String typed) {
        refused(
                () -> parse("--interval", typed).seconds(INTERVAL, SECOND, SECOND),
                "Option '--interval' needs a number of seconds, at least 1 s, and not '" + typed + "'.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "99999999999"})
    void otherCountsAreRefused(String typed) {
        refused(
                () -> parse("--times", typed).count(TIMES, 1),
                "Option '--times' needs a whole number above 0, and not '" + typed + "'.");
    }

    @Test
    void unknownOptionsAreRefused() {
        refused(() -> parse("--fast"), "'top' has no option '--fast'.");
        refused(() -> parse("-x"), "'top' has no option '-x'.");
    }

    @Test
    void valuesBelongToOptionsThatTakeThem() {
        refused(() -> parse("--json=yes"), "Option '--json' takes no value.");
        refused(() -> parse("1", "--times"), "Option '--times' needs a value: --times N.");
        refused(() -> parse("--times="), "Option '--times' needs a value: --times N.");
    }

    @Test
    void aProcessIsANumber() {
        refused(() -> parse("Main").pid(), "'Main' is not the id of a process: those are numbers, which 'ps' lists.");
        refused(() -> parse("--", "-3").pid(), "'-3' is not the id of a process: those are numbers, which 'ps' lists.");
        refused(() -> parse().pid(), "'top' needs the id of a process, which 'ps' lists.");
        refused(() -> parse("1", "2").pid(), "'top' takes one operand, and not 2: 1 2.");
    }

    private static void refused(ThrowingCallable parsing, String sentence) {
        assertThatThrownBy(parsing)
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.exitCode()).isEqualTo(2))
                .hasMessage(sentence + " See 'top --help'.");
    }
}
