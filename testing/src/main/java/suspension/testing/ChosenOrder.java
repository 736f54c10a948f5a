package suspension.testing;

import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
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

    /** How long a choice waits for calls of toThread. A call that takes longer comes when it comes. */
    private static final long CALL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long LOOK_AGAIN_NANOS = TimeUnit.MICROSECONDS.toNanos(20);

    private final Schedule schedule;
    private final Faults faults;
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

    private @Nullable Loop loop;
    private @Nullable BridgeTask<?> main;
    private @Nullable String violation;
    private int faultsMade;
    private boolean ranSinceIdle = true;
    private boolean callsAreSlow;

    ChosenOrder(Schedule schedule, Faults faults, VirtualClock clock, boolean traced) {
        this.schedule = schedule;
        this.faults = faults;
        this.clock = clock;
        this.trace = traced ? new Trace() : null;
    }

    /** Tells what the run is about. Called on the loop, before the main task begins. */
    void begin(Loop loop, BridgeTask<?> main) {
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
        long end = System.nanoTime() + CALL_NANOS;
        while (loop.hasCallsInFlight()) {
            if (System.nanoTime() - end >= 0) {
                callsAreSlow = true;
                uncontrolled.add("a call of toThread that took longer than " + TimeUnit.NANOSECONDS.toMillis(CALL_NANOS)
                        + " ms");
                return;
            }
            LockSupport.parkNanos(this, LOOK_AGAIN_NANOS);
        }
    }

    Set<String> uncontrolled() {
        return uncontrolled;
    }

    // Choosing

    @Override
    public @Nullable Runnable takeNext(Deque<Runnable> ready) {
        if (trace != null) {
            trace.end();
        }
        checkPrimitives();
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
            Exception failure = newFailure(failures.get(choice - 1));
            injected.add(failure);
            if (trace != null) {
                trace.note("fault", "fails the call of " + body.name() + " with " + failure);
            }
            new YieldWaiter(body).await();
            throw failure;
        }
    }

    private static Exception newFailure(Class<? extends Exception> type) {
        try {
            for (Constructor<?> constructor : type.getDeclaredConstructors()) {
                constructor.setAccessible(true);
                Class<?>[] parameters = constructor.getParameterTypes();
                if (parameters.length == 1 && parameters[0] == String.class) {
                    return (Exception) constructor.newInstance("failed as a fault");
                }
            }
            Constructor<? extends Exception> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    "Calls cannot fail with " + type.getName()
                            + ", because it has neither a constructor of a message nor one without parameters",
                    e);
        }
    }

    boolean madeFaults() {
        return faultsMade > 0;
    }

    List<Throwable> injected() {
        return injected;
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
