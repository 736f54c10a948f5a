package suspension.bridge.loop;

import java.util.List;
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

/**
 * A loop as a {@link ScheduledExecutorService}. kotlinx makes a dispatcher with {@code delay} and {@code withTimeout}
 * from it. Only {@link Loop#close} shuts the loop down.
 */
final class LoopScheduler extends AbstractExecutorService implements ScheduledExecutorService {

    private final LoopExecutor loop;

    LoopScheduler(LoopExecutor loop) {
        this.loop = loop;
    }

    @Override
    public void execute(Runnable task) {
        loop.execute(task);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        return schedule(Executors.callable(task), delay, unit);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
        Call<V> call = new Call<>(task);
        call.timer = loop.callLater(unit.toNanos(delay), call);
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
    final class Call<V> extends FutureTask<V> implements ScheduledFuture<V> {

        /** Set before any code but the timer has this object. */
        private @Nullable LoopTimer timer;

        Call(Callable<V> call) {
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
            return unit.convert(timer().deadline - loop.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return other instanceof Call<?> call
                    ? timer().compareTo(call.timer())
                    : Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }

    @Override
    public void shutdown() {
        throw new UnsupportedOperationException("Close the loop itself");
    }

    @Override
    public List<Runnable> shutdownNow() {
        throw new UnsupportedOperationException("Close the loop itself");
    }

    @Override
    public boolean isShutdown() {
        return loop.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return loop.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return loop.awaitTermination(timeout, unit);
    }
}
