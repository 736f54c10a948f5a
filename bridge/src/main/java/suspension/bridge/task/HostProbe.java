package suspension.bridge.task;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a test is told of a host whose tasks it watches, and where it may interfere. */
public interface HostProbe {

    /** Returns the number of the next task without a name, so that names are the same in each run. Any thread. */
    long nextTaskNumber();

    /** Tells of a coroutine that was made and is not started yet, by an object that knows when it is. */
    void made(Object coroutineWatch);

    /** Tells of a primitive that is used here for the first time. */
    void used(Primitive primitive);

    /** Tells of a timeout that a body has entered. */
    void limited(Expiry timeout);

    /** Called by a body that is about to make a call that may fail. What this throws is what the call fails with. */
    void beforeCall(BodyTask<?> caller) throws Exception;

    /**
     * A lock, a semaphore, a queue.
     *
     * @param violation gives what does not hold although it must, between any two slices; null if all is well
     * @param leftover gives what has not been given back; null if everything has
     */
    record Primitive(Supplier<@Nullable String> violation, Supplier<@Nullable String> leftover) {}

    /** A limit that may come early. */
    interface Expiry {

        BodyTask<?> body();

        /** Whether the limit is still to come. */
        boolean isActive();

        /** Ends the region as if the limit had come. Called on the host, between two slices. */
        void expire();
    }
}
