package suspension.samples;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the library logs, to be shown in a sample's output instead of on the console. Of the stack that comes with a
 * message, only the first line in the samples is kept.
 */
final class Warnings extends Handler implements AutoCloseable {

    private static final Logger LOGGER = Logger.getLogger("suspension");

    private static final Pattern PLACE = Pattern.compile("suspension\\.samples\\..*\\)");

    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();

    private Warnings() {}

    /** Starts to take what is logged, until it is closed. */
    static Warnings capture() {
        Warnings warnings = new Warnings();
        LOGGER.addHandler(warnings);
        LOGGER.setUseParentHandlers(false);
        return warnings;
    }

    /**
     * Waits for the next message that contains a phrase. Runs the garbage collector meanwhile: it is what finds
     * coroutines that nobody will ever await.
     */
    String next(String phrase) throws InterruptedException {
        Stopwatch watch = Stopwatch.start();
        while (watch.seconds() < 30) {
            String message = messages.poll(20, TimeUnit.MILLISECONDS);
            if (message == null) {
                System.gc();
            } else if (message.contains(phrase)) {
                return message;
            }
        }
        throw new IllegalStateException("Nothing was logged that contains '" + phrase + "'");
    }

    @Override
    public void publish(LogRecord record) {
        StringBuilder text = new StringBuilder(record.getMessage());
        if (record.getThrown() != null) {
            for (StackTraceElement frame : record.getThrown().getStackTrace()) {
                text.append("\n\tat ").append(frame);
            }
        }
        messages.add(firstLineAndPlace(text.toString()));
    }

    private static String firstLineAndPlace(String text) {
        String firstLine = text.lines().findFirst().orElse("");
        Matcher place = PLACE.matcher(text);
        return place.find() ? firstLine + "\n    at " + place.group() : firstLine;
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        LOGGER.removeHandler(this);
        LOGGER.setUseParentHandlers(true);
    }
}
