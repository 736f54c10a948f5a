package suspension.testing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import suspension.AsyncTimeoutException;
import suspension.ExceptionGroup;
import suspension.bridge.loop.BlockingCalls;
import suspension.bridge.loop.Loop;
import suspension.bridge.loop.LoopOrder;
import suspension.bridge.task.BodyTask;
import suspension.bridge.task.BridgeTask;
import suspension.bridge.task.HostProbe;
import suspension.bridge.task.YieldWaiter;

/**
 * The order of one run, in which a {@link Schedule} chooses what is next. Whatever is ready may be next, but callbacks
 * keep their order among themselves. Calls of {@code toThread} come to their ends before anything is chosen, so that
 * what they bring is chosen like the rest.
 *
 * <p>Only the holder of the loop's turn uses this, but for what other threads post.
 */
final class ChosenOrder implements LoopOrder {

    private static final long LOOK_AGAIN_NANOS = TimeUnit.MICROSECONDS.toNanos(20);

    private final Schedule schedule;
    private final Faults faults;
    private final Limits limits;
    private final VirtualClock clock;
    private final Choices choices = new Choices();
    private final @Nullable Trace trace;
    private final Thread caller = Thread.currentThread();

    /** Entries that calls of toThread and other threads have posted and that have not been chosen. */
    private final Set<Runnable> fromOutside = ConcurrentHashMap.newKeySet();

    /** Names of what has brought something at a moment that nobody chose. */
    private final Set<String> uncontrolled = new ConcurrentSkipListSet<>();

    private final List<HostProbe.Primitive> primitives = new ArrayList<>();
    private final List<HostProbe.Expiry> timeouts = new ArrayList<>();
    private final List<Throwable> injected = new ArrayList<>();
    private final List<Runnable> options = new ArrayList<>();
    private final List<Object> owners = new ArrayList<>();

    private Runnable whenEndless = () -> {};
    private @Nullable Loop loop;
    private @Nullable BridgeTask<?> main;
    private @Nullable String violation;
    private volatile @Nullable Throwable broken;
    private int faultsMade;
    private boolean ranSinceIdle = true;
    private volatile boolean callsAreSlow;
    private long slices;

    /** Set when the run is given up. Then nothing runs any more. */
    private volatile boolean abandoned;

    /**
     * How far a run may go.
     *
     * @param callNanos how long a choice waits for calls of toThread; a call that takes longer comes when it comes
     * @param slices after how many slices a run counts as endless
     */
    record Limits(long callNanos, long slices) {}

    ChosenOrder(Schedule schedule, Faults faults, Limits limits, VirtualClock clock, boolean traced) {
        this.schedule = schedule;
        this.faults = faults;
        this.limits = limits;
        this.clock = clock;
        this.trace = traced ? new Trace() : null;
    }

    /**
     * Tells what the run is about. Called on the loop, before the main task begins.
     *
     * @param whenEndless called on the loop when the run has had too many slices, and again after as many more
     */
    void begin(Loop loop, BridgeTask<?> main, Runnable whenEndless) {
        this.whenEndless = whenEndless;
        this.loop = loop;
        this.main = main;
    }

    private boolean isOver() {
        return main == null || main.isDone();
    }

    // What other threads do

    @Override
    public void posted(Runnable entry) {
        if (Thread.currentThread() == caller) {
            return;
        }
        if (!Entry.keepsItsPlace(entry)) {
            fromOutside.add(entry);
        }
        if (BlockingCalls.callerContext() == null) {
            uncontrolled.add("thread '" + Thread.currentThread().getName() + "'");
        }
    }

    @Override
    public void beforeLooking() {
        if (loop == null || callsAreSlow) {
            return;
        }
        long end = System.nanoTime() + limits.callNanos();
        while (loop.hasCallsInFlight()) {
            if (System.nanoTime() - end >= 0) {
                callsAreSlow = true;
                uncontrolled.add("a call of toThread that took longer than "
                        + TimeUnit.NANOSECONDS.toMillis(limits.callNanos()) + " ms");
                return;
            }
            LockSupport.parkNanos(this, LOOK_AGAIN_NANOS);
        }
    }

    boolean callsAreSlow() {
        return callsAreSlow;
    }

    Set<String> uncontrolled() {
        return uncontrolled;
    }

    // Choosing

    /** If anything here throws, the loop goes on first in, first out, and the run fails with it. */
    @Override
    public @Nullable Runnable takeNext(Deque<Runnable> ready) {
        if (broken != null) {
            return ready.pollFirst();
        }
        try {
            return choose(ready);
        } catch (Throwable e) {
            broken = e;
            return ready.pollFirst();
        }
    }

    /** Returns what has gone wrong in choosing, or null. */
    @Nullable
    Throwable broken() {
        return broken;
    }

    private @Nullable Runnable choose(Deque<Runnable> ready) {
        if (trace != null) {
            trace.end();
        }
        if (abandoned) {
            return null;
        }
        checkPrimitives();
        countSlice();
        Runnable next = fault(!ready.isEmpty());
        String before = null;
        if (next == null) {
            if (ready.isEmpty()) {
                return null;
            }
            next = entry(ready);
            before = options.get(0) == next ? null : Entry.who(options.get(0));
            remove(ready, next);
        }
        if (trace != null && !isOver()) {
            trace.begin(next, clock.elapsed(), before);
        }
        return next;
    }

