package suspension.insight.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {

    @Test
    void saysWhatThereIsAndWhereToBegin() {
        Printed help = Printed.by("--help");
        assertThat(help.exitCode()).isZero();
        assertThat(help.err()).isEmpty();
        assertThat(help.out()).isEqualTo("""
                        Shows what the event loops of running Java programs do, from outside.

                        Usage: java -jar suspension-insight.jar COMMAND [options]

                        Commands:
                          ps [PID]           the processes that have loops, or the tasks of one
                          pstree PID         who waits for whom and where; deadlocks first
                          top PID            live: busy loops, their lag, tasks by time, waits by reason
                          dump PID           everything at this moment, as JSON
                          record PID         records what happens, for some seconds
                          timeline FILE.jfr  makes a page of a recording, or a trace for Perfetto
                          COMMAND --help     how a command is used

                        Where to begin:
                          nothing goes on        pstree PID: who waits for whom, deadlocks first
                          it is slow             top PID: which loop is busy, and with which task
                          it grows               ps: which process has how many tasks
                          who runs when          record PID, then timeline: a page for the browser

                        The programs need nothing but the library on their class path, version 0.1 or
                        newer, and must run as the same user. Nothing is loaded into them: they are
                        asked by the JDK's own Flight Recorder (JFR), also when a loop is blocked.

                        --json is understood by every command that prints, NO_COLOR and COLUMNS are
                        heeded. Exit codes: 0 fine; 1 something is wrong with the process or a file;
                        2 the command line cannot be understood.
                        """);
    }

    @Test
    void ofACommandSaysItsOptions() {
        assertThat(Printed.by("top", "--help").out()).isEqualTo("""
                        Usage: java -jar suspension-insight.jar top PID [options]

                        Shows what the loops of a process have done in the last second: how busy each
                        is, how late, and how many tasks it has, which may grow; what blocks it; what
                        was waited for, and for how long; and the tasks that had the turn, the longest
                        first.

                        On a terminal the page is drawn anew, until 'q' is pressed. Elsewhere, page
                        follows page, or with --json line follows line, until --times or the end of the
                        process.

                        Options:
                          --interval SECONDS  from page to page; 1 if not given
                          --times N           ends after so many pages
                          --json              prints each page as one line of JSON
                          --wide              cuts no line
                          --help              prints this help
                        """);
        assertThat(Printed.by("help", "top").out())
                .isEqualTo(Printed.by("top", "-h").out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--help", "help ps", "help pstree", "help top", "help dump", "help record", "help timeline"})
    void fitsIntoEightyColumns(String typed) {
        Printed help = Printed.by(typed.split(" "));
        assertThat(help.exitCode()).isZero();
        assertThat(help.lines()).allSatisfy(line -> assertThat(Width.of(line)).isLessThanOrEqualTo(80));
    }

    @Test
    void isPrintedWhereNothingIsTyped() {
        Printed nothing = Printed.by();
        assertThat(nothing.exitCode()).isEqualTo(2);
        assertThat(nothing.out()).isEqualTo(Printed.by("--help").out());
    }

    @Test
    void aMistakeOfTheToolIsASentence() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream broken = new PrintStream(new ByteArrayOutputStream()) {
            @Override
            public void print(String text) {
                throw new IllegalStateException("no paper");
            }
        };
        Terminal terminal = new Terminal(broken, Printed.stream(err), Map.of(), null);
        assertThat(Insight.run(terminal, "--help")).isEqualTo(1);
        assertThat(Printed.text(err))
                .isEqualTo("This tool has failed, by a mistake of its own or of the JDK:"
                        + " java.lang.IllegalStateException: no paper\n");
    }

    @Test
    void aNameThatNoFileCanHaveIsASentence() {
        assertThat(Printed.by("timeline", "a\0b")).isEqualTo(new Printed(1, "", "'a?b' is no name of a file.\n"));
    }

    @Test
    void isNamedWhereACommandIsUnknown() {
        assertThat(Printed.by("pstreee", "1"))
                .isEqualTo(new Printed(2, "", "There is no command 'pstreee'. See '--help'.\n"));
        assertThat(Printed.by("--json", "ps"))
                .isEqualTo(new Printed(
                        2, "", "There is no command '--json'. Options stand behind a command. See '--help'.\n"));
        assertThat(Printed.by("ps", "--color").exitCode()).isEqualTo(2);
    }
}
