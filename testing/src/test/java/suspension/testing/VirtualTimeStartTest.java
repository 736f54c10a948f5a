package suspension.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import suspension.Async;
import suspension.Coroutine;

/** A run in virtual time whose main body cannot be started. */
@Timeout(120)
class VirtualTimeStartTest {

    private static Coroutine<String> startedBefore() {
        Coroutine<String> coroutine = Coroutine.of(() -> "once");
        Async.run(coroutine);
        return coroutine;
    }

    @Test
    void throwsWhatTheStartThrew() {
        Coroutine<String> coroutine = startedBefore();
        assertThatThrownBy(() -> VirtualTime.run(coroutine))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("started before");
    }

    @Test
    void leavesNoThreadBehind() throws Exception {
        assertThat(runOnPlatformThreads(Runs.class)).containsExactly("refused", "no thread left");
    }

    /** In a process of its own, for threads can be counted only if they are the platform's. */
    static final class Runs {

        private Runs() {}

        public static void main(String[] arguments) throws InterruptedException {
            Coroutine<String> coroutine = startedBefore();
            try {
                VirtualTime.run(coroutine);
            } catch (RuntimeException e) {
                System.out.println("refused");
            }
            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                if (thread.getName().startsWith("virtual-time")) {
                    thread.join(10_000);
                    System.out.println(thread.isAlive() ? "left: " + thread.getName() : "ended");
                }
            }
            System.out.println("no thread left");
        }
    }

    private static List<String> runOnPlatformThreads(Class<?> program) throws Exception {
        Process process = new ProcessBuilder(
                        System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                        "-Dsuspension.threads=platform",
                        "-cp",
                        System.getProperty("java.class.path"),
                        program.getName())
                .redirectErrorStream(true)
                .start();
        try {
            process.onExit().get(60, TimeUnit.SECONDS);
            List<String> lines =
                    new ArrayList<>(new String(process.getInputStream().readAllBytes(), UTF_8)
                            .lines()
                            .toList());
            lines.remove("ended");
            return lines;
        } finally {
            process.destroyForcibly();
        }
    }
}
