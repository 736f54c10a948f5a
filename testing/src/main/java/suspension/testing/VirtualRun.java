package suspension.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import suspension.EventLoop;
import suspension.LoopError;
import suspension.Outcome;
import suspension.Task;
import suspension.bridge.loop.Loop;
import suspension.bridge.task.Carrier;
import suspension.bridge.task.Failures;
import suspension.internal.LoopAccess;
import suspension.internal.MainWait;

/**
 * One loop in virtual time, for one main task. It watches for what a careful program never does: wait for something
 * that never comes, leave tasks behind, or drop errors and coroutines.
 */
final class VirtualRun implements AutoCloseable {

    /** How often the wait for the end looks whether the run is hopeless: 20 ms, which nobody notices. */
    private static final long LOOK_AGAIN_NANOS = 20_000_000;

    private final VirtualClock clock = new VirtualClock(this::stuck);
    private final EventLoop loop;
    private final Loop bridge;

    /** Errors that reached nobody. The loop's threads write; {@link #problems} reads when the loop has closed. */
    private final Queue<LoopError> errors = new ConcurrentLinkedQueue<>();

    /** A watch for each coroutine that was made, which may have a complaint. Written and read as {@code errors}. */
    private final Queue<Object> coroutines = new ConcurrentLinkedQueue<>();

    /** Tasks that the main task left behind. Written and read as {@code errors}. */
    private final Queue<String> leftBehind = new ConcurrentLinkedQueue<>();

    /** Set on the loop when everything waits for the first time; then all tasks are cancelled. */
    private volatile @Nullable AssertionError deadlock;

    /** Set on the loop when everything waits again, although all tasks have been cancelled. */
    private volatile boolean hopeless;

    private VirtualRun(EventLoop.Builder builder, boolean strict) {
        if (strict) {
            builder.exceptionHandler(errors::add);
        }
        loop = access().start(builder, clock.source);
        bridge = access().bridge(loop);
        if (strict) {
            bridge.setCoroutineListener(coroutines::add);
        }
    }

    /** A run that reports only that everything is stuck. */
    static VirtualRun lenient() {
        refuseOnLoop();
        return new VirtualRun(EventLoop.builder().name("virtual-time"), false);
    }

    /** A run that also records everything that {@link #problems} reports. */
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
     * @throws AssertionError if everything is stuck
     */
    @SuppressWarnings(
            "FutureReturnValueIgnored") // Error Prone takes the task inside the future for one that is dropped
    <T extends @Nullable Object> Outcome<T> run(Function<EventLoop, Task<T>> start) {
        Task<T> main;
        try {
            // Starts on the loop, so that nothing runs and no time passes between the main task's end and its callback.
            main = CompletableFuture.supplyAsync(() -> startOnLoop(start), loop).join();
        } catch (CompletionException e) {
            bridge.close();
            throw Failures.<RuntimeException>throwAs(Objects.requireNonNull(e.getCause()));
        }
        MainWait.await(this::awaitClosed, main::cancel, "VirtualTime.run()", this::describePending);
        if (deadlock != null) {
            throw deadlock;
        }
        Throwable fatal = bridge.fatal();
        return fatal == null ? main.outcome() : new Outcome.Failure<>(fatal);
    }

    private String describePending() {
        return VirtualRun.access().describePending(loop);
    }

    private static LoopAccess<EventLoop, EventLoop.Builder> access() {
        return LoopAccess.get();
    }

    private <T extends @Nullable Object> Task<T> startOnLoop(Function<EventLoop, Task<T>> start) {
        Task<T> main = start.apply(loop);
        main.onDone(done -> {
            done.outcome(); // marks it as seen: run() looks at it too late, when the loop has reported what is unseen
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

    private void awaitClosed() throws InterruptedException {
        while (!hopeless && !bridge.awaitClosed(LOOK_AGAIN_NANOS)) {
            // look again whether it is hopeless
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
                + describePending());
        bridge.close();
    }

    /** What else went wrong, each as a sentence, some with their cause. Called once the loop has closed. */
    List<AssertionError> problems() {
        List<AssertionError> problems = new ArrayList<>();
        Consumer<String> add = message -> problems.add(new AssertionError(message));
        leftBehind.forEach(task ->
                add.accept("A task was left behind: " + task + ". Await it, cancel it, or start it in a TaskGroup."));
        for (LoopError error : errors) {
            problems.add(new AssertionError("An error reached nobody: " + error.message(), error.exception()));
        }
        for (Object watch : coroutines) {
            String complaint = access().complaint(watch);
            if (complaint != null) {
                add.accept(complaint);
            }
        }
        return problems;
    }

    /** Closes the loop of a test that was never invoked. */
    @Override
    public void close() {
        bridge.close();
    }
}
