package suspension.bridge.trace;

import org.jspecify.annotations.Nullable;

/** One task, from when it is made until it is done. */
public interface TaskRecord {

    /** The task's code begins. */
    void starts();

    /**
     * The task is done.
     *
     * @param failure what it has failed with; null if it has returned
     */
    void ends(TaskFacts task, boolean cancelled, @Nullable Throwable failure);

    /** The task is not done yet, although a part of a recording begins or ends. Any thread. */
    void isPending(TaskFacts task, String state);
}
