package suspension.facade.processor.model;

/** A class of which there is no facade. The message is a sentence for the user. */
public final class UnreadableException extends Exception {

    private static final long serialVersionUID = 1;

    public UnreadableException(String message) {
        super(message);
    }
}
