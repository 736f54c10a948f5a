package suspension.bridge.trace;

import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.Timespan;

/** The figures of {@code EventLoop.statistics()}, and how many entries wait for the turn. */
@Name("suspension.LoopStatistics")
@Label("Loop Statistics")
@Period("1 s")
@SuppressWarnings("unused") // the recording reads the fields
final class LoopStatisticsEvent extends SuspensionEvent {

    @Label("Loop")
    private final int loop;

    @Label("Slices")
    private final long slices;

    @Label("Time in Slices")
    @Timespan(Timespan.NANOSECONDS)
    private final long timeInSlices;

    @Label("Longest Slice")
    @Timespan(Timespan.NANOSECONDS)
    private final long longestSlice;

    @Label("Queue Lag")
    @Timespan(Timespan.NANOSECONDS)
    private final long queueLag;

    @Label("Timer Lag")
    @Timespan(Timespan.NANOSECONDS)
    private final long timerLag;

    @Label("Ready")
    private final int ready;

    @Label("Pending Tasks")
    private final int pending;

    @Label("Created Tasks")
    private final long created;

    @Label("Failed Tasks")
    private final long failed;

    @Label("Cancelled Tasks")
    private final long cancelled;

    @Label("Threads")
    private final int threads;

    LoopStatisticsEvent(LoopFigures figures) {
        this.loop = figures.loop();
        this.slices = figures.slices();
        this.timeInSlices = figures.timeInSlices();
        this.longestSlice = figures.longestSlice();
        this.queueLag = figures.queueLag();
        this.timerLag = figures.timerLag();
        this.ready = figures.ready();
        this.pending = figures.pending();
        this.created = figures.created();
        this.failed = figures.failed();
        this.cancelled = figures.cancelled();
        this.threads = figures.threads();
    }
}
