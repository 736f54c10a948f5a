package suspension.bridge.loop;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import suspension.bridge.task.Carrier;
import suspension.bridge.task.TaskHost;
import suspension.bridge.task.Waiter;

/**
 * An event loop's threads: one queue, and one <em>turn</em> that passes between threads. The thread that holds the turn
 * takes what is next from the queue and runs it. A Java body starts on the very thread that holds the turn. When the
 * body suspends, its thread keeps the turn as long as there is nothing to run. The thread goes on if the next thing is
 * the body's own wake-up. Otherwise it passes the turn: straight to the thread of the body that wakes, or to a worker
 * for anything else.
 *
 * <p>Invariants, each guarded by a test in {@code LoopExecutorInvariantsTest}:
 *
 * <ol>
 *   <li>At most one thread holds the turn.
 *   <li>Only the holder takes from the queue and touches the spare workers. All other threads post to the queue and
 *       unpark the sleeper.
 *   <li>Every hand-over is a release by the giver and an acquire by the receiver ({@link TurnGate}, or the start of a
 *       thread). Until the receiver has passed its gate, the giver may take the turn back, and does so if its own thread
 *       cannot be put aside.
 *   <li>No wake-up is lost: the holder announces itself as the sleeper, then looks at the queue again, then parks. A
 *       wake-up is dropped if its body does not wait for it, because the wait has failed.
 *   <li>An interrupt never makes a park spin, and is never lost. The thread puts it aside while it parks, and gives it
 *       back to the body that it was meant for.
 *   <li>After {@link #shutdown}, {@code execute} rejects. Suspended bodies still go on to their ends, and what was
 *       accepted runs.
 *   <li>A cancelled timer frees its memory soon ({@link TimerHeap}).
 * </ol>
 *
 * <p>{@link RunQueue} decides what is next. This class decides who runs it.
 */
public final class LoopExecutor implements Executor {

    private static final int RUNNING = 0;
    private static final int SHUT_DOWN = 1;
    private static final int TERMINATED = 2;

    /** How many idle workers are kept for reuse. More are made when needed, and end when they find this many idle. */
    private static final int MAX_SPARES = 32;

    /** A delay beyond this is for ever (146 years). The sum of two such delays still fits a long. */
    private static final long MAX_DELAY = Long.MAX_VALUE / 2;

    private final String name;
    private final ThreadFactory threads;
    private final LoopClock clock;
    private final Consumer<? super Throwable> errorHandler;
    private final @Nullable SliceWatch watch;

    private final RunQueue queue;
    private final LoopMeter meter = new LoopMeter();

    /** What recordings learn of the present slice. Only the holder uses it. */
    private final SliceTrace slice = new SliceTrace();

    /** Workers that wait for something to do. Only the holder uses it. */
    private final Deque<Worker> spares = new ArrayDeque<>();

    /** Threads of workers that were not needed any more, until they have ended. Only the holder uses it. */
    private final List<Thread> retired = new ArrayList<>();

    /** How many threads carry a suspended body. Only the holder uses it. */
    private int suspended;

    /** How often the turn has been passed to a thread that waited for it. Only the holder uses it. */
    private int grants;

    /**
     * The worker that holds the turn. Written by the holder when it passes the turn on. Other threads may read an old
     * value, but never themselves, because a thread that gave the turn away wrote somebody else here.
     */
    private @Nullable Worker holder;

    /**
     * The holder's thread while it parks because there is nothing to run, or null. Written by the holder, cleared by
     * wakers.
     */
    private final AtomicReference<@Nullable Thread> sleeper = new AtomicReference<>();

    /** RUNNING, SHUT_DOWN or TERMINATED; only grows. Any thread shuts down, and the holder terminates. */
    private final AtomicInteger state = new AtomicInteger(RUNNING);

    /** Opened by the last thread to hold the turn, when no other is left. */
    private final CountDownLatch terminated = new CountDownLatch(1);

    /** The home of what runs here. Set once, before the first thread starts. */
    private @Nullable TaskHost host;

    /** The calls that bodies hand to threads. Set once, before the first thread starts. */
    private @Nullable BlockingCalls calls;

    /**
     * Makes a loop that runs nothing until {@link #start}.
     *
     * @param errorHandler gets what a callback throws; called by the holder
     * @param watch reports slices that hold the turn too long; null for none
     */
    public LoopExecutor(
            String name,
            LoopClock clock,
            LoopOrder order,
            Consumer<? super Throwable> errorHandler,
            @Nullable SliceWatch watch) {
        this.name = name;
        this.threads = LoopThreads.named(name);
        this.clock = clock;
        this.queue = new RunQueue(clock, order, meter);
        this.errorHandler = errorHandler;
        this.watch = watch;
    }

