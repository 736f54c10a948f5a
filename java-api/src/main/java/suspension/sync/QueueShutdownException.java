package suspension.sync;

/**
 * Thrown by a queue that is shut down and takes no more items, or has none left. Mirrors {@code asyncio.QueueShutDown}.
 */
public final class QueueShutdownException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    QueueShutdownException(String message) {
        super(message);
    }
}
