package suspension.insight.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StringBuilder asked = new StringBuilder();

    private final Stty person = new Stty() {
        @Override
        String ask(String... arguments) {
            asked.append(String.join(" ", arguments)).append('\n');
            return switch (arguments[0]) {
                case "size" -> "50 132";
                case "-g" -> "as:it:was";
                default -> "";
            };
        }
    };

    private Terminal terminal(Stty stty, Map<String, String> environment) {
        return new Terminal(Printed.stream(out), Printed.stream(out), environment, stty);
    }

    @Test
    void coloursAreForPersonsOnly() {
        assertThat(terminal(person, Map.of("TERM", "xterm")).red("a")).isEqualTo("\033[1;31ma\033[m");
        assertThat(terminal(person, Map.of("TERM", "xterm", "NO_COLOR", "1")).red("a"))
                .isEqualTo("a");
        assertThat(terminal(person, Map.of("TERM", "dumb")).red("a")).isEqualTo("a");
        assertThat(terminal(null, Map.of("TERM", "xterm")).red("a")).isEqualTo("a");
    }

    @Test
    void widthIsSaidByTheUserThenByTheTerminal() {
        assertThat(terminal(person, Map.of("COLUMNS", "100")).columns()).isEqualTo(100);
        assertThat(terminal(person, Map.of("COLUMNS", "wide")).columns()).isEqualTo(132);
        assertThat(terminal(null, Map.of()).columns()).isEqualTo(80);
    }

    @Test
    void treesAreCutForPersonsOnly() {
        assertThat(terminal(person, Map.of()).columnsOfTrees()).isEqualTo(132);
        assertThat(terminal(null, Map.of()).columnsOfTrees()).isEqualTo(Integer.MAX_VALUE);
        assertThat(terminal(null, Map.of("COLUMNS", "60")).columnsOfTrees()).isEqualTo(60);
    }

    @Test
    void theScreenIsGivenBackAsItWas() {
        Terminal.Screen screen = terminal(person, Map.of("TERM", "xterm")).screen();
        assertThat(Printed.text(out)).isEqualTo("\033[?1049h\033[?25l");
        screen.close();
        assertThat(Printed.text(out)).endsWith("\033[?25h\033[?1049l");
        assertThat(asked).hasToString("-g\n-icanon -echo min 0 time 0 susp undef\nas:it:was\n");
    }

    @Test
    void withoutALocaleTextIsUtf8() {
        assertThat(Terminal.charset(Map.of())).isEqualTo(StandardCharsets.UTF_8);
        assertThat(Terminal.charset(Map.of("LANG", "C"))).isEqualTo(StandardCharsets.UTF_8);
        assertThat(Terminal.charset(Map.of("LANG", "de_DE.UTF-8@euro"))).isEqualTo(StandardCharsets.UTF_8);
        assertThat(Terminal.charset(Map.of("LANG", "de_DE.ISO-8859-1"))).isEqualTo(StandardCharsets.ISO_8859_1);
        assertThat(Terminal.charset(Map.of("LANG", "de_DE.ISO-8859-1", "LC_ALL", "C.UTF-8")))
                .isEqualTo(StandardCharsets.UTF_8);
    }
}
