package suspension.benchmarks;

import static suspension.Async.createTask;
import static suspension.Async.sleep;
import static suspension.Async.yieldNow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import suspension.Async;
import suspension.Awaitable;
import suspension.EventLoop;
import suspension.Outcome;
import suspension.Task;
import suspension.sync.AsyncEvent;
import suspension.sync.AsyncQueue;

/** Suspension: Java bodies as tasks. */
class SuspensionContender implements Contender {

    /** Starts task number i of those that never suspend. */
    Task<Integer> startReady(int i) {
        return createTask(() -> i);
    }

    Event newEvent() {
        return new BodyEvent();
    }

    /** Starts task number i of those that sleep. */
    Task<Integer> startSleeping(int i, Duration time) {
        return createTask(() -> {
            sleep(time);
            return i;
        });
    }

    /** Starts a task that waits for the one before and adds one to its value. */
    Task<Integer> startNext(Task<Integer> before) {
        return createTask(() -> before.await() + 1);
    }

    @Override
    public long startAndCollect(int n) {
        return Async.run(() -> sumOf(started(n, this::startReady)));
    }

    @Override
    public long resumeAll(int n) {
        return hold(n, () -> {});
    }

    @Override
    public long hold(int n, Runnable probe) {
        return Async.run(() -> {
            Event event = newEvent();
            List<Task<Integer>> tasks = started(n, event::startWaiting);
            yieldNow(); // all of them run until they wait
            probe.run();
            event.set();
            return sumOf(tasks);
        });
    }

    @Override
    public long sleepers(int n, Duration time) {
        return Async.run(() -> sumOf(started(n, i -> startSleeping(i, time))));
    }

    @Override
    public long loneYields(int n) {
        return Async.run(() -> {
            for (int i = 0; i < n; i++) {
                yieldNow();
            }
            return (long) n;
        });
    }

    @Override
    public long turns(int n) {
        return Async.run(() -> {
            Turns turns = new Turns();
            Async.gather(() -> takeTurns(turns, 0, n), () -> takeTurns(turns, 1, n));
            return turns.changes();
        });
    }

    private static void takeTurns(Turns turns, int who, int n) {
        for (int i = 0; i < n; i++) {
            turns.taken(who);
            yieldNow();
        }
    }

    @Override
    public long chain(int n) {
        return Async.run(() -> {
            Task<Integer> last = createTask(() -> {
                yieldNow(); // until all the others wait
                return 0;
            });
            for (int i = 0; i < n; i++) {
                last = startNext(last);
            }
            return (long) last.await();
        });
    }

    @Override
    public long awaitReady(int n) {
        return Async.run(() -> {
            long sum = 0;
            for (int i = 0; i < n; i++) {
                int number = i;
                sum += Async.<Integer>await(c -> KotlinFunctions.ready(number, c));
            }
            return sum;
        });
    }

    @Override
    public long awaitSuspending(int n) {
        return Async.run(() -> {
            long sum = 0;
            for (int i = 0; i < n; i++) {
                int number = i;
                sum += Async.<Integer>await(c -> KotlinFunctions.suspendingOnce(number, c));
            }
            return sum;
        });
    }

    @Override
    public long queue(int n) {
        return Async.run(() -> {
            AsyncQueue<Integer> queue = AsyncQueue.bounded(QUEUE_CAPACITY);
            createTask(() -> {
                for (int i = 0; i < n; i++) {
                    queue.put(i);
                }
            });
            long sum = 0;
            for (int i = 0; i < n; i++) {
                sum += queue.get();
            }
            return sum;
        });
    }

    @Override
    public long gather(int n, int times) {
        return Async.run(() -> {
            long sum = 0;
            for (int time = 0; time < times; time++) {
                sum += gatherReady(n);
            }
            return sum;
        });
    }

    /** Gathers n that never suspend. */
    long gatherReady(int n) {
        List<Awaitable<Integer, RuntimeException>> bodies = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            int number = i;
            bodies.add(() -> number);
        }
        return sum(Async.<Integer>gather(bodies));
    }

    @Override
    public long cancelAll(int n) {
        return Async.run(() -> {
            Event event = newEvent();
            List<Task<Integer>> tasks = started(n, event::startWaiting);
            yieldNow();
            tasks.forEach(Task::cancel);
            List<Outcome<Integer>> outcomes = Async.<Integer>gatherOutcomes(tasks);
            return outcomes.stream()
                    .filter(outcome -> outcome instanceof Outcome.Cancelled<Integer>)
                    .count();
        });
    }

    @Override
    public long emptyRuns(int n) {
        for (int i = 0; i < n; i++) {
            Async.run(() -> {});
        }
        return n;
    }

    @Override
    public long timers(int n) {
        return Async.run(() -> {
            EventLoop loop = EventLoop.current();
            Duration hour = Duration.ofHours(1);
            for (int i = 0; i < n; i++) {
                loop.callLater(hour, () -> {}).cancel();
            }
            return (long) n;
        });
    }

    @Override
    public long http(int n, String url) {
        return Async.run(() -> {
            try (HttpCalls calls = new HttpCalls(n)) {
                return sumOf(started(n, i -> startRequest(calls, url)));
            }
        });
    }

    Task<Integer> startRequest(HttpCalls calls, String url) {
        return createTask(() -> Async.<Integer>await(c -> calls.lengthOf(url, c)));
    }

    // Helpers

    static <T> List<Task<T>> started(int n, IntFunction<Task<T>> start) {
        List<Task<T>> tasks = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            tasks.add(start.apply(i));
        }
        return tasks;
    }

    static long sumOf(List<Task<Integer>> tasks) {
        return sum(Async.<Integer>gather(tasks));
    }

    private static long sum(List<Integer> values) {
        long sum = 0;
        for (int value : values) {
            sum += value;
        }
        return sum;
    }

    /** What all tasks of a run wait for. */
    interface Event {

        /** Starts task number i, which waits for it. */
        Task<Integer> startWaiting(int i);

        void set();
    }

    private static final class BodyEvent implements Event {

        private final AsyncEvent event = new AsyncEvent();

        @Override
        public Task<Integer> startWaiting(int i) {
            return createTask(() -> {
                event.await();
                return i;
            });
        }

        @Override
        public void set() {
            event.set();
        }
    }
}
