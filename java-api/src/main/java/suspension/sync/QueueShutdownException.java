package suspension.sync;

/** A queue has been shut down: it takes nothing more, or has nothing left. Mirrors {@code asyncio.QueueShutDown}. */
public final class QueueShutdownException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    QueueShutdownException(String message) {
        super(message);
    }
}
