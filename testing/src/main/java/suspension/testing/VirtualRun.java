package suspension.testing;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import suspension.EventLoop;
import suspension.LoopError;
import suspension.Outcome;
import suspension.Task;
import suspension.bridge.loop.LoopOrder;
import suspension.bridge.task.BodyTask;
import suspension.bridge.task.Carrier;
import suspension.bridge.task.Failures;
import suspension.bridge.task.HostProbe;
import suspension.internal.MainWait;

/**
 * One run of one main task on a loop in virtual time. It watches for what a careful program never does: wait for
 * something that never comes, leave tasks behind, or drop errors and coroutines.
 */
final class VirtualRun implements AutoCloseable, HostProbe {

    /** How often the wait for the end looks whether the run is hopeless: 20 ms, which nobody notices. */
    private static final long LOOK_AGAIN_NANOS = 20_000_000;

    /** How many turns a loop has to come to rest before it is given up and closed. */
    private static final int TURNS_TO_SETTLE = 200;

    private static final Logger LOGGER = System.getLogger("suspension");

    /** How long a run may take to end that was asked to, before a warning says what keeps it. */
    private static final long PATIENCE_NANOS = 2_000_000_000;

    private final VirtualLoop home;

    /** What chooses in this run; null for first in, first out. */
    private final @Nullable ChosenOrder chosen;

    /** Whether the loop stays open for a further run if nothing is left on it. */
    private final boolean reusable;

    private final AtomicLong taskNumbers = new AtomicLong();

    /** Opened when the loop has come to rest without being closed. */
    private final CountDownLatch settled = new CountDownLatch(1);

    /** Errors that reached nobody. The loop's threads write; {@link #problems} reads when the run is over. */
    private final Queue<LoopError> errors = new ConcurrentLinkedQueue<>();

    /** A watch for each coroutine that was made, which may have a complaint. Written and read as {@code errors}. */
    private final Queue<Object> coroutines = new ConcurrentLinkedQueue<>();

    /** Tasks that the main task left behind. Written and read as {@code errors}. */
    private final Queue<String> leftBehind = new ConcurrentLinkedQueue<>();

    /** Set on the loop when everything waits for the first time; then all tasks are cancelled. */
    private volatile @Nullable AssertionError deadlock;

    /** When and in what the thread that waits for this run was first interrupted. Only that thread uses it. */
    private @Nullable String interruptedIn;

    /** When that was, and whether it has been logged. Only that thread uses them. */
    private long interruptedAt;

    private boolean interruptLogged;

    /** Set on the loop when everything waits again, although all tasks have been cancelled. */
    private volatile boolean hopeless;

    private VirtualRun(VirtualLoop home, @Nullable ChosenOrder chosen, boolean reusable) {
        this.home = home;
        this.chosen = chosen;
        this.reusable = reusable;
        home.use(this);
    }

    /** A run that reports only that everything is stuck. */
    static VirtualRun lenient() {
        refuseOnLoop("VirtualTime.run()");
        return new VirtualRun(new VirtualLoop("virtual-time", false), null, false);
    }

    /** A run that also records everything that {@link #problems} reports. */
    static VirtualRun strict(String name) {
        refuseOnLoop("VirtualTime.run()");
        return new VirtualRun(new VirtualLoop(name, true), null, false);
    }

    /** A strict run in a chosen order, on a loop that nothing else uses meanwhile. */
    static VirtualRun chosen(VirtualLoop home, ChosenOrder order) {
        return new VirtualRun(home, order, true);
    }

    static void refuseOnLoop(String operation) {
        Carrier carrier = Carrier.current();
        if (carrier != null) {
            throw new IllegalStateException(operation + " blocks its thread until the main body is done, but this"
                    + " thread runs loop '" + carrier.host().name() + "', which would stand still. Call it from a plain"
                    + " test method.");
        }
    }

    EventLoop loop() {
        return home.loop();
    }

    VirtualClock clock() {
        return home.clock();
    }

    LoopOrder order() {
        return chosen == null ? LoopOrder.FIRST_IN_FIRST_OUT : chosen;
    }

    /**
     * Runs a main task to its end, and closes the loop, unless that is to be used again and nothing is left on it.
     * Blocks the calling thread.
     *
     * @throws AssertionError if everything is stuck
     */
    @SuppressWarnings(
            "FutureReturnValueIgnored") // Error Prone takes the task inside the future for one that is dropped
    <T extends @Nullable Object> Outcome<T> run(Function<EventLoop, Task<T>> start) {
        Task<T> main;
        try {
            // Starts on the loop, so that nothing runs and no time passes between the main task's end and its callback.
            main = CompletableFuture.supplyAsync(() -> startOnLoop(start), loop())
                    .join();
        } catch (CompletionException e) {
            home.close();
            throw Failures.<RuntimeException>throwAs(Objects.requireNonNull(e.getCause()));
        }
        Runnable cancel = () -> {
            interruptedIn =
                    "After " + clock().elapsed() + " in virtual time, this was going on:" + home.describePending();
            interruptedAt = System.nanoTime();
            main.cancel();
        };
        MainWait.await(this::awaitEnd, cancel, "VirtualTime.run()", home::describePending);
        if (deadlock != null) {
            throw deadlock;
        }
        Throwable fatal = home.bridge().fatal();
        return fatal == null ? main.outcome() : new Outcome.Failure<>(fatal);
    }

