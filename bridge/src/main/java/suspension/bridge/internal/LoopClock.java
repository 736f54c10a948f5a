package suspension.bridge.internal;

import java.util.concurrent.locks.LockSupport;

/** What a loop knows of time. Only the holder of the turn calls it. */
public interface LoopClock {

    /** The real clock: {@link System#nanoTime} and {@link LockSupport#parkNanos}. */
    LoopClock SYSTEM = new LoopClock() {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void sleep(LoopExecutor loop, long nanos) {
            LockSupport.parkNanos(loop, nanos);
        }
    };

    /** Now, in nanoseconds from an arbitrary origin; never goes back. */
    long nanoTime();

    /**
     * Lets {@code nanos} go by, or returns earlier when the thread is unparked or interrupted, or for no reason.
     * {@link Long#MAX_VALUE} means that no timer is set: only an unpark brings anything to do.
     */
    void sleep(LoopExecutor loop, long nanos);
}
