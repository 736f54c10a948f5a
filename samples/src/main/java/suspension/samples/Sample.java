package suspension.samples;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;

/**
 * A program of the tour.
 *
 * @param name the simple name of its class
 * @param main its main method
 */
record Sample(String name, Main main) {

    /** A main method. */
    @FunctionalInterface
    interface Main {
        void run(String[] args) throws Exception;
    }

    /**
     * What came of running a sample.
     *
     * @param lines what it printed
     * @param time how long it took
     */
    record Run(List<String> lines, Duration time) {}

    /** Runs the sample; what it prints goes to the screen, and is kept. Not for two threads at once. */
    Run run(PrintStream screen) throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Charset charset = Charset.defaultCharset();
        PrintStream original = System.out;
        System.setOut(new PrintStream(new Tee(printed, screen), true, charset));
        try {
            long start = System.nanoTime();
            main.run(new String[0]);
            Duration time = Duration.ofNanos(System.nanoTime() - start);
            return new Run(printed.toString(charset).lines().toList(), time);
        } finally {
            System.setOut(original);
        }
    }

    /** Writes everything twice. */
    private static final class Tee extends OutputStream {

        private final OutputStream first;
        private final OutputStream second;

        Tee(OutputStream first, OutputStream second) {
            this.first = first;
            this.second = second;
        }

        @Override
        public void write(int b) throws IOException {
            first.write(b);
            second.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            first.write(bytes, offset, length);
            second.write(bytes, offset, length);
        }

        @Override
        public void flush() throws IOException {
            first.flush();
            second.flush();
        }
    }
}
