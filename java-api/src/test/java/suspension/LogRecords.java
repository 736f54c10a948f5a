package suspension;

import java.text.MessageFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the library logs while this is open. */
final class LogRecords extends Handler implements AutoCloseable {

    private static final Logger LOGGER = Logger.getLogger("suspension");

    private final List<LogRecord> records = new CopyOnWriteArrayList<>();

    LogRecords() {
        LOGGER.setUseParentHandlers(false);
        LOGGER.addHandler(this);
    }

    @Override
    public void publish(LogRecord record) {
        records.add(record);
        synchronized (this) {
            notifyAll();
        }
    }

    List<String> messages() {
        return records.stream().map(LogRecords::message).toList();
    }

    List<LogRecord> all() {
        return List.copyOf(records);
    }

    /** Blocks until a message matches; gives it. */
    synchronized String awaitMessage(Predicate<String> matches) throws InterruptedException {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (System.nanoTime() < deadline) {
            for (String message : messages()) {
                if (matches.test(message)) {
                    return message;
                }
            }
            wait(100);
        }
        throw new AssertionError("never logged; there were " + messages());
    }

    private static String message(LogRecord record) {
        Object[] parameters = record.getParameters();
        return parameters == null || parameters.length == 0
                ? record.getMessage()
                : MessageFormat.format(record.getMessage(), parameters);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        LOGGER.removeHandler(this);
        LOGGER.setUseParentHandlers(true);
    }
}
