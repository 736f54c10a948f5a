package suspension.bridge.trace;

import java.util.function.BiConsumer;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/**
 * Gives events to the JDK's flight recorder. Whether a recording wants a kind of event is asked of an event of that kind
 * that is never committed, so that nothing is made in vain.
 */
final class JfrRecorder implements Recorder {

    private static final long BLOCKED_NANOS = 100_000_000;

    private final WaitEvent anyWait = new WaitEvent();
    private final TaskEvent anyTask = new TaskEvent();
    private final PendingTaskEvent anyPendingTask = new PendingTaskEvent();
    private final BlockingCallEvent anyCall = new BlockingCallEvent();

    /** Has the flight recorder ask for what is not told by itself. */
    void addPeriodicEvents() {
        add(LoopEvent.class, Periodic::loops);
        add(PendingTaskEvent.class, Periodic::pendingTasks);
        add(LoopStatisticsEvent.class, Periodic::statistics);
        add(BlockedLoopEvent.class, (periodic, to) -> periodic.blocked(to, BLOCKED_NANOS));
        FlightRecorder.addPeriodicEvent(TaskGraphEvent.class, () -> attempt(TaskGraphEvent::commitAll));
    }

    private void add(Class<? extends Event> type, BiConsumer<Periodic, Recorder> question) {
        FlightRecorder.addPeriodicEvent(
                type,
                () -> attempt(() -> {
                    Periodic periodic = Trace.periodic();
                    if (periodic != null) {
                        question.accept(periodic, this);
                    }
                }));
    }

    /** Runs something that must not disturb the code around it. */
    static void attempt(Runnable recording) {
        try {
            recording.run();
        } catch (Throwable e) {
            Trace.ignore(e);
        }
    }

    @Override
    public SliceRecord newSlice() {
        return new SliceEvent();
    }

    @Override
    public boolean wantsWaits() {
        return anyWait.isEnabled();
    }

    @Override
    public @Nullable WaitRecord newWait() {
        return wantsWaits() ? WaitEvent.begun() : null;
    }

    @Override
    public @Nullable TaskRecord newTask(long creator, boolean begun) {
        return anyTask.isEnabled() || anyPendingTask.isEnabled() ? TaskEvent.begun(creator, begun) : null;
    }

    @Override
    public @Nullable CallRecord newCall(long task, int loop) {
        return anyCall.isEnabled() ? new BlockingCallEvent(task, loop) : null;
    }

    @Override
    public void loop(int loop, String name, @Nullable String group) {
        attempt(() -> new LoopEvent(loop, name, group).commit());
    }

    @Override
    public void statistics(LoopFigures figures) {
        attempt(() -> new LoopStatisticsEvent(figures).commit());
    }

    @Override
    public void blocked(int loop, long task, Thread thread, long heldNanos) {
        attempt(() -> new BlockedLoopEvent(loop, task, thread, heldNanos).commit());
    }
}
