package suspension.insight.tool;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What a command has printed, and its exit code. */
record Printed(int exitCode, String out, String err) {

    /** Runs a command as a program would: no person looks on. */
    static Printed by(String... typed) {
        return in(Map.of(), typed);
    }

    static Printed in(Map<String, String> environment, String... typed) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(stream(out), stream(err), environment, null);
        int exitCode = Insight.run(terminal, typed);
        return new Printed(exitCode, text(out), text(err));
    }

    static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    List<String> lines() {
        return Arrays.asList(out.split("\n"));
    }

    /** The words of the line that begins with one. */
    List<String> row(String first) {
        return lines().stream()
                .map(line -> Arrays.asList(line.strip().split(" {2,}")))
                .filter(words -> words.get(0).equals(first))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No row '" + first + "' in:\n" + out + err));
    }
}
