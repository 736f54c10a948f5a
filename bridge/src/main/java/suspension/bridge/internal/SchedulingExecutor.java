package suspension.bridge.internal;

import java.util.Objects;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What makes an executor with timers a {@link ScheduledExecutorService}, which kotlinx's delay and withTimeout use. */
abstract class SchedulingExecutor extends AbstractExecutorService implements ScheduledExecutorService {

    /**
     * Runs the action here once {@code nanos} have passed. Any thread.
     *
     * @throws java.util.concurrent.RejectedExecutionException after {@link #shutdown}
     */
    abstract LoopTimer callLater(long nanos, Runnable action);

    /** Now, by the clock of the timers. Any thread. */
    abstract long nanoTime();

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        return schedule(Executors.callable(task), delay, unit);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
        ScheduledCall<V> call = new ScheduledCall<>(task);
        call.timer = callLater(unit.toNanos(delay), call);
        return call;
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long initialDelay, long period, TimeUnit unit) {
        throw periodic();
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long initialDelay, long delay, TimeUnit unit) {
        throw periodic();
    }

    private static UnsupportedOperationException periodic() {
        return new UnsupportedOperationException(
                "A loop has no periodic tasks: write a body that repeats { work(); Async.sleep(period); }");
    }

    /** What {@link #schedule} returns: the call, and the timer that will run it. */
    final class ScheduledCall<V> extends FutureTask<V> implements ScheduledFuture<V> {

        /** Set before anybody but the timer has this object. */
        private @Nullable LoopTimer timer;

        ScheduledCall(Callable<V> call) {
            super(call);
        }

        private LoopTimer timer() {
            return Objects.requireNonNull(timer);
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            timer().cancel();
            return super.cancel(false);
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(timer().deadline - nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return other instanceof ScheduledCall<?> call
                    ? timer().compareTo(call.timer())
                    : Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }
}