    /**
     * Starts the loop's first thread, which gets the turn. The calls are those that the loop's bodies hand to threads.
     */
    public void start(@Nullable TaskHost host, @Nullable BlockingCalls calls) {
        this.host = host;
        this.calls = calls;
        meter.threadAdded();
        new Worker().start(() -> {});
    }

    /** Returns whose loop this is; null before {@link #start}. Called by any thread that has been told of the loop. */
    @Nullable
    TaskHost host() {
        return host;
    }

    /** Whether the calling thread holds the turn. */
    public boolean isHeldByCurrentThread() {
        Worker current = holder;
        return current != null && current.thread == Thread.currentThread();
    }

    /**
     * Returns the thread that has the turn and is not asleep, or null. For messages only, because it may be outdated at
     * once. Any thread.
     */
    @Nullable
    Thread busyThread() {
        Carrier current = busyCarrier();
        return current == null ? null : current.thread();
    }

    /** Returns the carrier behind {@link #busyThread}, or null. As outdated as that. */
    @Nullable
    Carrier busyCarrier() {
        Worker current = holder;
        return current == null || sleeper.get() != null || isTerminated() ? null : current;
    }

    /** Returns about how many entries wait for the turn. Any thread. */
    int ready() {
        return queue.ready();
    }

    public String name() {
        return name;
    }

    /** Returns what this loop has done. Any thread. */
    LoopMeter meter() {
        return meter;
    }

    /** Returns the present time by this loop's clock. Any thread. */
    public long nanoTime() {
        return clock.nanoTime();
    }

    LoopClock clock() {
        return clock;
    }

    /**
     * Tells the clock whether other threads have posted something to run. Called by the holder when it has nothing else
     * to run.
     */
    public boolean hasWork() {
        return queue.hasPosted();
    }

    /**
     * Tells the clock whether a call handed to a thread is running. Once this is false, {@link #hasWork} covers what
     * such calls have posted. When the last call ends, the holder wakes up.
     */
    public boolean hasCallsInFlight() {
        return calls != null && calls.areRunning();
    }

    /** Whether nothing is left but the slice that asks: nothing ready, posted, timed or handed to a thread. */
    boolean isQuiet() {
        return queue.isEmpty() && suspended == 0 && !hasCallsInFlight();
    }

    // What others may ask for

    /**
     * Runs the task on this loop, after everything that was asked for before.
     *
     * @throws RejectedExecutionException after {@link #shutdown}
     */
    @Override
    public void execute(Runnable task) {
        Objects.requireNonNull(task, "task");
        enqueueOrReject(task);
    }

    private void enqueueOrReject(Runnable task) {
        if (state.get() == RUNNING) {
            enqueue(task);
            if (state.get() != TERMINATED || !queue.withdraw(task)) {
                return;
            }
        }
        throw new RejectedExecutionException("Loop '" + name + "' is closed and accepts nothing more");
    }

    /** Adds what must run even while the loop shuts down: wake-ups, and tasks that the loop knows of. Any thread. */
    void enqueue(Runnable task) {
        if (isHeldByCurrentThread()) {
            queue.add(task);
        } else {
            queue.post(task);
            wakeSleeper();
        }
    }

    /** Runs the action on this loop once {@code nanos} have passed. A waiter is woken instead. Any thread. */
    public LoopTimer after(long nanos, Runnable action) {
        LoopTimer timer = timer(nanos, action);
        enqueue(timer);
        return timer;
    }

    /**
     * As {@link #after}, for actions that are not the library's own.
     *
     * @throws RejectedExecutionException after {@link #shutdown}
     */
    LoopTimer callLater(long nanos, Runnable action) {
        LoopTimer timer = timer(nanos, action);
        enqueueOrReject(timer);
        return timer;
    }

    /**
     * Makes a timer. A negative delay is a deadline in the past, so the timer comes before those whose deadlines passed
     * more recently.
     */
    private LoopTimer timer(long nanos, Runnable action) {
        long delay = Math.max(-MAX_DELAY / 2, Math.min(nanos, MAX_DELAY));
        return new LoopTimer(this, clock.nanoTime() + delay, delay < 0, action);
    }

    /** Called when a timer has been cancelled. Any thread. */
    void timerCancelled() {
        if (queue.timerCancelled() && !isHeldByCurrentThread()) {
            wakeSleeper();
        }
    }

    /** Wakes the holder if it sleeps, so that it looks again at what there is to do. Any thread. */
    void wakeSleeper() {
        Thread thread = sleeper.get();
        if (thread != null && sleeper.compareAndSet(thread, null)) {
            LockSupport.unpark(thread);
        }
    }

