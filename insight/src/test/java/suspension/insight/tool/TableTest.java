package suspension.insight.tool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {

    private final Table table =
            new Table().number("ID").text("TASK").text("WAITS FOR").number("SINCE");

    @Test
    void textStandsLeftAndNumbersRight() {
        table.row("1", "fetch", "sleep of PT1S", "12 ms").row("1024", "a", "", "1.2 s");
        assertThat(table.lines(80))
                .containsExactly(
                        "  ID  TASK   WAITS FOR      SINCE",
                        "   1  fetch  sleep of PT1S  12 ms",
                        "1024  a                     1.2 s");
    }

    @Test
    void theWidestTextGivesWayFirst() {
        table.row("1", "fetch", "a lock that is held by another task", "12 ms");
        assertThat(table.lines(32))
                .containsExactly("ID  TASK   WAITS FOR       SINCE", " 1  fetch  a lock that i…  12 ms");
    }

    @Test
    void numbersAndHeadingsAreNeverCut() {
        table.row("123456", "a long name of a task", "something long", "12 ms");
        assertThat(table.lines(10))
                .containsExactly("    ID  TASK      WAITS FOR  SINCE", "123456  a long …  somethin…  12 ms");
    }

    @Test
    void widthIsCountedInColumns() {
        table.row("1", "注文", "e\u0301te\u0301", "0").row("2", "abc", "x", "0");
        assertThat(table.lines(80))
                .containsExactly(
                        "ID  TASK  WAITS FOR  SINCE",
                        " 1  注文  e\u0301te\u0301            0",
                        " 2  abc   x              0");
    }

    @Test
    void namesCannotSteerTheTerminal() {
        table.row("1", "\033[2J", "a\nb", "0");
        assertThat(table.lines(80)).contains(" 1  ?[2J  a?b            0");
    }
}
