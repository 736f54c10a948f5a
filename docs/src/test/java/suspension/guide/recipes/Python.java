package suspension.guide.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Runs what pages show of Python, where there is a CPython with task groups. */
final class Python {

    private static final Path FOLDER = Path.of(System.getProperty("guide.basedir", ""), "src/test/python");

    private Python() {}

    /** Returns what a program prints. The test is skipped if there is no Python from 3.11 on. */
    static String run(String program) throws IOException, InterruptedException {
        String python = System.getenv().getOrDefault("SUSPENSION_PYTHON", "python3");
        assumeTrue(isNewEnough(python), "CPython 3.11 or newer");
        return printed(python, FOLDER.resolve(program).toString());
    }

    private static boolean isNewEnough(String python) throws InterruptedException {
        try {
            return printed(python, "-c", "import asyncio; print(hasattr(asyncio, 'TaskGroup'))")
                    .equals("True");
        } catch (IOException e) {
            return false;
        }
    }

    private static String printed(String... command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return text.strip();
    }
}
