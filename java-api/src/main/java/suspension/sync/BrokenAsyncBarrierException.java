package suspension.sync;

/** Thrown at a barrier that is aborted, or reset while a body waits. Mirrors {@code BrokenBarrierError}. */
public final class BrokenAsyncBarrierException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    BrokenAsyncBarrierException(String message) {
        super(message);
    }
}
