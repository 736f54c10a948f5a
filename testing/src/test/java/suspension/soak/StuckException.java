package suspension.soak;

/** Something has not ended in time, so the run cannot go on. */
final class StuckException extends Exception {

    private static final long serialVersionUID = 1L;

    StuckException(String message) {
        super(message);
    }
}
