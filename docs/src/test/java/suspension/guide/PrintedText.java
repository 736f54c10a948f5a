package suspension.guide;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import suspension.Action;

/** What code prints. Not for two threads at once, for a JVM has one {@code System.out}. */
final class PrintedText {

    private PrintedText() {}

    static <X extends Exception> String of(Action<X> code) throws X {
        PrintStream original = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            code.run();
        } finally {
            System.setOut(original);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
