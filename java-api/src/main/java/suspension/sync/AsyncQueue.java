package suspension.sync;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Comparator;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import suspension.bridge.internal.BodyTask;

/**
 * Passes items between the bodies of one loop. A capacity of 0 or less means that there is none. Bodies that wait to put,
 * and those that wait to get, are each served strictly first come, first served, which asyncio does not promise.
 *
 * <p>An item stays in the queue until a body has it in its hands: when one that was woken for it is cancelled, the next
 * one gets it. Mirrors {@code asyncio.Queue}, {@code PriorityQueue} and {@code LifoQueue}.
 *
 * <pre>{@code
 * AsyncQueue<Job> jobs = AsyncQueue.bounded(100);
 * createTask(() -> { while (true) { work(jobs.get()); jobs.taskDone(); } });
 * jobs.put(job);
 * jobs.join();
 * }</pre>
 *
 * @param <T> the type of the items, which are not null
 */
public final class AsyncQueue<T> extends LoopBound {

    private final int capacity;

    /** All below are guarded by the monitor. */
    private final Queue<T> items;

    /** One for each item that is not promised to a body yet. */
    private final Permits available = new Permits(guard, 0);

    /** One for each item more that it may take. */
    private final Permits slots;

    private final Waiters<Boolean> joining = new Waiters<>(guard);
    private int unfinished;
    private boolean shutdown;

    private AsyncQueue(int capacity, Queue<T> items) {
        this.capacity = Math.max(0, capacity);
        this.items = items;
        this.slots = new Permits(guard, capacity <= 0 ? Integer.MAX_VALUE : capacity);
    }

    // Making

    /**
     * Makes a queue that gives items in the order in which they were put.
     *
     * @param <T> the type of the items
     * @return a new queue, without a limit
     */
    public static <T> AsyncQueue<T> unbounded() {
        return bounded(0);
    }

    /**
     * Makes a queue that gives items in the order in which they were put.
     *
     * @param <T> the type of the items
     * @param capacity how many items it holds; 0 or less for no limit
     * @return a new queue
     */
    public static <T> AsyncQueue<T> bounded(int capacity) {
        return new AsyncQueue<>(capacity, new ArrayDeque<>());
    }

    /**
     * Makes a queue that gives the smallest item first; equal ones in no particular order. Mirrors {@code
     * asyncio.PriorityQueue}.
     *
     * @param <T> the type of the items
     * @param capacity how many items it holds; 0 or less for no limit
     * @param order what is smaller; what it throws about a new item is thrown by {@link #put}, which does not add it then
     * @return a new queue
     */
    public static <T> AsyncQueue<T> priority(int capacity, Comparator<? super T> order) {
        return new AsyncQueue<>(capacity, new PriorityQueue<>(Objects.requireNonNull(order, "order")));
    }

    /**
     * Makes a queue that gives the newest item first. Mirrors {@code asyncio.LifoQueue}.
     *
     * @param <T> the type of the items
     * @param capacity how many items it holds; 0 or less for no limit
     * @return a new queue
     */
    public static <T> AsyncQueue<T> lifo(int capacity) {
        return new AsyncQueue<>(capacity, Collections.asLifoQueue(new ArrayDeque<>()));
    }

    // Putting and getting

    /**
     * Adds an item, suspending until there is room and all who came before have put theirs. A body that is cancelled
     * while it waits does not add it.
     *
     * @param item not null
     * @throws QueueShutdownException if the queue is shut down, now or while the body waits; the item is not added
     * @throws IllegalStateException outside a body, or on another loop
     */
    public void put(T item) {
        BodyTask<?> body = body("AsyncQueue.put()");
        Objects.requireNonNull(item, "item");
        boolean room = slots.take(body, "AsyncQueue.put()");
        synchronized (guard) {
            if (!room || shutdown) {
                throw takesNothing();
            }
            add(item);
        }
    }

    /**
     * Adds an item if there is room, which there is not while others wait to put. Neither suspends nor blocks. Any thread,
     * but none of another loop. Mirrors {@code put_nowait}.
     *
     * @param item not null
     * @return false if the queue is full
     * @throws QueueShutdownException if the queue is shut down
     * @throws IllegalStateException on another loop
     */
    public boolean offer(T item) {
        useAnywhere("AsyncQueue.offer()");
        Objects.requireNonNull(item, "item");
        synchronized (guard) {
            if (shutdown) {
                throw takesNothing();
            }
            if (!slots.tryTake()) {
                return false;
            }
            add(item);
            return true;
        }
    }

    private void add(T item) {
        try {
            items.add(item);
        } catch (Throwable e) { // from the comparator
            slots.give();
            throw e;
        }
        unfinished++;
        available.give();
    }

