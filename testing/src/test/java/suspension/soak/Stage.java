package suspension.soak;

import static suspension.Async.await;
import static suspension.Async.sleep;
import static suspension.Async.yieldNow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import kotlinx.coroutines.DelayKt;
import org.jspecify.annotations.Nullable;
import suspension.Action;
import suspension.Async;
import suspension.Awaitable;
import suspension.EventLoop;
import suspension.Task;
import suspension.WaitResult;

/** What a scene is given for one play, and the record of what it starts. Any thread. */
final class Stage {

    final Random random;

    private final Theatre theatre;
    private final Home home;

    /** All lists are guarded by this. */
    private final List<Task<?>> tasks = new ArrayList<>();

    private final List<Task<?>> tasksAtHome = new ArrayList<>();

    private final List<Mark> marks = new ArrayList<>();
    private final List<Future<?>> acts = new ArrayList<>();
    private final List<Runnable> checks = new ArrayList<>();
    private final List<Action<?>> epilogues = new ArrayList<>();

    private @Nullable String broken;

    Stage(Theatre theatre, Home home, long seed) {
        this.theatre = theatre;
        this.home = home;
        this.random = new Random(seed);
    }

    // Chance

    /** A number from {@code from} to {@code to}, both included. */
    int between(int from, int to) {
        return from + random.nextInt(to - from + 1);
    }

    /** True once in this many times. */
    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    /** At most three milliseconds. */
    Duration moment() {
        return Duration.ofNanos(random.nextInt(3_000_000));
    }

    /** Suspends for a moment, somehow, or not at all. */
    void pause() {
        switch (random.nextInt(6)) {
            case 0 -> sleep(moment());
            case 1 -> await(c -> DelayKt.delay(random.nextInt(3), c));
            case 2 -> {
                CompletableFuture<String> signal = new CompletableFuture<>();
                foreign(() -> signal.complete("now"));
                await(signal);
            }
            case 3 -> {}
            default -> yieldNow();
        }
    }

    void maybeFail() {
        if (oneIn(10)) {
            throw new Fault();
        }
    }

    // Bodies

    /** Starts a body that is watched, and that is cancelled at random. */
    <T> Task<T> start(Awaitable<T, ?> body) {
        return track(Async.createTask(body(body)));
    }

    Task<Void> start(Action<?> body) {
        return track(Async.createTask(body(body)));
    }

    /** Starts some bodies. */
    List<Task<Void>> startSome(int least, int most, Action<?> body) {
        List<Task<Void>> started = new ArrayList<>();
        for (int i = between(least, most); i > 0; i--) {
            started.add(start(body));
        }
        return started;
    }

    /** A body that counts its {@code finally}, and that may clean up slowly or swallow its cancellation. */
    <T> Awaitable<T, Exception> body(Awaitable<T, ?> body) {
        Mark mark = mark("A body");
        return () -> {
            mark.enter();
            try {
                return body.await();
            } catch (CancellationException e) {
                if (oneIn(4)) {
                    pause();
                }
                if (oneIn(10)) {
                    return null;
                }
                throw e;
            } finally {
                try {
                    if (oneIn(8)) {
                        pause();
                    }
                } finally {
                    mark.close();
                }
            }
        };
    }

    Action<Exception> body(Action<?> body) {
        Awaitable<Void, Exception> watched = body(() -> {
            body.run();
            return null;
        });
        return watched::await;
    }

    /** Watches a task of this home, and perhaps has it cancelled. */
    synchronized <T extends Task<?>> T track(T task) {
        tasksAtHome.add(task);
        return trackElsewhere(task);
    }

    /** Watches a task that may outlive this home, and perhaps has it cancelled. */
    synchronized <T extends Task<?>> T trackElsewhere(T task) {
        theatre.tally.count(Tally.Of.TASKS);
        if (tasks.size() % 16 == 0) {
            theatre.traces.watch(task); // a sample
        }
        tasks.add(task);
        if (oneIn(8)) {
            theatre.tally.count(Tally.Of.CANCELS);
            foreign(task::cancel);
        } else if (oneIn(16)) {
            theatre.tally.count(Tally.Of.CANCELS);
            tasks.get(random.nextInt(tasks.size())).cancel();
        }
        return task;
    }

    /** Waits a while for tasks, and then cancels those that are left. */
    void settle(Collection<? extends Task<?>> started) {
        WaitResult<Task<?>> result = Async.wait(List.<Task<?>>copyOf(started), Duration.ofMillis(50));
        result.pending().forEach(Task::cancel);
        Async.wait(List.<Task<?>>copyOf(started));
    }

    /** Counts one run of code. */
    synchronized Mark mark(String what) {
        Mark mark = new Mark(what);
        marks.add(mark);
        return mark;
    }

    /** Begins to count one run of code. */
    Mark enter(String what) {
        return mark(what).enter();
    }

    // Elsewhere

    /** Has a foreign thread do something in a moment. */
    synchronized void foreign(Runnable act) {
        theatre.tally.count(Tally.Of.FOREIGN_ACTS);
        long micros = random.nextInt(2_000);
        acts.add(theatre.foreign.schedule(act, micros, TimeUnit.MICROSECONDS));
    }

    /** The loop of a scene that is played on one. */
    EventLoop loop() {
        return home.loop();
    }

    Home home() {
        return home;
    }

    Theatre theatre() {
        return theatre;
    }

    void count(Tally.Of what) {
        theatre.tally.count(what);
    }

    // Checks

    /** Notes that a rule is broken. */
    synchronized void expect(boolean kept, String rule) {
        if (!kept && broken == null) {
            broken = rule;
        }
    }

    /** Checks something once all tasks of the scene are done, on a plain thread. */
    synchronized void atEnd(Runnable check) {
        checks.add(check);
    }

    /** Runs a body once all tasks of the scene are done, unless the home is closed by then. */
    synchronized void epilogue(Action<?> body) {
        epilogues.add(body);
    }

    // For the performance

    synchronized @Nullable String broken() {
        return broken;
    }

    synchronized List<Task<?>> tasks() {
        return List.copyOf(tasks);
    }

    synchronized List<Task<?>> tasksAtHome() {
        return List.copyOf(tasksAtHome);
    }

    synchronized List<Mark> marks() {
        return List.copyOf(marks);
    }

    synchronized List<Future<?>> acts() {
        return List.copyOf(acts);
    }

    synchronized List<Runnable> checks() {
        return List.copyOf(checks);
    }

    synchronized List<Action<?>> epilogues() {
        return List.copyOf(epilogues);
    }
}
