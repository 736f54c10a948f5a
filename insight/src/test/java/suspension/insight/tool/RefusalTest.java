package suspension.insight.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import programs.Calm;
import programs.NoLoops;

/** Processes that cannot be looked into, and the sentence for each. */
@Timeout(60)
class RefusalTest {

    private static Printed problem(String sentence) {
        return new Printed(1, "", sentence + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ps", "pstree", "top", "dump", "record"})
    void aProcessThatIsNotThere(String command) {
        assertThat(Printed.by(command, "99999999"))
                .isEqualTo(problem("There is no process 99999999. 'ps' lists those that have loops."));
    }

    @Test
    void aProcessWithoutLoops() {
        try (Child child = Child.start(NoLoops.class)) {
            assertThat(Printed.by("pstree", child.pid()))
                    .isEqualTo(problem("There is no loop in process " + child.pid()
                            + " (programs.NoLoops): it has not used the library so far. 'ps' lists the processes that have"
                            + " loops."));
        }
    }

    @Test
    void aProcessThatLetsNobodyAttach() {
        try (Child child = Child.start(NoLoops.class, "-XX:+DisableAttachMechanism")) {
            assertThat(Printed.by("pstree", child.pid()))
                    .isEqualTo(problem("Process " + child.pid()
                            + " was started with -XX:+DisableAttachMechanism, so nobody may look into it. Start it without, or"
                            + " let it record itself: take the settings out of the library (jar xf"
                            + " suspension-bridge-VERSION.jar suspension.jfc), and start it with"
                            + " -XX:StartFlightRecording:settings=/path/to/suspension.jfc,filename=run.jfr"));
        }
    }

    @Test
    void aProcessWhoseLibraryDoesNotSeeTheFlightRecorder() {
        try (Child child = Child.start(Calm.class, "--limit-modules=java.base,jdk.unsupported")) {
            assertThat(Printed.by("pstree", child.pid()))
                    .isEqualTo(problem("The library in process " + child.pid()
                            + " (programs.Calm) does not show its tasks. It is older than this tool: update it. Or it runs"
                            + " without module jdk.jfr: start it with --add-modules jdk.jfr."));
        }
    }

    @Test
    void aProcessThatIsNoJvm() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/cat")) && Files.isDirectory(Path.of("/proc/self")));
        Process cat = new ProcessBuilder("/bin/cat").start();
        try {
            assertThat(Printed.by("pstree", Long.toString(cat.pid())).err())
                    .matches("Process \\d+ \\(.*\\) is not a JVM\\.\n");
            assertThat(cat.isAlive()).isTrue();
        } finally {
            cat.destroyForcibly();
        }
    }
}
