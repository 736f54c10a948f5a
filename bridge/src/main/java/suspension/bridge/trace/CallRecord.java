package suspension.bridge.trace;

/** A call that a body has handed to a thread. */
public interface CallRecord {

    /** The call begins, on the calling thread. */
    void begins();

    void ends();
}
