package suspension.bridge.loop;

import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Consumer;
import suspension.bridge.task.BodyTask;
import suspension.bridge.task.BridgeTask;
import suspension.bridge.task.Carrier;
import suspension.bridge.task.TaskHost.TaskCounts;
import suspension.bridge.task.Waiter;
import suspension.bridge.trace.LoopFigures;
import suspension.bridge.trace.Periodic;
import suspension.bridge.trace.Recorder;
import suspension.bridge.trace.Trace;

/** Tells recordings of all loops that run. The loops need not answer, so those that are blocked are told of too. */
final class LoopCensus implements Periodic {

    private final Map<Loop, Look> looks = new WeakHashMap<>();

    @Override
    public void loops(Recorder to) {
        each(loop -> to.loop(loop.id(), loop.name(), loop.group()));
    }

    @Override
    public void pendingTasks(Recorder to) {
        each(loop -> {
            for (BridgeTask<?> task : loop.pendingTasks()) {
                task.recordPending(to, state(loop, task));
            }
        });
    }

    /** Returns the same words as the states of the graph of tasks. */
    private static String state(Loop loop, BridgeTask<?> task) {
        if (!(task instanceof BodyTask<?> body)) {
            return "in a suspend function";
        }
        if (body.carrierIfStarted() == null) {
            return "not begun";
        }
        Waiter waiter = body.waiter();
        if (waiter != null && waiter.isWaiting()) {
            return "waiting";
        }
        return waiter == null && loop.busyCarrier() == body.carrier() ? "running" : "ready";
    }

    @Override
    public void statistics(Recorder to) {
        each(loop -> {
            LoopMeter.Figures figures = loop.figures();
            TaskCounts tasks = loop.taskCounts();
            to.statistics(new LoopFigures(
                    loop.id(),
                    figures.slices(),
                    figures.busyNanos(),
                    figures.longestNanos(),
                    figures.queueLagNanos(),
                    figures.timerLagNanos(),
                    loop.ready(),
                    tasks.pending(),
                    tasks.created(),
                    tasks.failed(),
                    tasks.cancelled(),
                    figures.threads()));
        });
    }

    @Override
    public void blocked(Recorder to, long nanos) {
        each(loop -> {
            long held = look(loop).held(loop, System.nanoTime());
            Carrier holder = held < nanos ? null : loop.busyCarrier();
            if (holder != null) {
                BridgeTask<?> task = holder.task();
                to.blocked(loop.id(), task == null ? 0 : task.id(), holder.thread(), held);
            }
        });
    }

    private Look look(Loop loop) {
        synchronized (looks) {
            return looks.computeIfAbsent(loop, any -> new Look());
        }
    }

    /**
     * What was seen of a loop. The time that its meter gives for the present slice is an estimate, so a slice counts as
     * long only if two looks have found the same one, and for no longer than since it was another one.
     */
    private static final class Look {

        /** At which slice the loop was at the last look, and when that was. */
        private long slices = -1;

        private long lookedAt;

        /** When it was seen at another slice for the last time, if it was. */
        private boolean sawOthers;

        private long sawOthersAt;

        /** Returns for how long the present slice has run; 0 if it was not there at the look before. */
        long held(Loop loop, long now) {
            long count = loop.figures().slices();
            if (count != slices) {
                sawOthers = slices >= 0;
                sawOthersAt = lookedAt;
            }
            boolean known = count == slices;
            slices = count;
            lookedAt = now;
            long held = known ? loop.sliceNanos() : 0;
            return sawOthers ? Math.min(held, now - sawOthersAt) : held;
        }
    }

    /** A loop that cannot be told of does not keep the others from it. */
    private static void each(Consumer<Loop> look) {
        for (Loop loop : Loop.running()) {
            try {
                look.accept(loop);
            } catch (Throwable e) {
                Trace.ignore(e);
            }
        }
    }
}
