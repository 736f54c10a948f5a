package suspension.sync;

/** A body waits at a barrier that has been aborted, or was reset while it waited. Mirrors {@code BrokenBarrierError}. */
public final class BrokenAsyncBarrierException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    BrokenAsyncBarrierException(String message) {
        super(message);
    }
}
