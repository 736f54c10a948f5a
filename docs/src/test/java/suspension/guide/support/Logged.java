package suspension.guide.support;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * What the library logs, to be compared with what a page shows. Of the stacks, only what is in the guide's own code and the
 * frame above it are kept.
 */
public final class Logged extends Handler implements AutoCloseable {

    private static final Logger LOGGER = Logger.getLogger("suspension");

    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();

    private Logged() {}

    /** Starts to take what is logged, until it is closed. */
    public static Logged start() {
        Logged logged = new Logged();
        LOGGER.addHandler(logged);
        LOGGER.setUseParentHandlers(false);
        return logged;
    }

    /**
     * Waits for the next message that contains a phrase. Runs the garbage collector meanwhile: it is what finds coroutines
     * that nobody will ever await.
     */
    public String await(String phrase) {
        long start = System.nanoTime();
        try {
            while (System.nanoTime() - start < 30_000_000_000L) {
                String message = messages.poll(20, TimeUnit.MILLISECONDS);
                if (message == null) {
                    System.gc();
                } else if (message.contains(phrase)) {
                    return message;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new AssertionError("Nothing was logged that contains '" + phrase + "'");
    }

    @Override
    public void publish(LogRecord record) {
        StringBuilder text = new StringBuilder(record.getMessage());
        Throwable thrown = record.getThrown();
        if (thrown != null) {
            text.append('\n').append(thrown);
            for (StackTraceElement frame : thrown.getStackTrace()) {
                text.append("\n\tat ").append(frame);
            }
        }
        messages.add(shortened(text.toString()));
    }

    private static String shortened(String text) {
        StringBuilder kept = new StringBuilder();
        String cut = "";
        for (String line : text.replace("\t", "    ").lines().toList()) {
            if (line.strip().startsWith("at ") && !line.contains("suspension.guide")) {
                cut = line.replaceAll("at .*", "...\n");
            } else {
                kept.append(cut).append(line).append('\n');
                cut = "";
            }
        }
        return kept.append(cut).toString();
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        LOGGER.removeHandler(this);
        LOGGER.setUseParentHandlers(true);
    }
}
