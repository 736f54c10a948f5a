package suspension.bridge.loop;

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

    @Override
    public void loops(Recorder to) {
        each(loop -> to.loop(loop.id(), loop.name(), loop.group()));
    }

    @Override
    public void pendingTasks(Recorder to) {
        each(loop -> {
            for (BridgeTask<?> task : loop.pendingTasks()) {
                boolean begun = !(task instanceof BodyTask<?> body) || body.carrierIfStarted() != null;
                task.recordPending(to, state(loop, task), begun);
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
            long held = loop.sliceNanos();
            Carrier holder = held < nanos ? null : loop.busyCarrier();
            if (holder != null) {
                BridgeTask<?> task = holder.task();
                to.blocked(loop.id(), task == null ? 0 : task.id(), holder.thread(), held);
            }
        });
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
