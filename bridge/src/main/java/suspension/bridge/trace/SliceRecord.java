package suspension.bridge.trace;

/** The present slice of one thread. Only that thread uses it. */
public interface SliceRecord {

    /** Begins a slice. Returns false if no recording wants slices. */
    boolean begins();

    /**
     * Ends the slice that was begun last.
     *
     * @param task the number of the task whose code has run, or 0
     */
    void ends(long task, int loop);
}
