package suspension.guide;

import java.text.MessageFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the library logs while this is open. */
final class LoggedText extends Handler implements AutoCloseable {

    private static final Logger LOGGER = Logger.getLogger("suspension");

    private final BlockingQueue<LogRecord> records = new LinkedBlockingQueue<>();

    LoggedText() {
        LOGGER.setUseParentHandlers(false);
        LOGGER.addHandler(this);
    }

    /**
     * Waits for the next message that contains a phrase. Runs the garbage collector meanwhile: it is what finds whatever
     * nobody will ever look at.
     */
    String next(String phrase) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (System.nanoTime() < deadline) {
            LogRecord record = records.poll(20, TimeUnit.MILLISECONDS);
            if (record == null) {
                System.gc();
            } else if (messageOf(record).contains(phrase)) {
                return textOf(record);
            }
        }
        throw new AssertionError("Nothing was logged that contains '" + phrase + "'");
    }

    private static String textOf(LogRecord record) {
        Throwable thrown = record.getThrown();
        return thrown == null ? messageOf(record) : messageOf(record) + "\n" + ShownText.stackTrace(thrown);
    }

    private static String messageOf(LogRecord record) {
        Object[] parameters = record.getParameters();
        return parameters == null || parameters.length == 0
                ? record.getMessage()
                : MessageFormat.format(record.getMessage(), parameters);
    }

    @Override
    public void publish(LogRecord record) {
        records.add(record);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        LOGGER.removeHandler(this);
        LOGGER.setUseParentHandlers(true);
    }
}