    // What the holder does

    /**
     * Returns the next thing to run, and blocks while there is none. Returns null when the loop has shut down and
     * nothing is left.
     */
    private @Nullable Runnable take() {
        while (true) {
            Runnable next = queue.poll();
            if (next != null) {
                Worker thread = threadOf(next);
                if (thread == null || thread.awaits(next)) {
                    if (meter.sliceBegins()) {
                        meter.read(queue.ready());
                    }
                    return next;
                }
                continue;
            }
            if (state.get() != RUNNING && suspended == 0) {
                if (state.get() == TERMINATED) {
                    return null;
                }
                state.set(TERMINATED); // from here on execute takes back what it added, unless this loop has seen it
            } else {
                idle();
            }
        }
    }

    /** Returns the thread that goes on with the turn, or null if any thread may run what is next. */
    private static @Nullable Worker threadOf(Runnable next) {
        if (next instanceof Waiter wakeUp) {
            return (Worker) wakeUp.carrier();
        }
        return next instanceof Worker thread ? thread : null;
    }

    private void idle() {
        Worker self = Objects.requireNonNull(holder);
        long nanos = queue.untilNextTimer();
        sleeper.set(self.thread);
        try {
            if (nanos > 0 && !queue.hasPosted() && (state.get() == RUNNING || suspended > 0)) {
                meter.sleeps();
                self.noteSleep();
                clock.sleep(this, nanos);
                self.gate.setInterruptAside();
            }
        } finally {
            sleeper.set(null);
        }
    }

    private void runSlice(Worker self, Runnable task) {
        SliceWatch watch = this.watch;
        if (watch != null) {
            watch.begin(task);
        }
        slice.begin(self, task);
        try {
            task.run();
        } catch (Throwable e) {
            errorHandler.accept(e);
        } finally {
            slice.end(self);
            if (watch != null) {
                watch.end();
            }
            Thread.interrupted(); // an interrupt was meant for what ran here, not for what runs next
        }
    }

    /**
     * Passes the turn to the thread that runs what is next, and returns that thread. The caller no longer has the turn,
     * unless this throws.
     */
    private Worker passOn(Runnable next) {
        Worker receiver = threadOf(next);
        if (receiver != null) {
            receiver.grant(null);
            return receiver;
        }
        Worker spare = spares.poll();
        if (spare != null) {
            spare.grant(next);
            return spare;
        }
        return startWorker(next);
    }

    private Worker startWorker(Runnable first) {
        Worker self = holder;
        meter.threadAdded();
        try {
            Worker worker = new Worker();
            worker.start(first);
            return worker;
        } catch (Throwable e) { // out of threads, or of memory: the turn stays here, and nothing is lost
            holder = self;
            meter.threadRemoved();
            queue.putBack(first);
            throw e;
        }
    }

    /** A thread of this loop. It runs slices while it has the turn, and carries a body when one suspends on it. */
    private final class Worker extends Carrier implements Runnable {

        private final Thread thread = threads.newThread(this);

        /** Opened by the giver of the turn, after it has written {@link #task} and {@code holder}. */
        private final TurnGate gate = new TurnGate(thread);

        /** Whether the turn came straight back when this thread last gave it away. Only this thread uses it. */
        private boolean turnReturns;

        /**
         * What to run with the turn. Null means that this thread's body goes on, or that this worker ends if it is a
         * spare. Written by the holder before it opens the gate.
         */
        private @Nullable Runnable task;

        /**
         * What the body on this thread is suspended on, or null. Written by this thread while it has the turn. Other threads
         * may read an old value.
         */
        private @Nullable Waiter awaited;

        /** Whether this thread wants the turn because it cannot be parked. Written as {@link #awaited} is. */
        private boolean wantsTurn;

        void start(Runnable first) {
            grant(first);
            thread.start();
        }

        /** Called when this thread, which has the turn, is about to sleep. It may carry a body that waits. */
        void noteSleep() {
            if (awaited != null) {
                noteWait();
            }
        }

        /** Whether this thread still waits for what would give it the turn. Called by the holder. */
        boolean awaits(Runnable next) {
            return next == awaited || (next == this && wantsTurn);
        }

        void grant(@Nullable Runnable next) {
            task = next;
            holder = this;
            grants++;
            gate.open();
        }

        /** Ends a spare worker without giving it the turn. */
        void dismiss() {
            gate.open();
            joinUninterruptibly(thread);
        }