    private void countSlice() {
        if (++slices % limits.slices() == 0 && loop != null) {
            whenEndless.run();
        }
    }

    long slices() {
        return slices;
    }

    /** Gives the run up, because it does not even end when everything is cancelled. */
    void abandon() {
        abandoned = true;
    }

    private Runnable entry(Deque<Runnable> ready) {
        collectOptions(ready);
        if (options.size() == 1 || isOver()) {
            return options.get(0);
        }
        owners.clear();
        for (Runnable option : options) {
            owners.add(Entry.owner(option));
        }
        int choice = schedule.entry(owners);
        choices.add(choice, options.size());
        return options.get(choice);
    }

    private void collectOptions(Deque<Runnable> ready) {
        options.clear();
        boolean callback = false;
        List<Runnable> others = null;
        for (Runnable entry : ready) {
            if (!Entry.keepsItsPlace(entry)) {
                if (fromOutside.contains(entry)) {
                    others = others == null ? new ArrayList<>() : others;
                    others.add(entry);
                } else {
                    options.add(entry);
                }
            } else if (!callback) {
                callback = true;
                options.add(entry);
            }
        }
        if (others != null) {
            others.sort(Comparator.comparing(Entry::who)); // the order in which they came was not chosen
            options.addAll(others);
        }
    }

    private void remove(Deque<Runnable> ready, Runnable chosen) {
        for (Iterator<Runnable> entries = ready.iterator(); entries.hasNext(); ) {
            if (entries.next() == chosen) {
                entries.remove();
                break;
            }
        }
        fromOutside.remove(chosen);
    }

    Choices choices() {
        return choices;
    }

    @Nullable
    Trace trace() {
        return trace;
    }

    // Faults

    /** Before time passes there is one choice of a fault, and one before each entry. */
    private @Nullable Runnable fault(boolean anythingReady) {
        boolean offered = anythingReady || ranSinceIdle;
        ranSinceIdle = anythingReady;
        if (!offered || !faults.comeBetweenSlices() || isOver()) {
            return null;
        }
        List<Fault> possible = possibleFaults();
        if (possible.isEmpty()) {
            return null;
        }
        int choice = schedule.fault(1 + possible.size());
        choices.add(choice, 1 + possible.size());
        if (choice == 0) {
            return null;
        }
        faultsMade++;
        ranSinceIdle = true;
        return possible.get(choice - 1);
    }

    private List<Fault> possibleFaults() {
        List<Fault> possible = new ArrayList<>();
        if (faults.cancellations() && loop != null) {
            for (BridgeTask<?> task : loop.pendingTasks()) {
                if (task != main && task.cancelling() == 0) {
                    possible.add(new Fault("cancels " + task.name(), () -> task.cancel("cancelled as a fault")));
                }
            }
        }
        if (faults.timeouts()) {
            timeouts.removeIf(timeout -> !timeout.isActive());
            for (HostProbe.Expiry timeout : timeouts) {
                possible.add(new Fault("ends the time of " + timeout.body().name(), timeout::expire));
            }
        }
        return possible;
    }

    /** Called by a body that is about to make a call. The call may fail instead, after a turn. */
    void beforeCall(BodyTask<?> body) throws Exception {
        List<Class<? extends Exception>> failures = faults.failures();
        if (failures.isEmpty() || isOver()) {
            return;
        }
        int choice = schedule.fault(1 + failures.size());
        choices.add(choice, 1 + failures.size());
        if (choice > 0) {
            faultsMade++;
            Exception failure = Faults.newFailure(failures.get(choice - 1));
            injected.add(failure);
            if (trace != null) {
                trace.note("fault", "fails the call of " + body.name() + " with " + failure);
            }
            new YieldWaiter(body).await();
            throw failure;
        }
    }

    /** Whether a failure is nothing but a fault that was asked for. */
    boolean isFault(Throwable failure) {
        if (faultsMade == 0) {
            return false;
        }
        if (failure instanceof ExceptionGroup group) {
            return group.exceptions().stream().allMatch(this::isFault);
        }
        return (faults.cancellations() && failure instanceof CancellationException)
                || (faults.timeouts() && failure instanceof AsyncTimeoutException)
                || isInjected(failure);
    }

    private boolean isInjected(@Nullable Throwable failure) {
        return failure != null && (injected.contains(failure) || isInjected(failure.getCause()));
    }

    void add(HostProbe.Expiry timeout) {
        if (faults.timeouts()) {
            timeouts.add(timeout);
        }
    }

    // The library's own invariants

    void add(HostProbe.Primitive primitive) {
        primitives.add(primitive);
    }

    private void checkPrimitives() {
        for (int i = 0; i < primitives.size() && violation == null; i++) {
            violation = primitives.get(i).violation().get();
        }
    }

    /** Returns what is wrong with the primitives at the end, each as a sentence. */
    List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        if (violation != null) {
            complaints.add(violation);
        }
        for (HostProbe.Primitive primitive : primitives) {
            String leftover = primitive.leftover().get();
            if (leftover != null) {
                complaints.add(leftover);
            }
        }
        return complaints;
    }
}
