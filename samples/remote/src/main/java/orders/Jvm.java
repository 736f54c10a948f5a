package orders;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A program in a process of its own. */
final class Jvm implements AutoCloseable {

    private final Process process;

    private Jvm(Process process) {
        this.process = process;
    }

    /** Starts a program. */
    static Jvm start(Class<?> program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xmx256m"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(arguments));
        return new Jvm(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /** Returns when the program has said that it is ready. Blocks. */
    Jvm ready() {
        try (BufferedReader output = process.inputReader()) {
            String line = output.readLine();
            if (!"ready".equals(line)) {
                throw new IllegalStateException("The program said '" + line + "' instead of 'ready'");
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills it as kill -9 does: it has no time to do anything. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    long pid() {
        return process.pid();
    }

    /** Returns the processors' time that it has used. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        kill();
    }

    static String freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return Integer.toString(socket.getLocalPort());
        }
    }
}
