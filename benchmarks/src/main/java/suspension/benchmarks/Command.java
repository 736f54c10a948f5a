package suspension.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** A command that is run to its end, for what it writes. */
record Command(List<String> words) {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** What it ended with, and what it wrote to either stream. */
    record Outcome(int status, String text) {

        /** Where a program that fails says why. */
        String lastLine() {
            return text.strip().replaceAll("(?s).*\n", "");
        }
    }

    Outcome run() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        try (InputStream stream = process.getInputStream()) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(process.waitFor(), text);
        }
    }

    /** What a short question is answered, or why it is not. */
    static Outcome ask(String... words) {
        try {
            return TimeLimit.within(MINUTE, new Command(List.of(words))::run);
        } catch (Exception e) {
            return new Outcome(-1, "Cannot run " + words[0] + ": " + e.getMessage());
        }
    }
}
