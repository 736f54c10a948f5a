package suspension.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import suspension.EventLoop;
import suspension.LoopError;
import suspension.Outcome;
import suspension.Task;
import suspension.bridge.internal.Carrier;
import suspension.bridge.internal.Loop;
import suspension.internal.LoopAccess;

/**
 * One loop in virtual time, for one main task. It watches for what a careful program does not do: wait for what never
 * comes, leave tasks behind, or drop errors and coroutines.
 */
final class VirtualRun implements AutoCloseable {

    /** Often enough not to be noticed when it was for nothing. */
    private static final long LOOK_AGAIN_NANOS = 20_000_000;

    private final VirtualClock clock = new VirtualClock(this::stuck);
    private final EventLoop loop;
    private final Loop bridge;

    /** What the loop's threads find. Read when it has closed. */
    private final Queue<LoopError> errors = new ConcurrentLinkedQueue<>();

    private final Queue<Object> coroutines = new ConcurrentLinkedQueue<>();
    private final Queue<String> leftBehind = new ConcurrentLinkedQueue<>();

    /** Set on the loop when everything waits: the first time, and again although all has been cancelled. */
    private volatile @Nullable AssertionError deadlock;

    private volatile boolean hopeless;

    private VirtualRun(EventLoop.Builder builder, boolean strict) {
        if (strict) {
            builder.exceptionHandler(errors::add);
        }
        LoopAccess access = LoopAccess.get();
        loop = access.start(builder, clock.source);
        bridge = access.bridge(loop);
        if (strict) {
            bridge.setCoroutineListener(coroutines::add);
        }
    }

    /** A loop that only reports when everything is stuck. */
    static VirtualRun lenient() {
        refuseOnLoop();
        return new VirtualRun(EventLoop.builder().name("virtual-time"), false);
    }

    /** A loop that keeps account of everything that {@link #problems} tells of. */
    static VirtualRun strict(String name) {
        refuseOnLoop();
        return new VirtualRun(EventLoop.builder().name(name), true);
    }

    private static void refuseOnLoop() {
        Carrier carrier = Carrier.current();
        if (carrier != null) {
            throw new IllegalStateException("VirtualTime.run() blocks its thread until the main body is done, but this"
                    + " thread runs loop '" + carrier.host().name() + "', which would stand still. Call it from a plain"
                    + " test method.");
        }
    }

    EventLoop loop() {
        return loop;
    }

    VirtualClock clock() {
        return clock;
    }

    /**
     * Runs a main task to its end and closes the loop. Blocks the calling thread.
     *
     * @throws AssertionError if everything got stuck
     */
    @SuppressWarnings(
            "FutureReturnValueIgnored") // Error Prone takes the task inside the future for one that is dropped
    <T extends @Nullable Object> Outcome<T> run(Function<EventLoop, Task<T>> start) {
        // On the loop, so that nothing runs, and no time passes, between the end of the main task and its callback.
        Task<T> main =
                CompletableFuture.supplyAsync(() -> startOnLoop(start), loop).join();
        awaitClosed(main::cancel);
        if (deadlock != null) {
            throw deadlock;
        }
        Throwable fatal = bridge.fatal();
        return fatal == null ? main.outcome() : new Outcome.Failure<>(fatal);
    }

    private <T extends @Nullable Object> Task<T> startOnLoop(Function<EventLoop, Task<T>> start) {
        Task<T> main = start.apply(loop);
        main.onDone(done -> {
            done.outcome(); // run() looks at it, though only when the loop has reported what nobody looks at
            noteLeftBehind();
            bridge.close();
        });
        return main;
    }

    private void noteLeftBehind() {
        for (Task<?> task : loop.tasks()) {
            if (task.cancelling() == 0) {
                leftBehind.add(task.toString());
            }
        }
    }

    private void awaitClosed(Runnable cancel) {
        boolean interrupted = false;
        while (!hopeless) {
            try {
                if (bridge.awaitClosed(LOOK_AGAIN_NANOS)) {
                    break;
                }
            } catch (InterruptedException e) {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                    throw new CancellationException("VirtualTime.run() was interrupted twice; it has left its loop to"
                            + " finish by itself:" + LoopAccess.get().describePending(loop));
                }
                interrupted = true;
                cancel.run();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Called on the loop, by the holder of the turn. */
    private void stuck() {
        int waiting = loop.tasks().size();
        if (waiting == 0) {
            return;
        }
        if (deadlock != null) {
            hopeless = true;
            return;
        }
        deadlock = new AssertionError("Everything waits, and nothing will ever happen: no timer is set, no call of"
                + " Async.toThread runs, and no other thread has brought anything. After " + clock.elapsed() + ", "
                + waiting + (waiting == 1 ? " task is" : " tasks are") + " stuck:"
                + LoopAccess.get().describePending(loop));
        bridge.close();
    }

    /** What went wrong besides the outcome, once the loop has closed; each as a sentence, some with their cause. */
    List<AssertionError> problems() {
        List<AssertionError> problems = new ArrayList<>();
        Consumer<String> add = message -> problems.add(new AssertionError(message));
        leftBehind.forEach(task ->
                add.accept("A task was left behind: " + task + ". Await it, cancel it, or start it in a TaskGroup."));
        for (LoopError error : errors) {
            problems.add(new AssertionError("An error reached nobody: " + error.message(), error.exception()));
        }
        for (Object watch : coroutines) {
            String complaint = LoopAccess.get().complaint(watch);
            if (complaint != null) {
                add.accept(complaint);
            }
        }
        return problems;
    }

    /** For a loop that was never used. */
    @Override
    public void close() {
        bridge.close();
    }
}
