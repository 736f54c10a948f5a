package suspension.insight.tool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WidthTest {

    @Test
    void countsColumns() {
        assertThat(Width.of("")).isZero();
        assertThat(Width.of("├── (T) a…")).isEqualTo(10);
        assertThat(Width.of("注文")).isEqualTo(4);
        assertThat(Width.of("🚀")).isEqualTo(2);
        assertThat(Width.of("e\u0301")).isEqualTo(1);
    }

    @Test
    void whatSteersTheTerminalIsReplaced() {
        assertThat(Width.plain("\033[2J a\u202eb\u2066c\ud83d")).isEqualTo("?[2J a?b?c?");
        assertThat(Width.plain("注文 🚀")).isEqualTo("注文 🚀");
    }

    @Test
    void cutsWhatDoesNotFit() {
        assertThat(Width.cut("abcdef", 6)).isEqualTo("abcdef");
        assertThat(Width.cut("abcdef", 5)).isEqualTo("abcd…");
        assertThat(Width.cut("注文注文", 5)).isEqualTo("注文…");
        assertThat(Width.cut("注文注文", 4)).isEqualTo("注…");
        assertThat(Width.cut("🚀🚀", 3)).isEqualTo("🚀…");
        assertThat(Width.cut("ab", 1)).isEqualTo("…");
        assertThat(Width.cut("ab", 0)).isEmpty();
    }
}