        @Override
        public void run() {
            install(this);
            gate.await(false);
            Runnable next = task;
            while (next != null) {
                if (threadOf(next) != null) {
                    next = becomeSpare(next);
                } else {
                    gate.takeInterrupt(); // an interrupt of an idle worker was meant for nobody
                    runSlice(this, next);
                    next = take();
                    if (next == null) {
                        terminate();
                    }
                }
            }
            install(null);
        }

        /** Passes the turn to a woken body, and waits for something to do. Returns null if this worker is to end. */
        private @Nullable Runnable becomeSpare(Runnable wakeUp) {
            if (spares.size() >= MAX_SPARES) {
                retired.removeIf(worker -> !worker.isAlive());
                retired.add(thread);
                meter.threadRemoved();
                passOn(wakeUp);
                return null;
            }
            task = null;
            spares.push(this);
            int before = grants;
            passOn(wakeUp);
            awaitGrant(before);
            return task;
        }

        /** @param before how often the turn had been granted when this thread passed it on */
        private void awaitGrant(int before) {
            gate.await(turnReturns);
            turnReturns = grants - before <= 2;
        }

        @Override
        protected void suspend(Waiter waiter) {
            slice.end(this);
            if (watch != null) {
                watch.end();
            }
            gate.setInterruptAside();
            awaited = waiter;
            suspended++;
            try {
                Runnable next = Objects.requireNonNull(take()); // never null, because this body will be woken
                if (next != waiter) {
                    lendTurn(next, waiter);
                }
            } finally {
                awaited = null;
                noteGoingOn();
                suspended--;
                if (gate.takeInterrupt()) {
                    Thread.currentThread().interrupt();
                }
                if (watch != null) {
                    watch.begin(waiter.body());
                }
                slice.goOn(this, waiter.body());
            }
        }

        /** Passes the turn on, and waits until the body on this thread is woken. If this throws, it has the turn too. */
        private void lendTurn(Runnable next, Waiter waiter) {
            int before = grants;
            noteWait();
            Worker receiver = passOn(next);
            try {
                awaitGrant(before);
            } catch (StackOverflowError e) {
                regainTurn(receiver, next);
                if (waiter.isWaiting()) {
                    throw e;
                }
            }
        }

        /**
         * Gets the turn back at once, for a virtual thread that cannot be parked. Such a thread keeps another one that
         * carries it, and there may be only one. So it does not wait for a receiver that has not yet passed its gate.
         */
        private void regainTurn(Worker receiver, Runnable next) {
            if (receiver.gate.revoke()) {
                holder = this;
                queue.putBack(next);
                if (threadOf(next) == null) {
                    receiver.task = null;
                    spares.push(receiver);
                }
                return;
            }
            wantsTurn = true;
            queue.post(this);
            wakeSleeper();
            gate.awaitOnCarrier();
            wantsTurn = false;
        }

        @Override
        protected boolean runsTimer() {
            return slice.isOfTimer();
        }

        @Override
        protected void resume(Waiter waiter) {
            enqueue(waiter);
        }

        @Override
        public Thread thread() {
            return thread;
        }

        @Override
        public TaskHost host() {
            return Objects.requireNonNull(host);
        }
    }

    // Shutting down

    /** Lets suspended bodies and accepted tasks finish, drops what waits for a timer of {@link #after}, then ends. */
    public void shutdown() {
        state.compareAndSet(RUNNING, SHUT_DOWN);
        wakeSleeper();
    }

    public boolean isShutdown() {
        return state.get() != RUNNING;
    }

    public boolean isTerminated() {
        return terminated.getCount() == 0;
    }

    /** Waits until nothing is left to run and every thread of this loop has ended. */
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        if (!terminated.await(timeout, unit)) {
            return false;
        }
        Objects.requireNonNull(holder).thread.join(); // it opened the latch as its last act
        return true;
    }

    private void terminate() {
        for (Worker spare = spares.poll(); spare != null; spare = spares.poll()) {
            spare.dismiss();
        }
        retired.forEach(LoopExecutor::joinUninterruptibly);
        handOffTimers();
        meter.ends();
        terminated.countDown();
    }

    @SuppressWarnings("ThreadJoinLoop") // its advice is a library that is not used here
    private static void joinUninterruptibly(Thread thread) {
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                // a worker that ends has nobody to tell; the flag is clear again, so join waits
            }
        }
    }

    /**
     * Hands the timers of delayed coroutines to the JDK's own timer. A coroutine of somebody else's that is delayed on
     * this loop must not hang.
     */
    private void handOffTimers() {
        for (LoopTimer timer : queue.takeTimers()) {
            if (timer.runs(LoopScheduler.Call.class)) {
                long nanos = Math.max(0, timer.deadline - clock.nanoTime());
                CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS).execute(timer);
            }
        }
    }
}
