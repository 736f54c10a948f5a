package suspension.insight.tool;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Asks the terminal, and sets it, by the program {@code stty}. Without it nothing is known, and nothing set. */
class Stty {

    private static final File TERMINAL = new File("/dev/tty");

    /** Whether a person reads what is printed, and types. */
    @SuppressWarnings("SystemConsoleNull") // it is null up to JDK 21
    static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try { // from JDK 22 on there may be a console without a terminal
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException before22) {
            return true;
        }
    }

    /** Returns what it answers, without the end of the line; empty if it cannot be asked. */
    String ask(String... arguments) {
        List<String> command = new ArrayList<>(List.of("stty"));
        command.addAll(List.of(arguments));
        try {
            Process stty = new ProcessBuilder(command)
                    .redirectInput(TERMINAL)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return waitFor(stty) == 0 ? answer.strip() : "";
        } catch (IOException none) {
            return "";
        }
    }

    /** Does not give up when it is interrupted: the terminal would stay as it is. */
    private static int waitFor(Process process) {
        boolean interrupted = Thread.interrupted();
        try {
            return process.waitFor(1, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } catch (InterruptedException again) {
            interrupted = true;
            return -1;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
