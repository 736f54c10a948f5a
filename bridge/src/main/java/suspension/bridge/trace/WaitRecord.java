package suspension.bridge.trace;

/** One wait of a body. */
public interface WaitRecord {

    /** Ends the wait. Called by the body when it goes on. */
    void ends(WaitFacts facts);
}