    /**
     * Takes an item, suspending until there is one and all who came before have theirs. A body that is cancelled while it
     * waits takes none.
     *
     * @return the item
     * @throws QueueShutdownException if the queue is shut down, now or while the body waits, and nothing is left
     * @throws IllegalStateException outside a body, or on another loop
     */
    public T get() {
        boolean promised = available.take(body("AsyncQueue.get()"), "AsyncQueue.get()");
        synchronized (guard) {
            T item = promised ? items.poll() : null;
            if (item == null) { // also if shutdownNow came after the promise
                throw hasNothing();
            }
            slots.give();
            return item;
        }
    }

    /**
     * Takes an item if there is one that no other body has been woken for. Neither suspends nor blocks. Mirrors {@code
     * get_nowait}.
     *
     * @return the item, or null if there is none
     * @throws QueueShutdownException if the queue is shut down and nothing is left
     * @throws IllegalStateException on a thread that does not belong to its loop
     */
    public @Nullable T poll() {
        useOnLoop("AsyncQueue.poll()");
        synchronized (guard) {
            T item = available.tryTake() ? items.poll() : null;
            if (item != null) {
                slots.give();
            } else if (shutdown) {
                throw hasNothing();
            }
            return item;
        }
    }

    // Keeping account

    /**
     * Tells that the work on an item that was taken is done. Neither suspends nor blocks. Mirrors {@code task_done}.
     *
     * @throws IllegalArgumentException if it is called more often than items were put
     * @throws IllegalStateException on a thread that does not belong to its loop
     */
    public void taskDone() {
        useOnLoop("AsyncQueue.taskDone()");
        synchronized (guard) {
            if (unfinished == 0) {
                throw new IllegalArgumentException(
                        "AsyncQueue.taskDone() was called more often than items were put: call it once for each get()");
            }
            finished(1);
        }
    }

    private void finished(int count) {
        unfinished -= count;
        if (unfinished == 0) {
            joining.grantAll(true);
        }
    }

    /**
     * Suspends until {@link #taskDone} has been called for each item that was put; does not suspend if it has.
     *
     * @throws IllegalStateException outside a body, or on another loop
     */
    public void join() {
        BodyTask<?> body = body("AsyncQueue.join()");
        Waiters.Place<Boolean> place;
        synchronized (guard) {
            if (unfinished == 0) {
                return;
            }
            place = joining.add(body, "AsyncQueue.join()");
        }
        joining.await(place);
    }

    /**
     * The number of items, those included for which a body has been woken that has not gone on yet. Any thread.
     *
     * @return 0 or more
     */
    public int size() {
        synchronized (guard) {
            return items.size();
        }
    }

    /**
     * How many items it holds at most.
     *
     * @return the number; 0 for no limit
     */
    public int capacity() {
        return capacity;
    }

    /**
     * Whether there are no items. Any thread.
     *
     * @return true if there are none
     */
    public boolean isEmpty() {
        return size() == 0;
    }

    /**
     * Whether there are as many items as the capacity allows. Any thread.
     *
     * @return true if there are; never without a limit
     */
    public boolean isFull() {
        return capacity > 0 && size() >= capacity;
    }

    // Shutting down

    /**
     * Takes nothing more. Items that are there can still be taken; bodies that wait to put, or to get, and all that come
     * later, get a {@link QueueShutdownException}, those that get as soon as nothing is left. Bodies in {@link #join} go
     * on when the work is done. Neither suspends nor blocks; may be repeated. Mirrors {@code shutdown()}.
     *
     * @throws IllegalStateException on a thread that does not belong to its loop
     */
    public void shutdown() {
        useOnLoop("AsyncQueue.shutdown()");
        synchronized (guard) {
            shutdown = true;
            slots.close();
            available.close();
        }
    }

    /**
     * As {@link #shutdown}, and drops the items that are there, each of which counts as done. Items that were taken still
     * need their {@link #taskDone}. Mirrors {@code shutdown(immediate=True)}.
     *
     * @throws IllegalStateException on a thread that does not belong to its loop
     */
    public void shutdownNow() {
        shutdown();
        synchronized (guard) {
            available.clear();
            int dropped = items.size();
            items.clear();
            if (dropped > 0) {
                finished(dropped);
            }
        }
    }

    private static QueueShutdownException takesNothing() {
        return new QueueShutdownException("This queue has been shut down and takes no more items");
    }

    private static QueueShutdownException hasNothing() {
        return new QueueShutdownException("This queue has been shut down, and no item is left");
    }

    /** How many items there are, of how many, and whether it is shut down. */
    @Override
    public String toString() {
        synchronized (guard) {
            return "AsyncQueue[" + items.size() + (capacity == 0 ? "" : " of " + capacity)
                    + (shutdown ? ", shut down" : "") + "]";
        }
    }
}
