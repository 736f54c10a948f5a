package suspension.differential;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import suspension.EventLoop;
import suspension.Task;
import suspension.TaskGroup;
import suspension.Timeout;
import suspension.sync.AsyncBarrier;
import suspension.sync.AsyncCondition;
import suspension.sync.AsyncEvent;
import suspension.sync.AsyncLock;
import suspension.sync.AsyncQueue;
import suspension.sync.AsyncSemaphore;
import suspension.testing.VirtualClock;

/** What the tasks of one program share. Used on one loop only. */
final class Scene {

    final EventLoop loop = EventLoop.current();
    final List<String> log = new ArrayList<>();
    final Map<Integer, Task<?>> tasks = new HashMap<>();
    final Map<Integer, Timeout> timeouts = new HashMap<>();
    final Map<Integer, TaskGroup> groups = new HashMap<>();
    final Map<Integer, EventLoop.Timer> timers = new HashMap<>();
    int count;

    private final VirtualClock clock = VirtualClock.current();
    private final Duration began = clock.elapsed();

    private final Map<Integer, AsyncLock> locks = new LinkedHashMap<>();
    private final Map<Integer, AsyncEvent> events = new LinkedHashMap<>();
    private final Map<Integer, AsyncCondition> conditions = new LinkedHashMap<>();
    private final Map<Integer, AsyncSemaphore> semaphores = new LinkedHashMap<>();
    private final Map<Integer, AsyncBarrier> barriers = new LinkedHashMap<>();
    private final Map<Integer, AsyncQueue<Integer>> queues = new LinkedHashMap<>();

    long now() {
        return clock.elapsed().minus(began).toMillis();
    }

    AsyncLock lock(int index) {
        return locks.computeIfAbsent(index, key -> new AsyncLock());
    }

    AsyncEvent event(int index) {
        return events.computeIfAbsent(index, key -> new AsyncEvent());
    }

    AsyncCondition condition(int index) {
        return conditions.computeIfAbsent(index, key -> new AsyncCondition());
    }

    AsyncSemaphore semaphore(int index) {
        return semaphores.computeIfAbsent(
                index, key -> key == 2 ? AsyncSemaphore.bounded(1) : new AsyncSemaphore(key + 1));
    }

    AsyncBarrier barrier(int index) {
        return barriers.computeIfAbsent(index, key -> new AsyncBarrier(key + 2));
    }

    AsyncQueue<Integer> queue(int index) {
        List<IntFunction<AsyncQueue<Integer>>> kinds = List.of(
                key -> AsyncQueue.bounded(1),
                key -> AsyncQueue.unbounded(),
                key -> AsyncQueue.priority(2, Comparator.naturalOrder()),
                key -> AsyncQueue.lifo(0));
        return queues.computeIfAbsent(index, key -> kinds.get(key).apply(key));
    }

    Integer idOf(Task<?> task) {
        for (Map.Entry<Integer, Task<?>> entry : tasks.entrySet()) {
            if (entry.getValue() == task) {
                return entry.getKey();
            }
        }
        return null;
    }

    /** Opens whatever a task could wait for. */
    void letGo() {
        locks.values().forEach(Scene::release);
        conditions.values().forEach(condition -> release(condition.lock()));
        events.values().forEach(AsyncEvent::set);
    }

    private static void release(AsyncLock lock) {
        if (lock.isLocked()) {
            lock.release();
        }
    }
}
