package suspension.bridge.loop;

import java.util.concurrent.locks.LockSupport;

/** A clock that others set. A sleep lasts until somebody wakes the sleeper, and no shorter. */
final class ModelClock implements LoopClock {

    private volatile long now;

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public void sleep(LoopExecutor loop, long nanos) {
        while (loop.busyThread() == null) { // a model checker tries a park that returns for no reason
            LockSupport.park(loop);
        }
    }

    void set(LoopExecutor loop, long nanos) {
        now = nanos;
        loop.execute(() -> {}); // the loop may have looked at the timers just before, and sleeps until it is woken
    }
}
