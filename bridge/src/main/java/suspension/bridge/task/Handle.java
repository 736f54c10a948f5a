package suspension.bridge.task;

/** Something that will run later, at a given time or when a thread is free, unless it is cancelled. */
public interface Handle {

    /** Prevents it from running. Has no effect once it runs. Any thread may call this, any number of times. */
    void cancel();
}