    private <T extends @Nullable Object> Task<T> startOnLoop(Function<EventLoop, Task<T>> start) {
        Task<T> main = start.apply(loop());
        if (chosen != null) {
            chosen.begin(home.bridge(), VirtualLoop.access().bridgeOf(main), this::endless);
        }
        main.onDone(done -> {
            Outcome<T> outcome = done.outcome(); // marks it as seen before the loop reports what is unseen
            noteLeftBehind(outcome);
            if (reusable) {
                settle(TURNS_TO_SETTLE);
            } else {
                home.close();
            }
        });
        return main;
    }

    /** A main task that a fault has ended had no chance to wait for its tasks. They are only cancelled then. */
    private void noteLeftBehind(Outcome<?> outcome) {
        boolean excused = !(outcome instanceof Outcome.Success) && isFault(failureIn(outcome));
        for (Task<?> task : loop().tasks()) {
            if (excused) {
                task.cancel();
            } else if (task.cancelling() == 0) {
                leftBehind.add(task.toString());
            }
        }
    }

    private static Throwable failureIn(Outcome<?> outcome) {
        return outcome instanceof Outcome.Failure<?> failure ? failure.exception() : new CancellationException();
    }

    /** Whether a failure is nothing but a fault that was asked for. */
    boolean isFault(Throwable failure) {
        return chosen != null && chosen.isFault(failure);
    }

    /** Lets what is left run, as long as there is any. Called on the loop. */
    @SuppressWarnings("FutureReturnValueIgnored") // a handle, to something that nobody cancels
    private void settle(int turns) {
        if (home.bridge().settle()) {
            settled.countDown();
        } else if (turns > 0) {
            home.bridge().soon(() -> settle(turns - 1));
        } else {
            home.close();
        }
    }

    /** Whether the loop has come to rest, so that a further run may use it. Called when this run is over. */
    boolean leavesLoopAtRest() {
        return settled.getCount() == 0;
    }

    private void awaitEnd() throws InterruptedException {
        boolean ended = false;
        while (!ended && !hopeless) {
            ended = reusable && settled.await(LOOK_AGAIN_NANOS, NANOSECONDS);
            if (!ended && (!reusable || home.bridge().isClosing())) {
                ended = home.bridge().awaitClosed(LOOK_AGAIN_NANOS);
            }
            if (!ended) {
                logInterrupt();
            }
        }
    }

    /** Says why a run does not end that has been asked to: its code may be blocked, and then nobody ever reads a failure. */
    private void logInterrupt() {
        if (interruptedIn != null && !interruptLogged && System.nanoTime() - interruptedAt > PATIENCE_NANOS) {
            interruptLogged = true;
            LOGGER.log(
                    Level.WARNING,
                    "The thread that waits for '" + home.loop().name()
                            + "' was interrupted, as a time limit does, and the"
                            + " main task was asked to cancel, but it does not end:" + home.describePending());
        }
    }

    /** Called on the loop when everything waits, by the holder of the turn. */
    void stuck() {
        int waiting = loop().tasks().size();
        if (waiting == 0) {
            return;
        }
        if (deadlock != null) {
            hopeless = true;
            return;
        }
        deadlock = new AssertionError("Everything waits, and nothing will ever happen: no timer is set, no call of"
                + " Async.toThread runs, and no other thread has brought anything. After "
                + clock().elapsed() + ", " + waiting + (waiting == 1 ? " task is" : " tasks are") + " stuck:"
                + home.describePending());
        home.close();
    }

    /** Called on the loop, between two slices, when the run has had too many. */
    private void endless() {
        if (deadlock != null) {
            hopeless = true;
            Objects.requireNonNull(chosen).abandon();
            return;
        }
        deadlock = new AssertionError("Under this schedule the test does not come to an end. "
                + loop().tasks().size() + " tasks are left after "
                + Objects.requireNonNull(chosen).slices() + " slices:"
                + home.describePending());
        home.close();
    }

    boolean isStuck() {
        return deadlock != null;
    }

    /** What else went wrong, each as a sentence, some with their cause. Called once the run is over. */
    List<AssertionError> problems() {
        List<AssertionError> problems = new ArrayList<>();
        Consumer<String> add = message -> problems.add(new AssertionError(message));
        if (interruptedIn != null) {
            add.accept("The thread that waited for this run was interrupted, as a time limit does. " + interruptedIn);
        }
        leftBehind.forEach(task ->
                add.accept("A task was left behind: " + task + ". Await it, cancel it, or start it in a TaskGroup."));
        for (LoopError error : errors) {
            if (isFault(error.exception())) {
                continue;
            }
            problems.add(new AssertionError("An error reached nobody: " + error.message(), error.exception()));
        }
        for (Object watch : coroutines) {
            String complaint = VirtualLoop.access().complaint(watch);
            if (complaint != null) {
                add.accept(complaint);
            }
        }
        if (chosen != null) {
            chosen.complaints().forEach(add);
            if (chosen.broken() != null) {
                problems.add(new AssertionError("Choosing what runs next has failed", chosen.broken()));
            }
        }
        return problems;
    }

    // What the loop tells

    void note(LoopError error) {
        errors.add(error);
    }

    @Override
    public long nextTaskNumber() {
        return taskNumbers.incrementAndGet();
    }

    @Override
    public void made(Object coroutineWatch) {
        coroutines.add(coroutineWatch);
    }

    @Override
    public void used(Primitive primitive) {
        if (chosen != null) {
            chosen.add(primitive);
        }
    }

    @Override
    public void limited(Expiry timeout) {
        if (chosen != null) {
            chosen.add(timeout);
        }
    }

    @Override
    public void beforeCall(BodyTask<?> caller) throws Exception {
        if (chosen != null) {
            chosen.beforeCall(caller);
        }
    }

    /** Closes the loop of a test that was never invoked. */
    @Override
    public void close() {
        home.close();
    }
}
