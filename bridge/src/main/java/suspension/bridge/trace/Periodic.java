package suspension.bridge.trace;

/** What recordings ask from time to time, on threads of their own. Each answer is given to the recorder. */
public interface Periodic {

    void loops(Recorder to);

    void pendingTasks(Recorder to);

    void statistics(Recorder to);

    /** Tells of each loop whose present slice has lasted for so long. */
    void blocked(Recorder to, long nanos);
}
