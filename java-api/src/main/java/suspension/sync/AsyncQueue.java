package suspension.sync;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Comparator;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import suspension.bridge.task.BodyTask;
import suspension.bridge.task.WaitReason;

/**
 * Passes items between bodies of one loop or dispatcher. A capacity of 0 or less means no limit. Bodies that put are
 * served strictly first come, first served, and so are bodies that get; asyncio does not promise this. {@link #offer}
 * and {@link #poll} never overtake a body that waits or is on its way.
 *
 * <p>An item stays in the queue until a body has received it. When a body that was woken for an item is cancelled, the
 * next body gets the item. Mirrors {@code asyncio.Queue}, {@code PriorityQueue} and {@code LifoQueue}.
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

    /**
     * Guarded by its own monitor and not by the primitive's, because a comparator is the user's code. So an item may be
     * in here shortly before {@link #size} counts it, and shortly after.
     */
    private final Queue<T> items;

    /** How many items have been put and not been taken. Guarded by the monitor. */
    private int size;

    /** A permit for each item that is not promised to a body. Guarded by the monitor. */
    private final Permits available = new Permits(this, WaitReason.QUEUE, 0);

    /** A permit for each item that the queue has room for. Guarded by the monitor. */
    private final Permits slots;

    private final WaiterQueue<Boolean> joining = new WaiterQueue<>(this, WaitReason.QUEUE);

    /** How many items have been put and are not done. Guarded by the monitor. */
    private int unfinished;

    /** How many items count that cannot be taken yet, because they are being compared. Guarded by the monitor. */
    private int adding;

    /** How often all items have been dropped. Guarded by the monitor. */
    private int drops;

    /** Guarded by the monitor. */
    private boolean shutdown;

    private AsyncQueue(int capacity, Queue<T> items) {
        this.capacity = Math.max(0, capacity);
        this.items = items;
        this.slots = new Permits(this, WaitReason.QUEUE, capacity <= 0 ? Integer.MAX_VALUE : capacity);
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
     * Makes a queue that gives the smallest item first, and equal items in no particular order. Mirrors {@code
     * asyncio.PriorityQueue}.
     *
     * @param <T> the type of the items
     * @param capacity how many items it holds; 0 or less for no limit
     * @param order says which item is smaller; if it throws for a new item, {@link #put} and {@link #offer} throw that
     *     and do not add the item
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
     * Adds an item. Suspends until there is room and all bodies that came before have put theirs. A body that is
     * cancelled while it waits does not add its item.
     *
     * @param item not null
     * @throws QueueShutdownException if the queue is shut down, now or while the body waits; the item is not added
     * @throws IllegalStateException outside a body, or on another loop or dispatcher
     */
    public void put(T item) {
        BodyTask<?> body = body("AsyncQueue.put()");
        Objects.requireNonNull(item, "item");
        if (!slots.take(body, "AsyncQueue.put()")) {
            throw takesNothing();
        }
        add(item);
    }

    /**
     * Adds an item if {@link #put} would not suspend. So it never overtakes a body that waits to put, or is on its way
     * to. Neither suspends nor blocks. Any thread, but none of another loop or dispatcher. Mirrors {@code put_nowait}.
     *
     * @param item not null
     * @return false if there is no room, or if bodies that came before have it
     * @throws QueueShutdownException if the queue is shut down
     * @throws IllegalStateException on another loop or dispatcher
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
        }
        add(item);
        return true;
    }

    /**
     * Adds an item for which a slot has been taken. It counts before it is compared with others, and can be taken after.
     */
    private void add(T item) {
        int before;
        synchronized (guard) {
            if (shutdown) {
                throw takesNothing();
            }
            adding++;
            size++;
            unfinished++;
            before = drops;
        }
        try {
            synchronized (items) {
                items.add(item);
            }
        } catch (Throwable e) { // from the comparator
            synchronized (guard) {
                if (before == drops) {
                    size--;
                    finished(1);
                    slots.give();
                }
                added();
            }
            throw e;
        }
        synchronized (guard) {
            if (before == drops) {
                available.give();
            }
            added();
            if (before == drops) {
                return;
            }
        }
        synchronized (items) { // shutdownNow has counted it among those that it dropped
            items.clear();
        }
    }

    /**
     * Takes an item. Suspends until there is one and all bodies that came before have theirs. A body that is cancelled
     * while it waits takes none.
     *
     * @return the item
     * @throws QueueShutdownException if the queue is shut down, now or while the body waits, and nothing is left
     * @throws IllegalStateException outside a body, or on another loop or dispatcher
     */
    public T get() {
        if (!available.take(body("AsyncQueue.get()"), "AsyncQueue.get()")) {
            throw hasNothing();
        }
        T item = take();
        if (item == null) { // shutdownNow came after the promise
            throw hasNothing();
        }
        return item;
    }

    /** Those that wait to get are told that nothing is left once nothing is on its way in either. */
    private void added() {
        adding--;
        if (shutdown && adding == 0) {
            available.close();
        }
    }

    /** Takes the item that a permit stands for. Returns null if shutdownNow has dropped all of them meanwhile. */
    private @Nullable T take() {
        synchronized (guard) {
            if (size == 0) {
                return null;
            }
            size--;
            slots.give();
        }
        T item = null;
        try {
            synchronized (items) {
                item = items.poll();
            }
        } finally {
            if (item == null) { // dropped just now, or lost by the comparator
                synchronized (guard) {
                    finished(Math.min(1, unfinished));
                }
            }
        }
        return item;
    }

    /**
     * Takes an item if {@link #get} would not suspend. So it never overtakes a body that waits to get, or is on its way
     * with an item. Neither suspends nor blocks. Mirrors {@code get_nowait}.
     *
     * @return the item; null if there is none, or if bodies that came before have it
     * @throws QueueShutdownException if the queue is shut down and nothing is left
     * @throws IllegalStateException on another loop or dispatcher, or on a thread that belongs to none
     */
    public @Nullable T poll() {
        useOnLoop("AsyncQueue.poll()");
        synchronized (guard) {
            if (!available.tryTake()) {
                if (shutdown && available.free() == 0 && adding == 0) {
                    throw hasNothing();
                }
                return null;
            }
        }
        T item = take();
        if (item == null) { // shutdownNow came between
            throw hasNothing();
        }
        return item;
    }

    // Keeping account

    /**
     * Says that the work on an item that was taken is done. Neither suspends nor blocks. Mirrors {@code task_done}.
     *
     * @throws IllegalArgumentException if it is called more often than items were put
     * @throws IllegalStateException on another loop or dispatcher, or on a thread that belongs to none
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
     * Suspends until {@link #taskDone} has been called for each item that was put. Does not suspend if it has been.
     *
     * @throws IllegalStateException outside a body, or on another loop or dispatcher
     */
    public void join() {
        BodyTask<?> body = body("AsyncQueue.join()");
        QueuedWaiter<Boolean> place;
        synchronized (guard) {
            if (unfinished == 0) {
                return;
            }
            place = joining.add(body, "AsyncQueue.join()");
        }
        joining.await(place);
    }

    /**
     * The number of items. Includes an item for which a body has been woken, until that body has gone on. Any thread.
     *
     * @return 0 or more
     */
    public int size() {
        synchronized (guard) {
            return size;
        }
    }

    /**
     * How many items the queue holds at most.
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
     * @return true if there are; always false without a limit
     */
    public boolean isFull() {
        return capacity > 0 && size() >= capacity;
    }

    // Shutting down

    /**
     * Shuts the queue down: it takes no more items, and the items that are there can still be taken. Bodies that wait
     * to put, and all that put later, get a {@link QueueShutdownException}. Bodies that get, now or later, get one as
     * soon as nothing is left. Bodies in {@link #join} go on when the work is done. Neither suspends nor blocks. May be
     * repeated. Mirrors {@code shutdown()}.
     *
     * @throws IllegalStateException on another loop or dispatcher, or on a thread that belongs to none
     */
    public void shutdown() {
        useOnLoop("AsyncQueue.shutdown()");
        synchronized (guard) {
            shutdown = true;
            slots.close();
            if (adding == 0) {
                available.close();
            }
        }
    }

    /**
     * Shuts the queue down as {@link #shutdown} does, and drops the items that are there. Each of them counts as done;
     * items that were taken still need their {@link #taskDone}. Mirrors {@code shutdown(immediate=True)}.
     *
     * @throws IllegalStateException on another loop or dispatcher, or on a thread that belongs to none
     */
    public void shutdownNow() {
        shutdown();
        synchronized (items) {
            items.clear();
        }
        synchronized (guard) {
            available.clear();
            int dropped = size;
            size = 0;
            drops++;
            finished(Math.min(dropped, unfinished)); // taskDone may have come before a take
        }
    }

    private static QueueShutdownException takesNothing() {
        return new QueueShutdownException("This queue has been shut down and takes no more items");
    }

    private static QueueShutdownException hasNothing() {
        return new QueueShutdownException("This queue has been shut down, and no item is left");
    }

    @Override
    @Nullable
    String violation() {
        synchronized (guard) {
            String lost = available.violation();
            return lost != null ? lost : slots.violation();
        }
    }

    /** The number of items, the capacity, and whether the queue is shut down. */
    @Override
    public String toString() {
        synchronized (guard) {
            return "AsyncQueue[" + size + (capacity == 0 ? "" : " of " + capacity) + (shutdown ? ", shut down" : "")
                    + "]";
        }
    }
}
