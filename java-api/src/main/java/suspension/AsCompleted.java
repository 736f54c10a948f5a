package suspension;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import suspension.bridge.internal.BodyTask;
import suspension.bridge.internal.Durations;
import suspension.bridge.internal.TaskHost;
import suspension.bridge.internal.TimerHandle;
import suspension.bridge.internal.Waiter;

/**
 * Tasks in the order in which they finish. A second loop over it goes on where the first one stopped.
 */
final class AsCompleted<K extends Task<?>> implements Iterator<K> {

    private final TaskHost host;
    private final @Nullable Duration limit;
    private final long deadline;

    /** Tasks that will still be given. Only the iterating body uses it. */
    private int left;

    /** Tasks that are done and have not been given. Guarded by this. */
    private final Deque<K> finished = new ArrayDeque<>();

    /** The iterating body's wait for one. Guarded by this. */
    private @Nullable Next next;

    AsCompleted(Collection<? extends K> given, @Nullable Duration limit) {
        BodyTask<?> body = Bodies.current("Async.asCompleted()");
        this.host = body.host();
        this.limit = limit;
        long nanos = limit == null ? 0 : Math.max(0, Math.min(Durations.toNanos(limit), Long.MAX_VALUE / 2));
        this.deadline = host.nanoTime() + nanos;
        for (K task : Waiting.<K>distinct(body, given, "asCompleted")) {
            left++;
            task.bridge().whenComplete(done -> completed(task));
        }
    }

    private void completed(K task) {
        Next waiting;
        synchronized (this) {
            finished.add(task);
            waiting = next;
        }
        if (waiting != null) {
            waiting.wake();
        }
    }

    @Override
    public boolean hasNext() {
        return left > 0;
    }

    @Override
    public K next() {
        if (left == 0) {
            throw new NoSuchElementException("All of the tasks have been given");
        }
        K task = poll();
        if (task == null) {
            awaitNext(Bodies.current("asCompleted's next()"));
            task = poll();
        }
        if (task == null) {
            throw new AsyncTimeoutException(left + " of the tasks are not done after " + limit + "; they go on", null);
        }
        left--;
        return task;
    }

    private synchronized @Nullable K poll() {
        return finished.poll();
    }

    private void awaitNext(BodyTask<?> body) {
        Next waiter = new Next(body);
        synchronized (this) {
            next = waiter;
            if (!finished.isEmpty()) {
                return;
            }
        }
        TimerHandle timer = limit == null ? null : host.after(deadline - host.nanoTime(), waiter);
        try {
            waiter.await();
        } finally {
            if (timer != null) {
                timer.cancel();
            }
            synchronized (this) {
                next = null;
            }
        }
    }

    private final class Next extends Waiter {

        Next(BodyTask<?> body) {
            super(body);
        }

        @Override
        public String describe() {
            return "the next of " + left + " tasks";
        }
    }
}
