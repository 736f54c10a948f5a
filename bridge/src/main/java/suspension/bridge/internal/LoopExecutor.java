package suspension.bridge.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An event loop: one queue, and one <em>turn</em> that passes between threads. Whoever holds the turn takes what is next
 * from the queue and runs it. A Java body starts on the very thread that holds the turn; when it suspends, its thread
 * keeps the turn as long as there is nothing to run, goes on if the next thing is its own wake-up, and otherwise passes
 * the turn: straight to the thread of the body that wakes, or to a worker for anything else.
 *
 * <p>Invariants, each guarded by a test in {@code LoopExecutorInvariantsTest}:
 *
 * <ol>
 *   <li>At most one thread holds the turn.
 *   <li>Only the holder touches {@code ready}, the timers and the spare workers; everyone else adds to {@code inbox} and
 *       unparks the sleeper.
 *   <li>Every hand-over is a release by the giver and an acquire by the receiver ({@link TurnGate}, or the start of a
 *       thread).
 *   <li>No wake-up is lost: the holder announces itself as the sleeper, then looks at the inbox again, then parks.
 *   <li>An interrupt never makes a park spin, and never gets lost: it is put aside while the thread parks, and given back
 *       to the body that it was meant for.
 *   <li>After {@link #shutdown}, {@code execute} rejects, but bodies that are suspended go on to their ends, and what was
 *       accepted runs.
 *   <li>A cancelled timer frees its memory soon ({@link TimerHeap}).
 * </ol>
 *
 * <p>Timers are looked at once in each cycle, and a cycle is as many entries as the queue held when it began: neither a
 * busy queue nor a flood of timers starves the other.
 */
public final class LoopExecutor extends SchedulingExecutor {

    private static final int RUNNING = 0;
    private static final int SHUT_DOWN = 1;
    private static final int TERMINATED = 2;

    /** Workers kept for reuse. More are made when needed, and end when they find this many idle. */
    private static final int MAX_SPARES = 32;

    /** A delay beyond this is for ever (146 years); sums of two such still fit a long. */
    private static final long MAX_DELAY = Long.MAX_VALUE / 2;

    private final String name;
    private final ThreadFactory threads;
    private final LoopClock clock;
    private final Consumer<? super Throwable> errorHandler;
    private final @Nullable SliceWatch watch;

    /** What is to run next, and the timers. Holder only. */
    private final Deque<Runnable> ready = new ArrayDeque<>();

    private final TimerHeap timers = new TimerHeap();

    /** What others want to run. Any thread adds; the holder moves it to {@code ready}. */
    private final Queue<Runnable> inbox = new ConcurrentLinkedQueue<>();

    /** Workers that wait for something to do. Holder only. */
    private final Deque<Worker> spares = new ArrayDeque<>();

    /** Threads that carry a suspended body. Holder only. */
    private int suspended;

    /** How often the turn has been passed to a thread that waited for it. Holder only. */
    private int grants;

    /** Entries of {@code ready} left in this cycle. Holder only. */
    private int cycle;

    /**
     * Who holds the turn. Written by the holder when it passes the turn on. Others may read an old value, but never
     * themselves: a thread that gave the turn away wrote somebody else here.
     */
    private @Nullable Worker holder;

    /** The holder's thread, while it parks because there is nothing to run. Written by the holder, cleared by wakers. */
    private final AtomicReference<@Nullable Thread> sleeper = new AtomicReference<>();

    /** Only grows. */
    private volatile int state = RUNNING;

    /** Opened by the last thread to hold the turn, when no other is left. */
    private final CountDownLatch terminated = new CountDownLatch(1);

    /** Set once, before the first thread starts. */
    private @Nullable TaskHost host;

    /**
     * Makes a loop that runs nothing until {@link #start}.
     *
     * @param errorHandler gets what a callback throws; called by the holder
     * @param watch tells of slices that hold the turn too long, or null
     */
    public LoopExecutor(
            String name, LoopClock clock, Consumer<? super Throwable> errorHandler, @Nullable SliceWatch watch) {
        this.name = name;
        this.threads = LoopThreads.named(name);
        this.clock = clock;
        this.errorHandler = errorHandler;
        this.watch = watch;
    }

    /** Starts the loop's first thread, which gets the turn. */
    public void start(@Nullable TaskHost host) {
        this.host = host;
        new Worker().start(() -> {});
    }

    /** Whose loop this is; null before {@link #start}. Any thread that has been told of it. */
    @Nullable
    TaskHost host() {
        return host;
    }

    /** Whether the calling thread holds the turn. */
    public boolean isHeldByCurrentThread() {
        Worker current = holder;
        return current != null && current.thread == Thread.currentThread();
    }

    /** The thread that has the turn and is not asleep, or null. For messages only: outdated at once. Any thread. */
    @Nullable
    Thread busyThread() {
        Worker current = holder;
        return current == null || sleeper.get() != null ? null : current.thread;
    }

    public String name() {
        return name;
    }

    /** Now, by this loop's clock. Any thread. */
    @Override
    public long nanoTime() {
        return clock.nanoTime();
    }

    LoopClock clock() {
        return clock;
    }

    /** For its clock: whether others have handed it something to run. Called by the holder when it has nothing else. */
    public boolean hasWork() {
        return !inbox.isEmpty();
    }

    /**
     * For its clock: whether a call handed to a thread is running. Once this is false, {@link #hasWork} tells of what such
     * calls have brought; when the last one ends, the holder wakes up.
     */
    public boolean hasCallsInFlight() {
        return host != null && host.blockingCalls().areRunning();
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
        if (state == RUNNING) {
            enqueue(task);
            if (state != TERMINATED || !inbox.remove(task)) {
                return;
            }
        }
        throw new RejectedExecutionException("Loop '" + name + "' is closed and accepts nothing more");
    }

    /** Adds what must run although the loop shuts down: wake-ups, and tasks that it knows of. Any thread. */
    void enqueue(Runnable task) {
        if (isHeldByCurrentThread()) {
            collectInbox(); // or what others added before would run after this
            accept(task);
        } else {
            inbox.add(task);
            wakeSleeper();
        }
    }

    /** Runs the action on this loop once {@code nanos} have passed; a waiter is woken instead. Any thread. */
    public LoopTimer after(long nanos, Runnable action) {
        LoopTimer timer = timer(nanos, action);
        enqueue(timer);
        return timer;
    }

    /**
     * As {@link #after}, but for others.
     *
     * @throws RejectedExecutionException after {@link #shutdown}
     */
    @Override
    LoopTimer callLater(long nanos, Runnable action) {
        LoopTimer timer = timer(nanos, action);
        enqueueOrReject(timer);
        return timer;
    }

    private LoopTimer timer(long nanos, Runnable action) {
        return new LoopTimer(this, clock.nanoTime() + Math.min(Math.max(0, nanos), MAX_DELAY), action);
    }

    /** A timer was cancelled. Any thread. */
    void timerCancelled() {
        if (timers.cancelled() && !isHeldByCurrentThread()) {
            wakeSleeper();
        }
    }

    /** Lets the holder look again at what there is to do, if it sleeps. Any thread. */
    void wakeSleeper() {
        Thread thread = sleeper.get();
        if (thread != null && sleeper.compareAndSet(thread, null)) {
            LockSupport.unpark(thread);
        }
    }

    // What the holder does

    /** The next thing to run; blocks while there is none. Null when the loop has shut down and nothing is left. */
    private @Nullable Runnable take() {
        while (true) {
            if (cycle == 0) {
                beginCycle();
            }
            Runnable next = ready.poll();
            if (next != null) {
                cycle--;
                return next;
            }
            if (state != RUNNING && suspended == 0) {
                if (state == TERMINATED) {
                    return null;
                }
                state = TERMINATED; // from here on execute takes back what it added, unless this loop has seen it
            } else {
                idle();
            }
        }
    }

    private void beginCycle() {
        collectInbox();
        if (!timers.isEmpty()) {
            timers.purge();
            timers.takeDue(clock.nanoTime(), timer -> {
                Runnable task = timer.due();
                if (task != null) {
                    ready.add(task);
                }
            });
        }
        cycle = ready.size();
    }

    private void collectInbox() {
        for (Runnable task = inbox.poll(); task != null; task = inbox.poll()) {
            accept(task);
        }
    }

    private void accept(Runnable task) {
        if (task instanceof LoopTimer timer) {
            timers.add(timer);
        } else {
            ready.add(task);
        }
    }

    private void idle() {
        Worker self = Objects.requireNonNull(holder);
        long nanos = timers.untilNext(clock);
        sleeper.set(self.thread);
        if (nanos > 0 && inbox.isEmpty() && (state == RUNNING || suspended > 0)) {
            clock.sleep(this, nanos);
            self.setInterruptAside();
        }
        sleeper.set(null);
    }

    private void runSlice(Runnable task) {
        SliceWatch watch = this.watch;
        if (watch != null) {
            watch.begin(Thread.currentThread(), task);
        }
        try {
            task.run();
        } catch (Throwable e) {
            errorHandler.accept(e);
        } finally {
            if (watch != null) {
                watch.end();
            }
            Thread.interrupted(); // meant for what ran here, not for what runs next
        }
    }

    /** Passes the turn to whoever can run what is next. The caller has it no longer, unless this throws. */
    private void passOn(Runnable next) {
        if (next instanceof Waiter wakeUp) {
            ((Worker) wakeUp.carrier()).grant(null);
            return;
        }
        Worker spare = spares.poll();
        if (spare != null) {
            spare.grant(next);
        } else {
            startWorker(next);
        }
    }

    private void startWorker(Runnable first) {
        Worker self = holder;
        try {
            new Worker().start(first);
        } catch (Throwable e) { // out of threads, or of memory: the turn stays here, and nothing is lost
            holder = self;
            ready.addFirst(first);
            cycle++;
            throw e;
        }
    }

    /** A thread of this loop: it runs slices while it has the turn, and carries a body when one suspends on it. */
    private final class Worker extends Carrier implements Runnable {

        private final Thread thread = threads.newThread(this);

        /** Opened by the giver, after it has written {@link #task} and {@code holder}. */
        private final TurnGate gate = new TurnGate(thread);

        /** Whether the turn came straight back when this thread last gave it away. Only this thread uses it. */
        private boolean turnReturns;

        /** What to run with the turn; null for "your body goes on", or for "end" when this worker is a spare. */
        private @Nullable Runnable task;

        /** An interrupt that came while this thread was parked. Only this thread uses it. */
        private boolean interrupted;

        void start(Runnable first) {
            task = first;
            holder = this;
            thread.start();
        }

        void grant(@Nullable Runnable next) {
            task = next;
            holder = this;
            grants++;
            gate.open();
        }

        /** Ends a spare worker, without giving it the turn. */
        void dismiss() {
            gate.open();
            joinUninterruptibly(thread);
        }

        @Override
        public void run() {
            install(this);
            Runnable next = task;
            while (next != null) {
                if (next instanceof Waiter) {
                    next = becomeSpare(next);
                } else {
                    interrupted = false; // what came while this worker was idle was meant for nobody
                    runSlice(next);
                    next = take();
                    if (next == null) {
                        terminate();
                    }
                }
            }
            install(null);
        }

        /** Passes the turn to a woken body and waits for something to do; null to end. */
        private @Nullable Runnable becomeSpare(Runnable wakeUp) {
            if (spares.size() >= MAX_SPARES) {
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
            interrupted |= gate.await(turnReturns);
            turnReturns = grants - before <= 2;
        }

        void setInterruptAside() {
            interrupted |= Thread.interrupted();
        }

        @Override
        void suspend(Waiter waiter) {
            if (watch != null) {
                watch.end();
            }
            setInterruptAside();
            suspended++;
            Runnable next = Objects.requireNonNull(take()); // there is a next thing, for this body will be woken
            if (next != waiter) {
                passOnFrom(waiter, next);
            }
            suspended--;
            if (interrupted) {
                interrupted = false;
                Thread.currentThread().interrupt();
            }
            if (watch != null) {
                watch.begin(thread, waiter.body());
            }
        }

        private void passOnFrom(Waiter waiter, Runnable next) {
            int before = grants;
            try {
                passOn(next);
            } catch (Throwable e) {
                if (waiter.abandon()) {
                    suspended--;
                    throw e;
                }
                do { // it is woken, so it goes on instead; whoever woke it is about to enqueue it
                    Thread.onSpinWait();
                    collectInbox();
                } while (!ready.remove(waiter));
                cycle = 0;
                return;
            }
            awaitGrant(before);
        }

        @Override
        void resume(Waiter waiter) {
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
    @Override
    public void shutdown() {
        if (state == RUNNING) {
            state = SHUT_DOWN;
        }
        wakeSleeper();
    }

    /** Does what {@link #shutdown} does: nothing that a coroutine waits for is ever dropped. */
    @Override
    public List<Runnable> shutdownNow() {
        shutdown();
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return state != RUNNING;
    }

    @Override
    public boolean isTerminated() {
        return terminated.getCount() == 0;
    }

    /** Waits until nothing is left to run and every thread of this loop has ended. */
    @Override
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
        handOffTimers();
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

    /** A coroutine of somebody else's that is delayed on this loop must not hang: the JDK's own timer goes on with it. */
    private void handOffTimers() {
        for (LoopTimer timer : timers.takeAll()) {
            if (timer.runs(ScheduledCall.class)) {
                long nanos = Math.max(0, timer.deadline - clock.nanoTime());
                CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS).execute(timer);
            }
        }
    }
}
