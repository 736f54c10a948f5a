package suspension.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class TimeLimitTest {

    @Test
    void processThatHangsIsEndedAndTheReasonIsTheLimit() {
        Command hanging = java("Hanging");
        assertThatExceptionOfType(TimeoutException.class)
                .isThrownBy(() -> TimeLimit.within(Duration.ofSeconds(1), () -> ended(hanging.run())))
                .withMessage("took longer than 1 seconds");
    }

    /** As a measurement does, which fails when its process does. */
    private static Command.Outcome ended(Command.Outcome outcome) {
        if (outcome.status() != 0) {
            throw new IllegalStateException("ended with " + outcome.status());
        }
        return outcome;
    }

    @Test
    void whatAProcessSaysLastIsTheReason() {
        assertThat(Command.ask(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "no.such.Program")
                        .lastLine())
                .contains("no.such.Program");
        assertThat(Command.ask("no-such-command").lastLine()).startsWith("Cannot run no-such-command");
    }

    private static Command java(String nested) {
        return new Command(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                TimeLimitTest.class.getName() + "$" + nested));
    }

    /** Runs until it is ended. */
    static final class Hanging {

        private Hanging() {}

        public static void main(String[] arguments) throws InterruptedException {
            Thread.currentThread().join();
        }
    }
}
