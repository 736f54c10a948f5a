package suspension.differential;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** A CPython that runs programs on asyncio, in virtual time, and tells what happened. A process of its own, until closed. */
final class PythonInterpreter implements AutoCloseable {

    /** Not the common pool, whose threads may be too few for who writes and who reads at the same time. */
    static final Executor THREADS = task -> {
        Thread thread = new Thread(task, "python");
        thread.setDaemon(true);
        thread.start();
    };

    private final Process process;
    private final BufferedReader in;
    private final Writer out;

    PythonInterpreter(Path python) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(python.toString(), "-u", script().toString());
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        process = builder.start();
        in = process.inputReader(StandardCharsets.UTF_8);
        out = process.outputWriter(StandardCharsets.UTF_8);
        if (in.readLine() == null) {
            throw new IOException(python + " does not start " + script());
        }
    }

    private static Path script() {
        Path module = Files.isDirectory(Path.of("testing")) ? Path.of("testing") : Path.of("");
        return module.resolve("src/test/python/asyncio_interpreter.py").toAbsolutePath();
    }

    /** The logs of the programs, by an asyncio that differs as the rules say. */
    List<List<String>> logs(List<Program> programs, Collection<String> rules) {
        CompletableFuture<Void> written = CompletableFuture.runAsync(() -> write(programs, rules), THREADS);
        List<List<String>> logs = new ArrayList<>();
        try {
            for (int i = 0; i < programs.size(); i++) {
                String line = in.readLine();
                if (line == null) {
                    throw new IOException(
                            "Python has ended; it says why on standard error. Program: " + programs.get(i));
                }
                logs.add(new ProgramText(line).strings());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        written.join();
        return logs;
    }

    private void write(List<Program> programs, Collection<String> rules) {
        try {
            for (Program program : programs) {
                StringBuilder line = new StringBuilder("[");
                ProgramText.write(List.copyOf(rules), line);
                out.append(line).append(',').append(program.toString()).append("]\n");
            }
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
