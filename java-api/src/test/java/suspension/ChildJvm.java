package suspension;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs in a fresh process of the same Java, where no class has been initialised yet. */
public final class ChildJvm {

    private ChildJvm() {}

    /** The class path of these tests. */
    public static String classPath() {
        return System.getProperty("java.class.path");
    }

    /** What a program prints, line by line, errors included; in at most a minute. */
    public static List<String> run(String classPath, List<String> options, String main, String... arguments)
            throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add(main);
        Collections.addAll(command, arguments);
        File output = File.createTempFile("child", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output);
        builder.environment().put("CLASSPATH", classPath);
        Process process = builder.start();
        try {
            boolean ended = process.waitFor(60, TimeUnit.SECONDS);
            List<String> lines = Files.readAllLines(output.toPath(), UTF_8);
            if (!ended) {
                throw new AssertionError("has not ended; it printed " + lines);
            }
            return lines;
        } finally {
            process.destroyForcibly();
            Files.deleteIfExists(output.toPath());
        }
    }
}
