package suspension.bridge.trace;

import org.jspecify.annotations.Nullable;

/**
 * What takes events while a recording runs. Never throws. Each record is begun when it is returned, and is null if no
 * recording wants events of its kind.
 */
public interface Recorder {

    /** Returns a record for the slices of one thread, one after the other. */
    SliceRecord newSlice();

    /** Whether a recording wants waits, and who ends them. */
    boolean wantsWaits();

    /** Returns the record of a wait that begins now. */
    @Nullable
    WaitRecord newWait();

    /**
     * Returns the record of a task that is made now, or is seen now for the first time.
     *
     * @param creator the number of the task that makes it, or 0
     * @param begun whether its code has begun already
     */
    @Nullable
    TaskRecord newTask(long creator, boolean begun);

    /**
     * Returns the record of a call that is handed to a thread now.
     *
     * @param task the number of the caller, or 0
     */
    @Nullable
    CallRecord newCall(long task, int loop);

    /** Tells of a loop that runs. */
    void loop(int loop, String name, @Nullable String group);

    /** Tells what a loop has done. */
    void statistics(LoopFigures figures);

    /**
     * Tells of a slice that has held the turn of its loop for long.
     *
     * @param task the number of the task whose code runs, or 0
     */
    void blocked(int loop, long task, Thread thread, long heldNanos);
}
