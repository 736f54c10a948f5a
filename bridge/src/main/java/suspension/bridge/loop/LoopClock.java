package suspension.bridge.loop;

import java.util.concurrent.locks.LockSupport;

/**
 * What a loop knows of time. Any thread calls {@link #nanoTime}, and only the holder of the turn calls {@link #sleep}.
 */
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

    /** Returns the present time in nanoseconds from an arbitrary origin. It never goes back. */
    long nanoTime();

    /**
     * Lets {@code nanos} pass. Returns earlier when the thread is unparked or interrupted, or for no reason.
     * {@link Long#MAX_VALUE} means that no timer is set, so only an unpark brings anything to do.
     */
    void sleep(LoopExecutor loop, long nanos);
}
