package suspension.bridge.internal;

/** Something that will happen at a given time, unless cancelled. */
public interface TimerHandle {

    /** Prevents the action from running; has no effect once it runs. Any thread, any number of times. */
    void cancel();
}
