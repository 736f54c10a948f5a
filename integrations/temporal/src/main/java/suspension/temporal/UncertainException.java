package suspension.temporal;

/** What Temporal says of a workflow is not all that is to be said of it. */
final class UncertainException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UncertainException(String message, Throwable cause) {
        super(message, cause);
    }
}
