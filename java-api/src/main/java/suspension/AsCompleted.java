package suspension;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import suspension.bridge.loop.Durations;
import suspension.bridge.task.BodyTask;
import suspension.bridge.task.BridgeTask;
import suspension.bridge.task.CompletionListener;
import suspension.bridge.task.Handle;
import suspension.bridge.task.Reachability;
import suspension.bridge.task.TaskHost;
import suspension.internal.Callers;

/**
 * Gives tasks in the order in which they finish. A second loop over it goes on where the first one stopped. Nothing
 * tells it when a loop is left early, so the tasks forget it once it is garbage.
 */
final class AsCompleted<K extends Task<?>> implements Iterator<K> {

    private final TaskHost host;
    private final @Nullable Duration limit;
    private final long deadline;

    /** How many tasks are still to be given. Only the iterating body uses this field and {@code begun}. */
    private int left;

    private boolean begun;
    private final Finished finished = new Finished();

    /** The tasks that were not done at the beginning. */
    private final List<BridgeTask<?>> pending;

    AsCompleted(Collection<? extends K> given, @Nullable Duration limit) {
        BodyTask<?> body = Callers.body("Async.asCompleted()");
        this.host = body.host();
        this.limit = limit;
        long nanos = limit == null ? 0 : Math.max(0, Math.min(Durations.toNanos(limit), Long.MAX_VALUE / 2));
        this.deadline = host.nanoTime() + nanos;
        for (K task : TasksWaiter.<K>distinct(body, given, "asCompleted")) {
            left++;
            task.bridge().whenComplete(finished);
        }
        this.pending = given.stream()
                .<BridgeTask<?>>map(Task::bridge)
                .filter(task -> !task.isDone())
                .toList();
        if (!pending.isEmpty()) {
            Finished listener = finished;
            List<BridgeTask<?>> followed = pending;
            Reachability.onceUnreachable(this, () -> followed.forEach(task -> task.removeListener(listener)));
        }
    }

    /**
     * The tasks that are done and have not been given yet. It holds no reference to the iterator, so the iterator can
     * become garbage.
     */
    private static final class Finished implements CompletionListener {

        /** Tasks that finish add themselves, the iterating body takes them out. Guarded by this. */
        private final Deque<BridgeTask<?>> tasks = new ArrayDeque<>();

        /** The iterating body's wait for the next task; tasks that finish wake it. Guarded by this. */
        private @Nullable NextTaskWaiter next;

        @Override
        public void completed(BridgeTask<?> task) {
            NextTaskWaiter waiting;
            synchronized (this) {
                tasks.add(task);
                waiting = next;
            }
            if (waiting != null) {
                waiting.wake();
            }
        }

        synchronized @Nullable BridgeTask<?> poll() {
            return tasks.poll();
        }

        /** Registers the wait. Returns false if a task is there already. */
        synchronized boolean add(NextTaskWaiter waiter) {
            next = waiter;
            return tasks.isEmpty();
        }

        synchronized void removeWaiter() {
            next = null;
        }
    }

    @Override
    public boolean hasNext() {
        return left > 0;
    }

    @Override
    @SuppressWarnings("unchecked") // the handle of one of the tasks that were given
    public K next() {
        if (left == 0) {
            throw new NoSuchElementException("All of the tasks have been given");
        }
        BodyTask<?> body = Callers.body("asCompleted's next()");
        if (!begun) {
            begun = true;
            if (body.hasPendingRequest() && !body.isMasked()) {
                meetRequest(body);
            }
        }
        BridgeTask<?> task = finished.poll();
        if (task == null) {
            awaitNext(body);
            task = finished.poll();
        }
        if (task == null) {
            throw new AsyncTimeoutException(left + " of the tasks are not done after " + limit + "; they go on", null);
        }
        left--;
        return (K) Tasks.taskOf(task);
    }

    /** The first step always suspends in asyncio, and so meets a request that is pending. */
    private void meetRequest(BodyTask<?> body) {
        NextTaskWaiter ended = new NextTaskWaiter(body, left, pending);
        ended.wake();
        ended.await();
    }

    private void awaitNext(BodyTask<?> body) {
        NextTaskWaiter waiter = new NextTaskWaiter(body, left, pending);
        if (!finished.add(waiter)) {
            return;
        }
        Handle timer = limit == null ? null : host.after(deadline - host.nanoTime(), waiter);
        try {
            waiter.await();
        } finally {
            if (timer != null) {
                timer.cancel();
            }
            finished.removeWaiter();
        }
    }
}
