package suspension.insight.tool;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A JVM that runs a program, until this is closed. */
final class Child implements AutoCloseable {

    private final Process process;

    private Child(Process process) {
        this.process = process;
    }

    /** Starts a program, and returns when it says that it is ready. */
    static Child start(Class<?> program, String... jvmArguments) {
        return start(Path.of("").toAbsolutePath(), program, jvmArguments);
    }

    /** Starts a program in a directory. */
    static Child start(Path directory, Class<?> program, String... jvmArguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                "-Dsuspension.spinNanos=0",
                "-Djdk.virtualThreadScheduler.parallelism=4"));
        command.addAll(List.of(jvmArguments));
        command.add(program.getName());
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            Child child = new Child(process);
            child.awaitReady();
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady() {
        CompletableFuture<String> line = CompletableFuture.supplyAsync(() -> {
            try (BufferedReader out = process.inputReader()) {
                return out.readLine();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        try {
            if (!"ready".equals(line.get(60, TimeUnit.SECONDS))) {
                throw new AssertionError("The program has not become ready.");
            }
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            process.destroyForcibly();
            throw new AssertionError("The program has not become ready.", e);
        }
    }

    String pid() {
        return Long.toString(process.pid());
    }

    /** Lets it end by itself, as its programs do when nobody is there to talk to. */
    void end() throws IOException {
        process.getOutputStream().close();
    }

    void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
